"""The host's keys at rest: one 0600 file, because a locked keychain must not stop a service after a reboot."""

import os
from dataclasses import dataclass
from pathlib import Path

from farhand.crypto.hpke import HpkeKey
from farhand.crypto.identity import Identity
from farhand.errors import Broken, unwritable

FILE_NAME = "host.key"
SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class HostKeys:
    """Who this host is: its signing identity and the key that commands are sealed to."""

    identity: Identity
    hpke: HpkeKey


def load_keys(data: Path) -> HostKeys:
    """Return the keys in a data directory, made on the first call; raises Broken when the file is damaged."""
    path = data / FILE_NAME
    if not path.exists():
        keys = HostKeys(Identity.new(), HpkeKey.new())
        try:
            _write(path, bytes(keys.identity.seed) + bytes(keys.hpke.private))
        except OSError as error:
            raise unwritable(path, error) from error
        return keys
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Broken(f"the key file `{path}` cannot be read: {error.strerror}", hint="is it this user's?") from error
    if len(raw) != 2 * SEED_BYTES:
        raise Broken(f"the key file `{path}` is damaged", hint="restore it from a backup; without it, pair again")
    return HostKeys(Identity.from_seed(raw[:SEED_BYTES]), HpkeKey.from_private(raw[SEED_BYTES:]))


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
