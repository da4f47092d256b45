"""The pictures of the README and of the app's manifest, from the running product. `make picture` runs it."""

import base64
import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from farhand.demo.model import ScriptedModel
from farhand.wire.task_events import TaskState
from tests.browsers import BROWSER_ARGUMENTS, find_browser
from tests.journeys.browsing import options_of
from tests.journeys.computer import FARHAND, Computer
from tests.journeys.projects import make_newsletter
from tests.journeys.screen import Album, Screen
from tests.journeys.story import FOLLOW_UP, SCENARIOS, TASK
from tests.journeys.terminal import run_in_terminal, to_html

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs" / "images" / "phone-and-terminal.png"
NARROW, WIDE = (ROOT / "web" / "public" / f"screenshot-{form}.jpg" for form in ("narrow", "wide"))
"""What a browser shows before it installs the app; its worker does not keep them."""
JPEG_QUALITY = 75  # letters stay clear, at a few dozen kB
BLOCKS = re.compile(r"^[█▀▄ ]+$")
NEW_LINE = "\n"
LINK_LENGTH = 64  # of the link that is shown; all of it would only wrap
PAGE = """<!doctype html><meta charset="utf-8"><style>
  body {{ width: 1400px; margin: 0; padding: 56px 64px; box-sizing: border-box; background: #e9eeee; display: flex;
    gap: 56px; align-items: center; }}
  .terminal {{ flex: 1; min-width: 0; border-radius: 12px; background: #10201f; color: #d7e2e0; overflow: hidden;
    box-shadow: 0 20px 50px #0d262540; }}
  .bar {{ display: flex; gap: 8px; padding: 12px 16px; background: #1a2e2c; }}
  .bar i {{ width: 11px; height: 11px; border-radius: 50%; background: #3c5653; }}
  pre {{ margin: 0; padding: 18px 24px 24px; font: 12.5px/1.5 "DejaVu Sans Mono", monospace; white-space: pre-wrap; }}
  .blocks {{ display: block; font-size: 10px; line-height: 11.5px; color: #fff; margin: 6px 0 8px 16px; }}
  .prompt {{ color: #7fd3c8; font-weight: bold; }}
  .bold {{ font-weight: bold; color: #fff; }} .green {{ color: #8fd694; }} .red {{ color: #ef8d80; }}
  .yellow {{ color: #e9c46a; }} .blue, .cyan {{ color: #86c5ee; }}
  .phone {{ flex: none; width: 390px; border: 10px solid #17211f; border-radius: 44px; overflow: hidden;
    box-shadow: 0 24px 60px #0d262555; }}
  .phone img {{ display: block; width: 100%; }}
</style><div class="terminal"><div class="bar"><i></i><i></i><i></i></div><pre>{terminal}</pre></div>
<div class="phone"><img src="data:image/png;base64,{phone}"></div>"""


def main() -> None:
    """Tell the story of the README once, and keep what is seen of it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, ScriptedModel(SCENARIOS) as model:
        computer = Computer(Path(folder) / "computer", "Study", model.environment)
        try:
            with sync_playwright() as player:
                browser = player.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
                _take(browser, computer, Path(folder))
                browser.close()
        finally:
            computer.clean_up()


def _take(browser: Browser, computer: Computer, folder: Path) -> None:
    make_newsletter(computer)
    link = computer.up("--project", "newsletter")
    assert link is not None
    phone = Screen("phone", browser.new_context(**options_of("phone")), Album(folder))
    phone.pair(computer, link)
    computer.program.wait_line(re.compile("^project "))
    for number, text in enumerate((TASK, FOLLOW_UP), 1):
        phone.send(text)
        phone.wait_receipt(text, "on Study")
        ended = computer.wait_ended(number)
        assert ended.state is TaskState.DONE, ended
        phone.wait_state(number, "Done")
    phone.page.evaluate("document.activeElement.blur()")
    seen = phone.page.screenshot(animations="disabled")
    _keep(phone, NARROW)
    desktop = Screen("desktop", browser.new_context(**options_of("desktop")), Album(folder))
    desktop.pair(computer, computer.invite())
    desktop.wait_state(2, "Done")
    desktop.page.locator(".file code").first.wait_for()
    _keep(desktop, WIDE)

    page = browser.new_page(viewport={"width": 1400, "height": 960}, device_scale_factor=1.5)
    page.set_content(PAGE.format(terminal=_terminal(computer), phone=base64.b64encode(seen).decode()))
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page.locator("body").screenshot(path=PICTURE)
    sys.stdout.write(f"{PICTURE.relative_to(Path.cwd())}\n")


def _keep(screen: Screen, path: Path) -> None:
    screen.page.evaluate("document.activeElement.blur()")
    screen.page.screenshot(path=path, type="jpeg", quality=JPEG_QUALITY, scale="css", animations="disabled")


def _terminal(computer: Computer) -> str:
    up = "\n".join(computer.program.lines)
    environment = {name: value for name, value in computer.environment.items() if name != "NO_COLOR"}
    shown = run_in_terminal(
        [FARHAND, "--data", str(computer.data), "show", "2"], environment | {"TERM": "xterm"}, computer.home
    )
    parts = [("farhand up --project newsletter", up), ("farhand show 2", shown)]
    return "\n".join(
        f'<span class="prompt">~ $</span> <span class="bold">{words}</span>\n{_screen(text, computer)}'
        for words, text in parts
    )


def _screen(text: str, computer: Computer) -> str:
    homely = text.replace(str(computer.data), "~/.local/share/farhand").replace(str(computer.home), "~")
    lines: list[str] = []
    for line in homely.strip("\n").split("\n"):
        shown = f"{line[:LINK_LENGTH]}…" if "#p=" in line else line
        lines.append(shown)
    blocks = [line for line in lines if line.strip() and BLOCKS.match(line)]
    before = lines[: lines.index(blocks[0])] if blocks else []
    after = lines[lines.index(blocks[-1]) + 1 :] if blocks else lines
    drawn = f'<span class="blocks">{to_html(NEW_LINE.join(blocks))}</span>' if blocks else ""
    return to_html("\n".join(before)) + drawn + to_html("\n".join(after).strip("\n")) + "\n"


if __name__ == "__main__":
    main()
