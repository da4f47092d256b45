"""Pairing as people do it, rightly and wrongly."""

import re
import time
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.computer import Computer
from tests.journeys.conftest import Devices
from tests.journeys.front import Front
from tests.journeys.screen import Screen

AT_ONCE_MS = 10_000
"""What 'at once' may take on a busy machine; a device that only waits for its next try takes longer."""


def test_a_newcomer_pairs_and_runs_a_command(computer: Computer, project: Path, phone: Screen) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    computer.program.wait_line(re.compile("^Android phone is paired"))
    phone.shot("paired")
    phone.send("!cat page.txt")
    card = phone.wait_state(1, "Done")
    phone.wait_receipt("!cat page.txt", "on Study")
    assert "one" in card.inner_text()
    phone.shot("done")


def test_three_times_wrong_digits_pair_nothing(computer: Computer, phone: Screen) -> None:
    link = computer.up()
    assert link is not None
    digits = phone.begin_pairing(link)
    wrong = f"{(int(digits) + 1) % 1_000_000:06d}"
    for _ in range(3):
        assert computer.type_digits(wrong).code == 1
    phone.page.get_by_role("heading", name="Not paired").wait_for()
    phone.shot("refused")
    assert computer.type_digits(digits).code == 2
    assert computer.control.devices().devices == ()
    phone.page.get_by_role("button", name="Start again").click()
    phone.pair(computer, computer.invite())


def test_a_link_pairs_one_device_and_no_second(computer: Computer, phone: Screen, device: Devices) -> None:
    link = computer.up()
    assert link is not None
    phone.pair(computer, link)
    second = device("phone-2")
    second.page.goto(link)
    second.page.get_by_role("button", name=re.compile("^Pair with")).click()
    second.page.get_by_role("heading", name="Not paired").wait_for()
    second.shot("used")
    assert len(computer.control.devices().devices) == 1
    phone.wait_words("Awake")


def test_whether_a_code_is_good_is_the_computers_word_whatever_the_phones_clock_says(
    computer: Computer, phone: Screen
) -> None:
    old = computer.up()
    assert old is not None
    newer = computer.invite()
    phone.page.clock.install(time=time.time() + 240)
    phone.page.goto(old)
    phone.page.get_by_role("button", name=re.compile("^Pair with")).click()
    phone.wait_text(re.compile("no longer waits with this code"))
    phone.shot("gone")
    phone.pair(computer, newer)


def test_an_altered_link_pairs_nothing(computer: Computer, phone: Screen) -> None:
    link = computer.up()
    assert link is not None
    at = link.index("#p=") + 3 + 90  # within the secret: 1 + 16 + 32 bytes come before it
    altered = f"{link[:at]}{'A' if link[at] != 'A' else 'B'}{link[at + 1 :]}"
    phone.page.goto(altered)
    phone.page.get_by_role("button", name=re.compile("^Pair with")).click()
    computer.program.wait_line(re.compile("pairing.dropped"))
    phone.shot("altered")
    assert computer.control.devices().devices == ()
    phone.pair(computer, link)


def test_a_host_that_stops_says_goodbye_and_is_known_again(
    computer: Computer, relay: Computer, project: Path, phone: Screen
) -> None:
    relay.serve_relay()
    with Front({"/": computer.port, "/relay/": relay.port}) as front:
        where = ("--origin", front.origin, "--relay", f"{front.origin}/relay")
        link = computer.up("--project", str(project), *where)
        assert link is not None
        phone.pair(computer, link)
        again = computer.run("up", "--no-lan")
        assert (again.code, again.err.startswith("farhand: Farhand already runs on")) == (2, True)
        assert computer.stop() == 0
        phone.wait_words("Farhand has not been running on Study")
        phone.shot("stopped")
        computer.up(*where)
        phone.wait_words("Awake")
        phone.come_back(link.partition("#")[0])
        phone.wait_words("Awake")
        phone.send("!echo still here")
        phone.wait_state(1, "Done")


def test_an_unpaired_phone_is_out_at_once_and_is_itself_again_once_it_is_paired_anew(
    computer: Computer, project: Path, phone: Screen
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.page.goto(link)
    name = phone.page.get_by_label("Name of this device")
    name.fill("My Pixel")
    assert computer.type_digits(phone.take_invitation()).code == 0
    phone.send("!echo its own")
    phone.wait_state(1, "Done")
    phone.context.set_offline(offline=True)
    phone.send("!echo written before")
    phone.wait_receipt("!echo written before", "only on this device")
    assert computer.run("unpair", "My Pixel").code == 0
    phone.context.set_offline(offline=False)
    phone.wait_text(re.compile("no longer paired with Study"), within_ms=AT_ONCE_MS)
    phone.shot("unpaired")
    assert [task.title for task in computer.control.tasks()] == ["echo its own"]
    assert computer.control.devices().devices == ()
    phone.page.get_by_role("button", name="Devices and about").tap()
    phone.wait_text(re.compile("once it is paired again"))
    assert phone.page.get_by_role("button", name=re.compile("Rename|Unpair|Switch on")).count() == 0
    phone.shot("what-is-left")

    phone.page.goto(computer.invite())
    expect(name).to_have_value("My Pixel")
    assert computer.type_digits(phone.take_invitation()).code == 0
    phone.wait_state(1, "Done")
    expect(phone.message("!echo its own")).to_have_class(re.compile("mine"))
    phone.shot("paired-anew")


def test_mail_that_waits_at_the_relay_is_refused_once_its_phone_is_unpaired(
    computer: Computer, relay: Computer, project: Path, phone: Screen, device: Devices
) -> None:
    relay.serve_relay()
    with Front({"/": computer.port, "/relay/": relay.port}) as front:
        where = ("--origin", front.origin, "--relay", f"{front.origin}/relay")
        link = computer.up("--project", str(project), *where)
        assert link is not None
        phone.pair(computer, link)
        desktop = device("desktop")
        desktop.pair(computer, computer.invite())
        front.cut_off_host()
        phone.send("!echo too late")
        phone.wait_receipt("!echo too late", "at the relay")
        desktop.send("!echo in time")
        desktop.wait_receipt("!echo in time", "at the relay")
        assert computer.run("unpair", "Android phone").code == 0
        front.let_host()
        phone.wait_text(re.compile("no longer paired with Study"))
        phone.shot("unpaired")
        desktop.wait_state(1, "Done")
        assert [task.title for task in computer.control.tasks()] == ["echo in time"]
