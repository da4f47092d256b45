"""A small note outside the data directory of how far the thread had come: it unmasks a restored backup."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Seen:
    """A place in the chain."""

    incarnation: str
    seq: int
    hash: bytes


class Witness:
    """The note of one host on this machine. It proves nothing by being absent."""

    def __init__(self, folder: Path, host: str) -> None:
        self._path = folder / f"{host}.head"

    def recall(self) -> Seen | None:
        """Return what was noted last."""
        try:
            noted = json.loads(self._path.read_text())
            return Seen(str(noted["incarnation"]), int(noted["seq"]), bytes.fromhex(noted["hash"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def note(self, incarnation: str, seq: int, hash_: bytes) -> None:
        """Note the newest place."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(".new")
        draft.write_text(json.dumps({"incarnation": incarnation, "seq": seq, "hash": hash_.hex()}))
        draft.replace(self._path)
