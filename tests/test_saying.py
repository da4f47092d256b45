"""What the host says keeps its facts on the way to a device, and loses them once it says something else."""

import json

from farhand.masking import Masker
from farhand.saying import Said
from farhand.sayings import checks, outcomes
from farhand.sayings.tasks import repair
from farhand.wire.run_events import Outcome

HEADLINE = outcomes.also(checks.tests_fail(2, 14), checks.check_failed("npm test", 1))


def outcome(**more: str | None) -> Outcome:
    return Outcome(code="check_failed", headline=HEADLINE).model_copy(update=more)


def facts(said: Outcome) -> object:
    return json.loads(said.to_json()).get("said")


def test_the_facts_stand_beside_the_english() -> None:
    told = Outcome(code="check_failed", headline=checks.tests_fail(2, 14), hint="own words")
    assert facts(told) == {"headline": {"code": "tests_fail", "given": {"failed": 2, "total": 14}}}
    assert told.headline == "2 of 14 tests fail"


def test_they_come_back_with_the_text_also_those_within_others() -> None:
    sent = outcome().to_json()
    read = Outcome.model_validate_json(sent)
    assert isinstance(read.headline, Said)
    assert read.to_json() == sent


def test_a_text_that_takes_its_place_does_not_inherit_them() -> None:
    assert facts(outcome(headline="gave up")) is None
    assert not isinstance(f"{HEADLINE}!", Said)


def test_an_outcome_without_facts_is_read_as_it_always_was() -> None:
    read = Outcome.model_validate_json(b'{"code":"done","headline":"the check passed"}')
    assert (read.headline, facts(read)) == ("the check passed", None)


def test_a_key_is_masked_in_text_and_facts_alike() -> None:
    key = f"ghp_{'a1B2' * 9}"
    masked = Masker().mask(repair(1, 2, (checks.check_failed(f"deploy {key}", 1), f"echo {key}")))
    assert isinstance(masked, Said)
    sent = Outcome(code="x", headline=masked).to_json().decode()
    assert key not in sent
    assert sent.count("[GitHub token masked]") == 5  # the whole text, each of two pieces, and what fills in the first
