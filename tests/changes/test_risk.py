"""The risk of a change follows from its diff by fixed rules, and says why."""

import pytest

from farhand.changes.left_alone import LeftAlone
from farhand.changes.risk import is_test, judge_risk, risk_words
from farhand.wire.change_events import ChangedFile, RiskLevel


def file(path: str, status: str = "modified", added: int = 1, removed: int = 1) -> ChangedFile:
    return ChangedFile.model_validate({"path": path, "status": status, "added": added, "removed": removed})


def diff(path: str, *rows: str) -> str:
    old = sum(not row.startswith("+") for row in rows)
    new = sum(not row.startswith("-") for row in rows)
    return f"--- a/{path}\n+++ b/{path}\n@@ -1,{old} +1,{new} @@\n" + "\n".join(rows) + "\n"


CASES = [
    ("a few lines of code", file("app.py"), diff("app.py", "-one", "+two"), RiskLevel.SMALL, ""),
    ("a new test", file("tests/test_a.py", "added"), diff("tests/test_a.py", "+assert x"), RiskLevel.SMALL, ""),
    (
        "a test that is changed",
        file("tests/test_a.py"), diff("tests/test_a.py", "-assert x == 1", "+assert x == 2"), RiskLevel.SMALL,
        "changes tests that were there",
    ),
    (
        "fewer assertions",
        file("a.test.ts"), diff("a.test.ts", "-  expect(a).toBe(1)", " }"), RiskLevel.MEDIUM,
        "weakens tests: 1 assertion fewer",
    ),
    (
        "a test that is skipped",
        file("tests/test_a.py"), diff("tests/test_a.py", "+@pytest.mark.skip"), RiskLevel.LARGE, "skips tests",
    ),
    ("a test that is gone", file("tests/test_a.py", "deleted"), "", RiskLevel.LARGE, "deletes 1 test file"),
    ("a file that is gone", file("app.py", "deleted"), "", RiskLevel.MEDIUM, "deletes 1 file"),
    (
        "the build", file(".github/workflows/ci.yml"), "", RiskLevel.MEDIUM, "touches the build or what checks it",
    ),
    ("a lock file", file("uv.lock", added=4000), "", RiskLevel.SMALL, "touches a lock file"),
    (
        "a dependency",
        file("package.json"), diff("package.json", '+    "left-pad": "^1.3.0",'), RiskLevel.MEDIUM,
        "changes what the project depends on",
    ),
    ("many lines", file("app.py", added=200), "", RiskLevel.MEDIUM, "201 lines"),
    ("very many lines", file("app.py", added=700), "", RiskLevel.LARGE, "701 lines"),
    (
        "a key",
        file("app.py"), diff("app.py", '+API_KEY = "q7Zx81LmVt02KdPw"'), RiskLevel.LARGE,
        "adds what looks like a key",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "patch", "level", "why"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_each_rule_gives_a_level_and_a_reason(changed: ChangedFile, patch: str, level: RiskLevel, why: str) -> None:
    risk = judge_risk([changed], patch)
    assert (risk.level, ", ".join(risk.reasons)) == (level, why)


def test_several_reasons_add_up_and_the_gravest_comes_first() -> None:
    risk = judge_risk([file("uv.lock"), file("app.py", "deleted"), file(".gitlab-ci.yml")], "")
    assert risk.level is RiskLevel.LARGE
    assert risk_words(risk) == ("large risk: touches the build or what checks it; deletes 1 file; touches a lock file")


def test_what_a_ticket_wanted_left_alone_comes_first_and_what_nobody_can_check_last() -> None:
    left_alone = LeftAlone(
        touched=("changes app.py, which the ticket wanted left alone",), unchecked=("the look of it",)
    )
    risk = judge_risk([file("app.py"), file("tests/test_a.py", "deleted")], "", left_alone)
    assert (risk.level, risk.weight, risk.reasons) == (
        RiskLevel.LARGE, 10,
        (*left_alone.touched, "deletes 1 test file", 'not checked by Farhand: leave alone "the look of it"'),
    )  # fmt: skip


def test_what_nobody_can_check_is_no_risk_in_itself() -> None:
    assert judge_risk([file("app.py")], "", LeftAlone(unchecked=("the look of it",))).level is RiskLevel.SMALL


def test_no_reason_is_no_list() -> None:
    assert risk_words(judge_risk([file("app.py")], "")) == "small risk"


@pytest.mark.parametrize("path", ["tests/a.py", "test/app.test.js", "src/app_test.go", "src/a.spec.ts", "test_a.py"])
def test_tests_are_known_by_their_names(path: str) -> None:
    assert is_test(path)


@pytest.mark.parametrize("path", ["src/contest.py", "latest/app.py", "attest.go", "docs/testing.md"])
def test_other_names_are_no_tests(path: str) -> None:
    assert not is_test(path)
