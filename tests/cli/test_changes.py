"""The verbs about changes, against a host that answers as it is told."""

import json

import pytest

from tests.cli.conftest import ID, Cli, FakeHost

SETTLED: dict[str, object] = {
    "type": "change.settled", "at": 1, "task": ID, "act": "apply", "what": "applied", "state": "applied",
    "words": "applied to `main` as 1a2b3c4",
}  # fmt: skip


@pytest.mark.parametrize("verb", ["apply", "rebase", "revert", "discard", "restore"])
def test_each_verb_asks_for_its_act_and_says_what_came_of_it(host: FakeHost, cli: Cli, verb: str) -> None:
    host.on("POST /v1/tasks/3/change", SETTLED)
    said = cli(verb, "3")
    assert (said.code, said.out) == (0, "applied to `main` as 1a2b3c4\n")
    assert host.asked == [("POST /v1/tasks/3/change", {"act": verb, "given": ""})]


def test_a_refused_act_fails_with_its_words_and_what_to_do(host: FakeHost, cli: Cli) -> None:
    body: dict[str, object] = {
        "code": "base_moved",
        "message": "`main` moved on by 2 commits",
        "hint": "rebase the change first",
    }
    host.on("POST /v1/tasks/3/change", body, status=409)
    said = cli("apply", "3")
    assert said.code == 1
    assert "moved on by 2 commits" in said.err
    assert "rebase the change first" in said.err
    assert json.loads(cli("apply", "3", "--json").err)["code"] == "base_moved"


def test_a_task_shows_what_became_of_its_change(host: FakeHost, cli: Cli, task: dict[str, object]) -> None:
    host.on("GET /v1/tasks/3", task | {"settled": SETTLED})
    assert "applied to `main` as 1a2b3c4" in cli("show", "3").out
    kept = SETTLED | {"what": "kept", "words": "there is nothing new to apply"}
    host.on("GET /v1/tasks/3", task | {"settled": kept})
    assert "not done: there is nothing new to apply" in cli("show", "3").out


@pytest.mark.parametrize(
    ("words", "act", "given"),
    [
        (("keep", "3", "try-two"), "keep", "try-two"),
        (("pr", "3"), "propose", ""),
        (("resolve", "3"), "hand_over", ""),
        (("attempts", "3", "--use", "2"), "use", "2"),
    ],
)
def test_verbs_that_are_given_something_hand_it_on(
    host: FakeHost, cli: Cli, words: tuple[str, ...], act: str, given: str
) -> None:
    host.on("POST /v1/tasks/3/change", SETTLED)
    assert cli(*words).code == 0
    assert host.asked == [("POST /v1/tasks/3/change", {"act": act, "given": given})]
