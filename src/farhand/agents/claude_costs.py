"""What one turn of Claude Code cost: its results tell totals, in which an earlier process may be counted, too."""

from collections.abc import Mapping

from farhand.agents.json_value import Json


class Costs:
    """Reads the results of one process, in their order."""

    def __init__(self) -> None:
        self._total_usd = 0.0

    def of(self, result: Mapping[str, Json]) -> float | None:
        """Return what the turn cost that ended with a result; None where it does not say."""
        total = result.get("total_cost_usd")
        if not isinstance(total, int | float):
            return None
        before, self._total_usd = self._total_usd, total
        since = result.get("model_usage_since_last_result")
        if not isinstance(since, dict):  # a program that does not tell it yet
            return max(0.0, total - before)
        return sum((_cost(each) for each in since.values()), 0.0)


def _cost(usage: Json) -> float:
    cost = usage.get("costUSD") if isinstance(usage, dict) else None
    return cost if isinstance(cost, int | float) else 0.0
