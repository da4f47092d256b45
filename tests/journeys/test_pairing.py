"""Pairing and the first message, as a person does it."""

from pathlib import Path

from tests.journeys.computer import Computer
from tests.journeys.screen import Screen


def test_a_newcomer_pairs_and_runs_a_command(computer: Computer, project: Path, phone: Screen) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.shot("paired")
    phone.send("!cat page.txt")
    card = phone.wait_state(1, "Done")
    phone.wait_receipt("!cat page.txt", "on Study")
    assert "one" in card.inner_text()
    phone.shot("done")
