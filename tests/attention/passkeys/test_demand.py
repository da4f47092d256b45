"""What a passkey is demanded for: every command under every demand."""

import pytest

from farhand.attention.passkeys.demand import is_demanded
from farhand.wire.commands import COMMAND, AnyCommand
from farhand.wire.passkeys import Demand
from tests.attention.passkeys.commands import NEVER, QUESTION, TO_ALLOW, TO_DISPATCH


def command(fields: dict[str, object]) -> AnyCommand:
    return COMMAND.validate_python({"made_at": 0, **fields})


@pytest.mark.parametrize(
    ("fields", "demands"),
    [
        *((each, set[Demand]()) for each in NEVER),
        *((each, {Demand.APPROVALS, Demand.DISPATCH}) for each in TO_ALLOW),
        *((each, {Demand.DISPATCH}) for each in TO_DISPATCH),
    ],
)
def test_each_command_needs_a_passkey_under_these_demands(fields: dict[str, object], demands: set[Demand]) -> None:
    assert {demand for demand in Demand if is_demanded(command(fields), demand)} == demands


def test_every_command_is_in_the_table() -> None:
    told = {each["type"] for each in (*NEVER, *TO_ALLOW, *TO_DISPATCH)}
    known = set(COMMAND.json_schema()["discriminator"]["mapping"])
    assert told == known


def test_trusting_a_projects_own_hooks_counts_as_allowing() -> None:
    demands = {each for each in Demand if is_demanded(command(QUESTION), each, is_about_trust=True)}
    assert demands == {Demand.APPROVALS, Demand.DISPATCH}


@pytest.mark.parametrize(("demand", "wanted"), [(now, new) for now in Demand for new in Demand])
def test_only_a_weaker_demand_needs_a_passkey(demand: Demand, wanted: Demand) -> None:
    order = list(Demand)
    change = command({"type": "passkeys.demand", "demand": wanted.value})
    assert is_demanded(change, demand) is (order.index(wanted) < order.index(demand))
