"""The verb that says how the host stands, against one that answers as it is told."""

from tests.cli.conftest import Cli, FakeHost

STATUS: dict[str, object] = {
    "name": "Study", "version": "1", "pid": 7, "data": "/d", "addresses": ["http://127.0.0.1:1"], "demo": False,
    "paired": 2, "relay": "inside", "connected": True, "seq": 1, "parallel": 4, "projects": [],
}  # fmt: skip


def test_what_was_spent_today_stands_beside_the_days_budget(host: FakeHost, cli: Cli) -> None:
    spent = {"at": 1, "usd": 3.2, "seconds": 2400, "until": 2, "of_usd": 7.5}
    host.on("GET /v1/status", STATUS | {"today": spent})
    said = cli("status")
    assert said.code == 0
    assert "today: 40 minutes, $3.20 of $7.50" in said.out.splitlines()
    assert "2 devices paired, 0 projects" in said.out


def test_a_host_that_does_not_tell_what_was_spent_is_shown_all_the_same(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/status", STATUS)
    assert "today" not in cli("status").out
