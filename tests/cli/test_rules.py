"""Rules and presets on the command line."""

from tests.cli.conftest import ID, OTHER, Cli, FakeHost

RULE = {"id": OTHER, "rule": {"kind": "command", "value": "npm test"}, "words": "Bash: npm test"}
OF_TASK = RULE | {"id": ID, "task": OTHER, "number": 3, "words": "Bash: make"}
PROJECTS: list[object] = [
    {"project": ID, "name": "site", "path": "/code/site", "preset": "full", "rules": [RULE], "task_rules": [OF_TASK]}
]


def test_rules_are_listed_by_project_with_what_its_preset_means(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/projects", PROJECTS)
    out = cli("rules").out
    assert "site, full: " in out
    assert "not sandboxed" in out
    assert f"{OTHER[:8]}  Bash: npm test" in out
    assert f"{ID[:8]}  for #3: Bash: make" in out


def test_a_rule_is_taken_back(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/projects", PROJECTS)
    host.on(f"POST /v1/rules/{OTHER[:8]}/remove", None)
    assert cli("rules", "remove", OTHER[:8]).code == 0
    assert (f"POST /v1/rules/{OTHER[:8]}/remove", None) in host.asked


def test_a_preset_is_set(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/projects", PROJECTS)
    host.on("POST /v1/projects/site/preset", None)
    assert cli("projects", "preset", "site", "ask").code == 0
    assert ("POST /v1/projects/site/preset", {"preset": "ask"}) in host.asked
    assert cli("projects", "preset", "site", "bypass").code == 2
