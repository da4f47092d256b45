"""What turns cost, by what the program tells of all it did."""

from farhand.agents.claude_costs import Costs
from farhand.agents.json_value import Json


def test_what_is_told_of_a_turn_alone_counts_whatever_the_total_is() -> None:
    costs = Costs()
    usage: Json = {"opus": {"costUSD": 0.25}, "haiku": {"costUSD": 0.05, "inputTokens": 3}}
    assert costs.of({"total_cost_usd": 1.3, "model_usage_since_last_result": usage}) == 0.3


def test_where_only_totals_are_told_a_turn_cost_what_they_grew() -> None:
    costs = Costs()
    assert [costs.of({"total_cost_usd": each}) for each in (0.5, 0.75, 0.75, 0.25)] == [0.5, 0.25, 0, 0]


def test_what_says_nothing_of_costs_has_none() -> None:
    assert Costs().of({"subtype": "success"}) is None
