"""Messages through bad networks: each is one task, whatever becomes of its frames."""

import re
from pathlib import Path

import pytest

from farhand.demo.script import Scenario
from tests.journeys.computer import Computer
from tests.journeys.front import Front, Weather
from tests.journeys.screen import Screen
from tests.journeys.scripts import edits


def test_what_is_written_offline_is_sent_once_when_there_is_a_network(
    computer: Computer, project: Path, phone: Screen
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.context.set_offline(offline=True)
    phone.wait_words(re.compile("offline"))
    for name in ("first", "second"):
        phone.send(f"!echo {name}")
        phone.wait_receipt(f"!echo {name}", "only on this device")
    phone.wait_words("2 messages will send")
    phone.shot("offline")
    phone.context.set_offline(offline=False)
    for number, name in ((1, "first"), (2, "second")):
        phone.wait_receipt(f"!echo {name}", "on Study")
        assert name in phone.wait_state(number, "Done").inner_text()
    phone.shot("sent")
    assert [task.title for task in computer.control.tasks()] == ["echo second", "echo first"]


def test_receipts_go_from_the_device_over_the_relay_to_the_host(
    computer: Computer, relay: Computer, project: Path, phone: Screen
) -> None:
    relay.serve_relay()
    with Front({"/": computer.port, "/relay/": relay.port}) as front:
        link = computer.up("--project", str(project), "--origin", front.origin, "--relay", f"{front.origin}/relay")
        assert link is not None
        phone.pair(computer, link)
        relay.kill()
        phone.send("!echo on its way")
        phone.wait_receipt("!echo on its way", "only on this device")
        phone.shot("only-here")
        computer.kill()
        relay.serve_relay()
        phone.wait_receipt("!echo on its way", "at the relay")
        phone.shot("at-the-relay")
        computer.up("--project", str(project), "--origin", front.origin, "--relay", f"{front.origin}/relay")
        phone.wait_receipt("!echo on its way", "on Study")
        phone.wait_state(1, "Done")
        phone.shot("on-the-host")
    assert len(computer.control.tasks()) == 1


def test_a_relay_elsewhere_serves_app_and_mail_while_the_host_is_reached_by_nobody(
    computer: Computer, relay: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    scenarios.append(edits("change"))
    relay.serve_relay("--app")
    origin = f"http://localhost:{relay.port}"
    link = computer.up("--project", str(project), "--origin", origin, "--relay", origin)
    assert link is not None
    assert link.startswith(f"{origin}/#p=")
    phone.pair(computer, link)
    phone.send("change the page")
    phone.wait_state(1, "Done")
    phone.review(1)
    phone.shot("diff")


@pytest.mark.long
def test_repeated_and_reordered_frames_change_nothing(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    scenarios.append(edits("change"))
    weather = Weather(seed=7)
    with Front({"/": computer.port}, weather) as front:
        link = computer.up("--project", str(project), "--origin", front.origin)
        assert link is not None
        phone.pair(computer, link)
        texts = ["change the page", *(f"!echo {number}" for number in range(5))]
        for text in texts:
            phone.send(text)
        for number, text in enumerate(texts, 1):
            phone.wait_receipt(text, "on Study")
            phone.wait_state(number, "Done")
        phone.shot("done")
        phone.wait_words("Awake")
    assert weather.repeated > 0
    assert weather.swapped > 0
    assert sorted(task.number for task in computer.control.tasks()) == [1, 2, 3, 4, 5, 6]
    assert {task.state.value for task in computer.control.tasks()} == {"done"}
