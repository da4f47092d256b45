"""Which machine this is, so that a copied data directory is known for a copy."""

import hashlib
import sys
from pathlib import Path

from farhand.ids import ID_BYTES

PROGRAM_TIMEOUT_S = 5


def machine_id() -> str:
    """Return an id of this machine: a hash, so that the machine's own id goes nowhere."""
    return hashlib.sha256(b"farhand/1/machine" + _platform_id().encode()).digest()[:ID_BYTES].hex()


if sys.platform == "win32":
    import winreg

    def _platform_id() -> str:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
elif sys.platform == "darwin":
    import subprocess

    def _platform_id() -> str:
        asked = subprocess.run(
            ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"],
            capture_output=True,
            text=True,
            check=False,
            timeout=PROGRAM_TIMEOUT_S,
        )
        _, _, rest = asked.stdout.partition('"IOPlatformUUID" = "')
        return rest.partition('"')[0]
else:

    def _platform_id() -> str:
        for path in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
            if path.is_file() and (text := path.read_text().strip()):
                return text
        return ""
