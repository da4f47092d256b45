"""The demo proves itself, with no account and no browser."""

from tests.journeys.computer import Computer


def test_the_demo_checks_itself(computer: Computer) -> None:
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"):
        del computer.environment[name]
    said = computer.run("demo", "--check")
    assert said.code == 0, said
    assert "This is a demo" in said.err
    assert "6 of 6 tests pass" in said.out
