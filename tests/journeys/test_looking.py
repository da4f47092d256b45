"""A change that is no text is looked at on the phone, and on the computer's own screen."""

import shlex
import struct
import sys
import zlib
from pathlib import Path

from playwright.sync_api import expect

from farhand.demo.script import Json, Scenario
from tests.journeys.computer import Computer, commit_all
from tests.journeys.screen import PATIENCE_MS, Screen


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, colour: bytes) -> bytes:
    rows = (b"\0" + colour * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def test_a_picture_is_compared_with_what_it_was_and_its_folder_opened_on_the_computer(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    (project / "logo.png").write_bytes(_png(60, 40, b"\x0b\x64\x70"))
    (project / "new.png").write_bytes(_png(90, 40, b"\x85\x53\x00"))
    commit_all(computer, project)
    redraw: Json = {"command": "cp new.png logo.png && chmod +x page.txt", "description": "Redraw the logo"}
    scenarios.append(Scenario("redraw", ({"text": "Redrawing.", "tool": "Bash", "input": redraw}, "Redrawn.")))
    seen = computer.root / "seen"
    editor = computer.root / "my editor.py"
    editor.write_text(f"import pathlib, sys\npathlib.Path({str(seen)!r}).write_text(sys.argv[-1])\n")
    computer.environment["FARHAND_OPEN_WITH"] = shlex.join((sys.executable, str(editor), "-n"))
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.send("redraw the logo")
    phone.page.get_by_role("button", name="Allow once").tap()
    phone.wait_state(1, "Done")
    phone.card(1).get_by_role("button", name="Review diff").tap()

    logo = phone.page.get_by_role("group", name="logo.png")
    before, after = (logo.get_by_role("img", name=f"logo.png {when} the change") for when in ("before", "after"))
    expect(logo).to_contain_text("60 \u00d7 40", timeout=PATIENCE_MS)
    expect(logo).to_contain_text("90 \u00d7 40")
    expect(logo).to_contain_text("PNG image")
    expect(phone.page.get_by_role("group", name="page.txt")).to_contain_text("can be run as a program now")
    phone.shot("beside")
    logo.get_by_role("button", name="Slide").tap()
    share = logo.get_by_role("slider")
    share.press("End")
    expect(logo.get_by_role("button", name="Before")).to_be_disabled()
    logo.get_by_role("button", name="After").tap()
    expect(share).to_have_value("0")
    expect(before).to_be_visible()
    expect(after).to_be_attached()
    share.fill("50")
    phone.shot("sliding")

    phone.page.get_by_role("button", name="Look at it on the computer").tap()
    phone.page.get_by_role("button", name="Open its folder on").tap()
    phone.wait_text("opened by")
    phone.shot("opened")
    assert (Path(seen.read_text()) / "logo.png").read_bytes() == (project / "new.png").read_bytes()
