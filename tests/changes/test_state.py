"""Every state of a change with every act."""

import pytest

from farhand.changes.state import IllegalAct, settle
from farhand.wire.change_events import ChangeState
from farhand.wire.commands import ChangeAct

P, A, D = ChangeState.PENDING, ChangeState.APPLIED, ChangeState.DISCARDED
TABLE = {
    P: {ChangeAct.APPLY: A, ChangeAct.REBASE: P, ChangeAct.DISCARD: D, ChangeAct.REVERT: None, ChangeAct.RESTORE: None},
    A: {
        ChangeAct.APPLY: None,
        ChangeAct.REBASE: None,
        ChangeAct.DISCARD: None,
        ChangeAct.REVERT: P,
        ChangeAct.RESTORE: None,
    },
    D: {
        ChangeAct.APPLY: None,
        ChangeAct.REBASE: None,
        ChangeAct.DISCARD: None,
        ChangeAct.REVERT: None,
        ChangeAct.RESTORE: P,
    },
}


@pytest.mark.parametrize("state", list(ChangeState))
@pytest.mark.parametrize("act", list(ChangeAct))
def test_each_act_in_each_state_leads_where_the_table_says(state: ChangeState, act: ChangeAct) -> None:
    after = TABLE[state][act]
    if after is not None:
        assert settle(state, act) is after
        return
    with pytest.raises(IllegalAct) as refused:
        settle(state, act)
    assert refused.value.hint
