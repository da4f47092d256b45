"""What a text leaves open, as the phone says it, too; and what is added to one that said too little."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from farhand.routing.clarity import GENERIC, Aspect, clarified, clarity_hint, missing_from
from farhand.wire.task_events import Ticket


class Case(BaseModel):
    """A text and what it leaves open."""

    text: str
    missing: tuple[Aspect, ...]
    ticket: Ticket | None = None


class Vectors(BaseModel):
    """What the web's tests read as well."""

    generic: str
    texts: tuple[Case, ...]


VECTORS = Vectors.model_validate_json((Path(__file__).parents[1] / "vectors" / "clarity.json").read_bytes())


@pytest.mark.parametrize("case", VECTORS.texts, ids=lambda case: case.text)
def test_what_a_text_leaves_open(case: Case) -> None:
    assert missing_from(case.text, case.ticket) == case.missing


@pytest.mark.parametrize(
    ("text", "ticket", "checks", "hint"),
    [
        ("Fix the login", None, (), "could be clearer: where, and how is it verified?"),
        ("Fix the login", Ticket(where="src/"), (), "could be clearer: how is it verified?"),
        ("Fix the login", None, ("npm test",), "could be clearer: where?"),
        ("Fix the login", Ticket(where="src/"), ("npm test",), None),
        ("!npm test", None, (), None),
    ],
)
def test_what_would_make_a_message_clearer(
    text: str, ticket: Ticket | None, checks: tuple[str, ...], hint: str | None
) -> None:
    assert clarity_hint(text, ticket, checks) == hint


def test_the_words_that_name_nothing_are_those_that_the_phone_knows() -> None:
    assert " ".join(sorted(GENERIC)) == VECTORS.generic


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Fix it", "Fix it: the login"),
        ("Fix it …\nVerify: npm test", "Fix it: the login\nVerify: npm test"),
        ("…", "the login"),
    ],
)
def test_what_a_person_says_it_is_about_stands_in_the_first_line(text: str, said: str) -> None:
    assert clarified(text, "the login") == said
