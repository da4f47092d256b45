"""The message of an applied change says what was proven, and no more."""

from farhand.changes.message import apply_message
from farhand.wire.run_events import CheckResult, CheckStatus, Outcome


def _outcome(status: CheckStatus, passed: int | None = None) -> Outcome:
    total = None if passed is None else 14
    check = CheckResult(command="npm test", source="found", status=status, seconds=1, passed=passed, total=total)
    return Outcome(code="done", headline="done", checks=(check,))


def test_a_change_without_a_check_says_that_it_was_not_checked() -> None:
    assert "Not checked" in apply_message("Fix it", [3], Outcome(code="unchecked", headline="done"))
    assert "Not checked" in apply_message("Fix it", [3], None)


def test_a_passed_check_is_named_with_its_tests() -> None:
    message = apply_message("Fix it", [3, 5], _outcome(CheckStatus.PASSED, 14))
    assert message.splitlines()[0] == "Fix it"
    assert "Checked: `npm test` passed, 14 of 14 tests." in message
    assert "Farhand tasks 3 and 5" in message


def test_a_failed_check_is_never_called_checked() -> None:
    message = apply_message("Fix it", [3], _outcome(CheckStatus.FAILED, 12))
    assert "Not proven: `npm test` failed, 12 of 14 tests." in message
    assert "Checked:" not in message
