"""The host's keys at rest: 0600 files, because a locked keychain must not stop a service after a reboot."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from farhand.attention.push.sealing import KEY_BYTES, PushKey
from farhand.crypto.hpke import HpkeKey
from farhand.crypto.identity import Identity
from farhand.errors import Broken, unwritable

FILE_NAME = "host.key"
PUSH_FILE_NAME = "push.key"
SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class HostKeys:
    """Who this host is: its signing identity and the key that commands are sealed to."""

    identity: Identity
    hpke: HpkeKey


def load_keys(data: Path) -> HostKeys:
    """Return the keys in a data directory, made on the first call; raises Broken when the file is damaged."""
    raw = _load(
        data / FILE_NAME,
        2 * SEED_BYTES,
        lambda: bytes(Identity.new().seed) + bytes(HpkeKey.new().private),
        "restore it from a backup; without it, pair again",
    )
    return HostKeys(Identity.from_seed(raw[:SEED_BYTES]), HpkeKey.from_private(raw[SEED_BYTES:]))


def load_push_key(data: Path) -> PushKey:
    """Return the key by which push services know this host, made on the first call; raises Broken as above."""
    hint = "move it away: a new one is made, and each device asks to be told again"
    return PushKey(_load(data / PUSH_FILE_NAME, KEY_BYTES, PushKey.make, hint))


def _load(path: Path, length: int, make: Callable[[], bytes], hint: str) -> bytes:
    if not path.exists():
        made = make()
        try:
            _write(path, made)
        except OSError as error:
            raise unwritable(path, error) from error
        return made
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Broken(f"the key file `{path}` cannot be read: {error.strerror}", hint="is it this user's?") from error
    if len(raw) != length:
        raise Broken(f"the key file `{path}` is damaged", hint=hint)
    return raw


def _write(path: Path, content: bytes) -> None:
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    if hasattr(os, "O_DIRECTORY"):  # the name, too, must be on disk before anything is signed
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
