"""What the host says outside the thread: to one device (DIRECT), or to all while it happens (EPHEMERAL)."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from farhand.wire.model import LAZY, Bytes, Id, Millis, Wire
from farhand.wire.passkeys import PasskeyChallenge
from farhand.wire.previews import Preview
from farhand.wire.relay import Signed
from farhand.wire.statistics import Statistics

MAX_FILENAMES = 20  # of one answer: more than a phone shows; who wants another types on


class Snapshot(Wire):
    """Answer to `Hello` (DIRECT, to that device): where the thread stands, the current key, the list."""

    type: Literal["snapshot"] = "snapshot"
    at: Millis
    hello_at: Millis
    incarnation: Id
    seq: int
    head: Bytes
    signature: Bytes
    epoch: Id
    epoch_key: Bytes
    access: Signed
    down_log: Id | None = None


class Page(Wire):
    """Answer to `RequestPage` (DIRECT): packed records, oldest first; `request` is that envelope's id."""

    type: Literal["page"] = "page"
    request: Id
    records: tuple[Bytes, ...]


class Contact(Wire):
    """One device: whether it is connected now, and when it last was, if the host ever noted it."""

    device: Id
    connected: bool
    at: Millis | None = None


class Contacts(Wire):
    """Answer to `RequestContacts` (DIRECT): the paired devices, seen at `at`."""

    type: Literal["contacts"] = "contacts"
    at: Millis
    devices: tuple[Contact, ...]


class Filenames(Wire):
    """Answer to `RequestFilenames` (DIRECT): paths within the project of files that git tracks, the best fit first.

    `words` say why there are none.
    """

    type: Literal["filenames"] = "filenames"
    project: Id
    query: str
    names: tuple[str, ...] = Field(default=(), max_length=MAX_FILENAMES)
    words: str = ""


AnyAnswer = Annotated[
    Contacts | Filenames | PasskeyChallenge | Preview | Snapshot | Page | Statistics, Field(discriminator="type")
]
ANSWER: TypeAdapter[AnyAnswer] = TypeAdapter(AnyAnswer, config=LAZY)


class TextDelta(Wire):
    """What the agent is writing now; `text` is the whole block so far, replaced by the `run.step` record."""

    type: Literal["run.text"] = "run.text"
    task: Id
    run: Id
    text: str


class CheckOutput(Wire):
    """The newest lines that a check or command printed while it runs."""

    type: Literal["run.output"] = "run.output"
    task: Id
    run: Id
    text: str


AnyEphemeral = Annotated[TextDelta | CheckOutput, Field(discriminator="type")]
EPHEMERAL: TypeAdapter[AnyEphemeral] = TypeAdapter(AnyEphemeral, config=LAZY)
