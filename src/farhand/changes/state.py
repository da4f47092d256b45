"""What may be done with a change, and what it is then: one pure function."""

from farhand.errors import Conflict
from farhand.wire.change_events import ChangeState
from farhand.wire.commands import ChangeAct

KEPT_MS = 7 * 24 * 3600 * 1000  # a discarded change can be brought back for this long

_AFTER: dict[tuple[ChangeState, ChangeAct], ChangeState] = {
    (ChangeState.PENDING, ChangeAct.APPLY): ChangeState.APPLIED,
    (ChangeState.PENDING, ChangeAct.REBASE): ChangeState.PENDING,
    (ChangeState.PENDING, ChangeAct.DISCARD): ChangeState.DISCARDED,
    (ChangeState.APPLIED, ChangeAct.REVERT): ChangeState.PENDING,
    (ChangeState.DISCARDED, ChangeAct.RESTORE): ChangeState.PENDING,
}
_NOT = {
    ChangeState.PENDING: "is neither applied nor discarded yet",
    ChangeState.APPLIED: "is applied already",
    ChangeState.DISCARDED: "is discarded",
}
_HINTS = {
    ChangeState.PENDING: "`farhand apply` or `farhand discard` settle it",
    ChangeState.APPLIED: "`farhand revert` takes it back",
    ChangeState.DISCARDED: "`farhand restore` brings it back within 7 days",
}


class IllegalAct(Conflict):
    """A change cannot take this act in its state."""

    code = "illegal_act"


def settle(state: ChangeState, act: ChangeAct) -> ChangeState:
    """Return what a change is after an act that succeeded; raises IllegalAct."""
    after = _AFTER.get((state, act))
    if after is None:
        raise IllegalAct(f"cannot {act}: the change {_NOT[state]}", hint=_HINTS[state])
    return after
