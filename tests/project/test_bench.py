"""Every bench measures and answers as programs expect; how fast anything is, is not asserted here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.__main__ import BENCHES
from bench.measure import Aim, conclude

ROOT = Path(__file__).resolve().parents[2]
FIELDS = {"name", "value", "unit", "floor", "ratio", "aim", "n", "ok"}
QUICK = ("initial_js",)
OF_EACH_KIND = ("receipt", "up_to_qr", "first_request_warm", "worktree")
REST = [pytest.param(each, marks=pytest.mark.long) for each in BENCHES if each not in {*QUICK, *OF_EACH_KIND}]
SIZES = {
    "worktree": ("--folders", "10"),
    "idle_cpu": ("--seconds", "2"),
    "parallel": ("--seconds", "1"),
    "catch_up": ("--events", "500"),
    "web": ("--events", "500"),
    "web_cold": ("--events", "500"),
    "web_scroll": ("--events", "500"),
    "web_memory": ("--events", "500"),
    "web_catch_up": ("--events", "500"),
}


def _ask(name: str) -> dict[str, object]:
    asked = subprocess.run(
        [sys.executable, "-m", f"bench.{name}", "--json", "--rounds", "1", *SIZES.get(name, ())],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    answer: dict[str, object] = json.loads(asked.stdout)
    return answer


@pytest.mark.parametrize("name", QUICK)
def test_a_quick_bench_answers_in_one_json_object(name: str) -> None:
    answer = _ask(name)
    assert answer.keys() == FIELDS
    assert answer["name"] == name


@pytest.mark.journey
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", [*OF_EACH_KIND, *REST])
def test_a_bench_of_the_running_product_answers_in_one_json_object(name: str) -> None:
    answer = _ask(name)
    assert answer.keys() == FIELDS
    assert answer["name"] == name


def test_every_bench_is_in_the_table_and_on_its_page() -> None:
    modules = {path.stem for path in (ROOT / "bench").glob("*.py") if "\ndef measure(" in path.read_text()}
    page = (ROOT / "docs" / "reference" / "benchmarks.md").read_text(encoding="utf-8")
    assert modules == set(BENCHES)
    assert [name for name in BENCHES if f"`{name}`" not in page] == []


def test_an_aim_of_two_parts_is_met_by_both_only() -> None:
    aim = Aim(value=60, ratio=1.3)
    assert conclude("memory", "MB", aim, [50, 52, 54], [40]).ok
    assert not conclude("memory", "MB", aim, [50], [30]).ok
    assert not conclude("memory", "MB", aim, [70], [60]).ok


def test_a_figure_is_the_median_of_what_was_measured() -> None:
    result = conclude("receipt", "ms", Aim(ratio=3), [9, 2, 4], [2, 1, 8])
    assert (result.value, result.floor, result.ratio, result.n) == (4, 2, 2, 3)
