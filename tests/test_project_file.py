from pathlib import Path

import pytest

from farhand.errors import UsageError
from farhand.project_file import ProjectBudget, ProjectFile, parse_project_file, read_project_file


def test_all_keys_are_read() -> None:
    parsed = parse_project_file(
        'check = ["npm test", "npm run lint"]\nsetup = "npm ci"\nteardown = "true"\nbring = ".env"\n'
        'agent = "claude-code"\ntimeout = 60\nrepair_rounds = 0\njunit = "out/*.xml"\n'
        "[budget]\nusd = 0.5\n"
    )
    assert parsed == ProjectFile(
        check=("npm test", "npm run lint"),
        setup="npm ci",
        teardown="true",
        bring=(".env",),
        agent="claude-code",
        timeout=60,
        repair_rounds=0,
        junit="out/*.xml",
        budget=ProjectBudget(usd=0.5),
    )


def test_one_check_needs_no_list() -> None:
    assert parse_project_file('check = "make test"').check == ("make test",)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("check = \n", "line 1"),
        ("chekc = 'x'", "`chekc`"),
        ("timeout = 'soon'", "`timeout`"),
        ("timeout = 0", "`timeout`"),
        ("repair_rounds = 11", "`repair_rounds`"),
        ("[budget]\nminutes = -1", "`budget.minutes`"),
        ("[budget]\nusd = nan", "`budget.usd`"),
        ("[budget]\nhours = 1", "`budget.hours`"),
        ("check = ['x', '']", "`check.1`"),
    ],
)
def test_a_mistake_is_one_line_that_names_file_and_key(text: str, named: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_project_file(text)
    assert raised.value.message.startswith("`farhand.toml`")
    assert named in raised.value.message
    assert "\n" not in raised.value.message


def test_a_project_without_the_file_has_none(tmp_path: Path) -> None:
    assert read_project_file(tmp_path) is None
    (tmp_path / "farhand.toml").write_bytes(b"\xff")
    with pytest.raises(UsageError):
        read_project_file(tmp_path)
