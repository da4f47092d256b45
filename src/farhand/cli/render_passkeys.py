"""Passkeys for people."""

from farhand.cli.render_text import columns, plain, when
from farhand.host.control_api import Passkeys
from farhand.wire.passkeys import Demand

_DEMANDS = {
    Demand.NONE: "devices need no passkey",
    Demand.APPROVALS: "devices need a passkey to allow something",
    Demand.DISPATCH: "devices need a passkey for whatever has agents work",
}


def listed(result: Passkeys) -> str:
    """Return what passkeys are needed for, and each with its last use."""
    if not result.passkeys:
        return f"{_DEMANDS[result.demand]}, and none was added: that is done in the app, under Devices and about"
    rows = [
        [
            plain(each.name),
            f"for {each.domain}",
            f"added {when(each.added_at)}",
            f"used {when(each.used_at)}" if each.used_at else "never used",
            each.passkey[:8],
        ]
        for each in result.passkeys
    ]
    return f"{_DEMANDS[result.demand]}\n{columns(rows)}"
