"""Every state of a change with every act."""

import pytest

from farhand.changes.state import IllegalAct, settle
from farhand.wire.change_events import ChangeState
from farhand.wire.commands import ChangeAct

P, A, D, K, OP = (
    ChangeState.PENDING, ChangeState.APPLIED, ChangeState.DISCARDED, ChangeState.KEPT, ChangeState.OPENED,
)  # fmt: skip
OPEN = {ChangeAct.APPLY: A, ChangeAct.DISCARD: D, ChangeAct.PROPOSE: OP}
TABLE = {
    P: OPEN | {ChangeAct.REBASE: P, ChangeAct.HAND_OVER: P, ChangeAct.USE: P, ChangeAct.KEEP: K},
    K: OPEN,
    OP: OPEN,
    A: {ChangeAct.REVERT: P},
    D: {ChangeAct.RESTORE: P},
}


@pytest.mark.parametrize("state", list(ChangeState))
@pytest.mark.parametrize("act", list(ChangeAct))
def test_each_act_in_each_state_leads_where_the_table_says(state: ChangeState, act: ChangeAct) -> None:
    after = TABLE[state].get(act)
    if after is not None:
        assert settle(state, act) is after
        return
    with pytest.raises(IllegalAct) as refused:
        settle(state, act)
    assert refused.value.hint
