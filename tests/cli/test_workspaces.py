"""The verbs about workspaces, against a host that answers as it is told."""

import json

from tests.cli.conftest import Cli, FakeHost

KEPT: dict[str, object] = {
    "path": "/data/workspaces/fix-1",
    "state": "kept",
    "words": "task 1 is running",
    "size_bytes": 2_000_000,
    "task": 1,
}
GONE: dict[str, object] = {
    "path": "/data/workspaces/add-2",
    "state": "removed",
    "words": "its change is settled",
    "size_bytes": 3_500_000_000,
}


def _report(*lines: dict[str, object]) -> dict[str, object]:
    return {"workspaces": list(lines), "size_bytes": 2_000_000, "budget_bytes": 20_000_000_000}


def test_each_workspace_says_its_size_and_why_it_is_kept(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/workspaces", _report(KEPT, KEPT | {"goes_at": 1_700_000_000_000, "task": 2}))
    said = cli("workspaces")
    first, second, taken = said.out.splitlines()
    assert all(each in first for each in ("#1", "2 MB", "kept", "task 1 is running", "fix-1"))
    assert "goes 2023-11-1" in second
    assert "20.0 GB" in taken


def test_nothing_to_list_is_said(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/workspaces", _report())
    assert cli("workspaces").out == "no workspaces\n"


def test_a_clean_up_tells_what_went_and_what_stays(host: FakeHost, cli: Cli) -> None:
    host.on("POST /v1/workspaces/clean", _report(KEPT, GONE))
    said = cli("workspaces", "clean")
    assert said.out.startswith("removed 1 workspace, 3.5 GB")
    assert "task 1 is running" in said.out
    assert host.asked == [("POST /v1/workspaces/clean", {"dry_run": False})]


def test_a_dry_run_asks_for_nothing_but_words(host: FakeHost, cli: Cli) -> None:
    host.on("POST /v1/workspaces/clean", _report(GONE | {"state": "goes"}))
    said = cli("workspaces", "clean", "--dry-run", "--json")
    assert json.loads(said.out)["workspaces"][0]["state"] == "goes"
    assert host.asked == [("POST /v1/workspaces/clean", {"dry_run": True})]
