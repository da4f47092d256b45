"""A message is split only where it clearly says so."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter

from farhand.errors import UsageError
from farhand.routing.steps import CHECKS_TITLE, Step, steps_in, tasks_in, to_list

VECTORS = Path(__file__).parents[1] / "vectors" / "batch.json"
CHECKS = Step("verify", CHECKS_TITLE)


class Batch(BaseModel):
    """Several tasks as a person wrote them on the phone, and the message that the phone makes of them."""

    tasks: tuple[str, ...]
    message: str


def work(text: str) -> Step:
    return Step("work", text)


def run(command: str) -> Step:
    return Step("verify", f"Run {command}", (command,))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "Refactor the parser, then run the test suite, then fix what fails",
            (work("Refactor the parser"), CHECKS, Step("fix", "fix what fails")),
        ),
        ("Do A, then do B, then run the tests.", (work("Do A, then do B"), CHECKS)),
        (
            "Refactor X. Then run all the tests. Fix whatever breaks.",
            (work("Refactor X"), CHECKS, Step("fix", "Fix whatever breaks")),
        ),
        ("Refactor X and then run npm test.", (work("Refactor X"), run("npm test"))),
        (
            "Refactor X, then run `npm test -- a`, then write the docs",
            (work("Refactor X"), run("npm test -- a"), work("write the docs")),
        ),
        ("Refactor X, then make sure all tests still pass", (work("Refactor X"), CHECKS)),
        ("Run the tests, then fix any failures", (CHECKS, Step("fix", "fix any failures"))),
        (
            "Steps:\n1. Refactor X\n2. Run the tests\n3. Fix what fails",
            (work("Refactor X"), CHECKS, Step("fix", "Fix what fails")),
        ),
        ("Refactor X, then run the tests; if they fail, stop", (work("Refactor X"), CHECKS)),
        (
            "Refactor X, then run the tests. If any test fails, revert everything.",
            (work("Refactor X"), Step("verify", CHECKS_TITLE, (), "revert")),
        ),
        (
            "Refactor X, then run npm test, if it fails ask me",
            (work("Refactor X"), Step("verify", "Run npm test", ("npm test",), "ask")),
        ),
        (
            "Refactor X, then run the tests and fix what fails; if it still fails, revert. Then write the docs",
            (work("Refactor X"), CHECKS, Step("fix", "fix what fails", (), "revert"), work("write the docs")),
        ),
    ],
)
def test_steps_that_a_text_clearly_tells_apart(text: str, steps: tuple[Step, ...]) -> None:
    assert steps_in(text) == steps


@pytest.mark.parametrize(
    "text",
    [
        "Run the tests",
        "Add a button, then make it open a menu",
        "When I click it and then run the app, it crashes",
        "Fix the test that fails, then run it",
        "Refactor X, then run the tests on my phone",
        "Refactor X, then run the tests; if they fail, tell me",
        "Refactor X, then run the tests, otherwise revert",
        "It breaks when I do this:\n```\nclone it, then run the tests\n```",
        "Steps: clone it, run it",
    ],
)
def test_prose_stays_whole(text: str) -> None:
    assert steps_in(text) == (work(text),)


def test_steps_given_one_by_one_are_taken_as_given() -> None:
    assert steps_in(
        "Refactor X", ["!npm test && npm run e2e", "if it fails, ask me", "fix what fails", "Then some prose"]
    ) == (
        work("Refactor X"),
        Step("verify", "Run npm test && npm run e2e", ("npm test && npm run e2e",), "ask"),
        Step("fix", "fix what fails"),
        work("Then some prose"),
    )


def test_a_branch_that_is_not_known_is_refused_where_it_is_given_as_a_step() -> None:
    with pytest.raises(UsageError):
        steps_in("Refactor X", ["run the tests", "if it fails, tell me"])


def test_a_fix_with_no_check_before_it_is_work() -> None:
    assert steps_in("Refactor X", ["fix what fails"]) == (work("Refactor X"), work("fix what fails"))


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("Tasks:\n- Fix the login\n- Write the news", ("Fix the login", "Write the news")),
        ("## Todo\n1. Fix the login\n   on the phone\n2) !npm test\n", ("Fix the login\n   on the phone", "!npm test")),
        ("Tasks:\n- Fix the login", ("Fix the login",)),
        (
            "Tasks:\n- Fix the login\n- Write the news\nand one more thing",
            ("Tasks:\n- Fix the login\n- Write the news\nand one more thing",),
        ),
        ("Do these tasks:\n- a\n- b", ("Do these tasks:\n- a\n- b",)),
        ("- Fix the login\n- Write the news", ("- Fix the login\n- Write the news",)),
    ],
)
def test_a_list_under_tasks_is_several_tasks(text: str, tasks: tuple[str, ...]) -> None:
    assert tasks_in(text) == tasks


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("Fix the login\n\n!npm test\n", ("Fix the login", "!npm test")),
        ("- Fix the login\n  on the phone\n- Write the news\n", ("Fix the login\n  on the phone", "Write the news")),
        ("Tasks:\n1. Fix the login\n", ("Fix the login",)),
    ],
)
def test_a_file_of_tasks_becomes_such_a_list(text: str, tasks: tuple[str, ...]) -> None:
    assert tasks_in(to_list(text)) == tasks


@given(st.text("then run the tests,. if it fails stop fix `!\n-1", max_size=200))
def test_every_text_is_at_least_one_step_and_its_words_are_kept(text: str) -> None:
    steps = steps_in(text)
    assert steps
    assert all(step.text in text or step.role == "verify" for step in steps)


@pytest.mark.parametrize("batch", TypeAdapter(tuple[Batch, ...]).validate_json(VECTORS.read_bytes()))
def test_what_the_phone_sends_of_several_tasks_is_taken_apart_as_it_was_written(batch: Batch) -> None:
    def lines(tasks: tuple[str, ...]) -> list[list[str]]:
        return [[line.strip() for line in each.splitlines() if line.strip()] for each in tasks if each.strip()]

    assert lines(tasks_in(batch.message)) == lines(batch.tasks)
