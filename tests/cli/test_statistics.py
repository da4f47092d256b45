"""The verb about statistics, against a host that answers as it is told."""

import json

import pytest

from farhand.cli.moment import to_ms
from tests.cli.conftest import ID, Cli, FakeHost

NONE = dict.fromkeys(
    (
        "tasks", "going", "ended", "judged", "passed", "first_time", "failed", "interrupted", "undone", "unchecked",
        "cancelled", "repairs", "merged", "discarded", "undecided",
    ),
    0,
)  # fmt: skip
SIMPLE = NONE | {"complexity": "simple", "tasks": 3, "ended": 3, "judged": 3, "passed": 2, "first_time": 1, "failed": 1}
TOTAL = NONE | {
    "tasks": 6, "ended": 6, "judged": 6, "passed": 5, "first_time": 4, "failed": 1, "took_s": 72.4, "waited_s": 0.0,
    "costed": 2, "cost_usd": 0.5, "merged": 3,
}  # fmt: skip
TOLD: dict[str, object] = {
    "type": "statistics", "at": 1, "words": "5 of 6 (83 %) passed", "total": TOTAL, "by": [SIMPLE],
    "discards": [{"n": 1}, {"why": "wrong", "n": 2}, {"why": "other", "n": 1, "words": ["too slow"]}],
    "took": [{"up_to_s": 60, "n": 2}, {"up_to_s": 300, "n": 0}, {"up_to_s": 900, "n": 3}, {"n": 1}],
}  # fmt: skip


def test_a_sentence_stands_first_and_every_share_says_of_how_many(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/statistics?", TOLD)
    said = cli("stats")
    lines = said.out.splitlines()
    assert (said.code, lines[0]) == (0, "5 of 6 (83 %) passed.")
    simple, total = (next(line for line in lines if line.startswith(name)) for name in ("simple", "all"))
    assert "2 of 3" in simple
    assert "%" not in simple
    assert "5 of 6 (83 %)" in total
    assert "$0.50 for 2" in said.out
    assert "Time to the outcome: up to 1 min: 2, 5 to 15 min: 3, over 15 min: 1." in said.out
    assert "Discarded: 1 unexplained, 2 as wrong, 1 as other (too slow)." in said.out


def test_where_nothing_ended_the_sentence_stands_alone(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/statistics?", {"at": 1, "words": "no task of an agent has ended yet", "total": NONE})
    assert cli("stats").out == "No task of an agent has ended yet.\n"


def test_json_is_what_the_host_says(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/statistics?project=site", TOLD)
    assert json.loads(cli("stats", "--project", "site", "--json").out)["total"]["passed"] == 5


def test_a_moment_is_an_age_or_a_date(host: FakeHost, cli: Cli) -> None:
    assert to_ms("2h", 10_000_000) == 2_800_000
    assert to_ms("1970-01-02T00:00+00:00", 0) == 86_400_000
    with pytest.raises(ValueError, match="soon"):
        to_ms("soon", 0)
    assert cli("stats", "--since", "soon").code == 2
    assert host.asked == []


def test_a_discard_can_say_why(host: FakeHost, cli: Cli) -> None:
    settled: dict[str, object] = {
        "type": "change.settled", "at": 1, "task": ID, "act": "discard", "what": "discarded", "state": "discarded",
        "words": "discarded",
    }  # fmt: skip
    host.on("POST /v1/tasks/3/change", settled)
    host.on("POST /v1/tasks/3/why", "", status=204)
    assert cli("discard", "3", "--why", "wrong").code == 0
    assert host.asked[-1] == ("POST /v1/tasks/3/why", {"why": "wrong", "words": ""})
    assert cli("discard", "3", "--words", "too slow").code == 0
    assert host.asked[-1] == ("POST /v1/tasks/3/why", {"why": "other", "words": "too slow"})
    before = len(host.asked)
    assert cli("discard", "3", "--why", "other").code == 2
    assert len(host.asked) == before
