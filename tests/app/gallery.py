"""The gallery of the phone app, built and served under the content policy of the real one."""

import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect
from pydantic import BaseModel, TypeAdapter

from farhand.host.web import HEADERS

WEB = Path(__file__).resolve().parents[2] / "web"
BUILD_TIMEOUT_S = 60  # a cold build takes two seconds here
ALBUM = WEB.parent / "artifacts" / "looks"
AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


class Violation(BaseModel):
    """One rule of axe-core that a page breaks, and where first."""

    rule: str
    where: str
    why: str


_VIOLATIONS: TypeAdapter[list[Violation]] = TypeAdapter(list[Violation])


class _Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library names it so
        """Say nothing: tests print enough."""


def build_gallery(folder: Path) -> None:
    """Build the gallery into a folder, with the Node of this environment."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    node = shutil.which("node", path=path)
    assert node, "the tests' environment brings Node"
    vite = WEB / "node_modules" / "vite" / "bin" / "vite.js"
    command = [node, str(vite), "build", "--config", "dev/gallery.config.ts", "--outDir", str(folder), "--emptyOutDir"]
    subprocess.run(command, cwd=WEB, check=True, capture_output=True, timeout=BUILD_TIMEOUT_S)


@contextmanager
def serving_gallery(folder: Path) -> Generator[str]:
    """Serve a built gallery on loopback; yields its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, name="gallery")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/dev/gallery.html"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def show(page: Page, address: str) -> None:
    """Open a screen of the gallery afresh and wait until its parts, which load when needed, are there."""
    page.goto("about:blank")  # or only the fragment would change
    page.goto(address)
    page.locator(".inspector h1" if "#/" in address and "#/card" not in address else "h1").first.wait_for()
    # What is asked loads late, and cannot be answered in the moment in which it comes.
    expect(page.locator("[data-answers]:not(:has(.said)), [inert]")).to_have_count(0)
    if "#/review" in address and "t-run" not in address:
        page.locator(".hljs-keyword").first.wait_for()
    if "#/file" in address:
        page.locator(".inspector .content > :nth-child(2)").wait_for()


def keep(page: Page, name: str) -> None:
    """Keep a picture of a page as it is now, for people to look at."""
    page.screenshot(path=ALBUM / (re.sub(r"[^\w-]+", ".", name).strip(".") + ".png"))


def violations(page: Page, *, only: str | None = None) -> list[Violation]:
    """Return what axe-core finds wrong with a page as it is now, by all rules or by one."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))  # by the browser's own door: the page's policy lets no script in
    asked = json.dumps({"runOnly": [only] if only else RULES, "resultTypes": ["violations"]})
    found = page.evaluate(
        f"axe.run(document, {asked}).then((found) => JSON.stringify(found.violations.map("
        "({id, nodes}) => ({rule: id, where: nodes[0].target.join(' '), why: nodes[0].failureSummary}))))"
    )
    return _VIOLATIONS.validate_json(found)
