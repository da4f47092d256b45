"""What may be done with a change, and what it is then: one pure function."""

from farhand.errors import Conflict
from farhand.wire.change_events import ChangeState
from farhand.wire.commands import ChangeAct

KEPT_MS = 7 * 24 * 3600 * 1000  # a discarded change can be brought back for this long

OPEN = frozenset({ChangeState.PENDING, ChangeState.KEPT, ChangeState.OPENED})
"""The states in which a change is on its branch and neither applied nor discarded."""

_AFTER: dict[tuple[ChangeState, ChangeAct], ChangeState] = {
    (ChangeState.PENDING, ChangeAct.REBASE): ChangeState.PENDING,
    (ChangeState.PENDING, ChangeAct.HAND_OVER): ChangeState.PENDING,
    (ChangeState.PENDING, ChangeAct.USE): ChangeState.PENDING,
    (ChangeState.PENDING, ChangeAct.KEEP): ChangeState.KEPT,
    **{(state, ChangeAct.APPLY): ChangeState.APPLIED for state in OPEN},
    **{(state, ChangeAct.PROPOSE): ChangeState.OPENED for state in OPEN},
    **{(state, ChangeAct.DISCARD): ChangeState.DISCARDED for state in OPEN},
    (ChangeState.APPLIED, ChangeAct.REVERT): ChangeState.PENDING,
    (ChangeState.DISCARDED, ChangeAct.RESTORE): ChangeState.PENDING,
}
_NOT = {
    ChangeState.PENDING: "is neither applied nor discarded yet",
    ChangeState.APPLIED: "is applied already",
    ChangeState.DISCARDED: "is discarded",
    ChangeState.KEPT: "is kept as a branch",
    ChangeState.OPENED: "is opened as a pull request",
}
_HINTS = {
    ChangeState.PENDING: "`farhand apply` or `farhand discard` settle it",
    ChangeState.APPLIED: "`farhand revert` takes it back",
    ChangeState.DISCARDED: "`farhand restore` brings it back within 7 days",
    ChangeState.KEPT: "`farhand apply`, `farhand pr` or `farhand discard` settle it",
    ChangeState.OPENED: "follow up to change it, then `farhand pr` brings the pull request up to date",
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
