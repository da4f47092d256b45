"""Counts from report files."""

from pathlib import Path

import pytest

from farhand.checks.junit import find_reports, read_reports


def report(path: Path, tests: int, failures: int) -> None:
    path.write_text(f'<testsuites><testsuite name="s" tests="{tests}" failures="{failures}"></testsuite></testsuites>')


def test_reports_of_an_earlier_run_do_not_count(tmp_path: Path) -> None:
    report(tmp_path / "old.xml", 100, 0)
    report(tmp_path / "again.xml", 100, 0)
    before = find_reports(tmp_path, "*.xml")
    report(tmp_path / "again.xml", 20, 1)
    report(tmp_path / "new.xml", 3, 2)
    assert read_reports(before, find_reports(tmp_path, "*.xml")) == (20, 23)


def test_without_a_new_report_there_are_no_counts(tmp_path: Path) -> None:
    report(tmp_path / "old.xml", 1, 0)
    (tmp_path / "new.xml").write_text("<html/>")
    before = find_reports(tmp_path, "old.xml")
    assert read_reports(before, find_reports(tmp_path, "*.xml")) is None


@pytest.mark.parametrize("pattern", [None, "/*.xml", "../*.xml", "**x/*.xml"])
def test_a_pattern_that_leads_nowhere_names_nothing(pattern: str | None, tmp_path: Path) -> None:
    report(tmp_path / "old.xml", 1, 0)
    (tmp_path / "inner").mkdir()
    assert find_reports(tmp_path / "inner", pattern) == {}
