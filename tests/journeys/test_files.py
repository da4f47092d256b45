"""Files go with a message from the phone, whatever happens on the way, and the agent reads their very bytes."""

import secrets
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from farhand.demo.model import ScriptedModel
from farhand.demo.script import Json, Scenario
from tests.journeys.computer import Computer
from tests.journeys.screen import PATIENCE_MS, Screen
from tests.journeys.scripts import write
from tests.previews.files import pdf, workbook

CHUNK_BYTES = 1 << 20


def publish(path: str) -> Json:
    return {"text": "", "tool": "mcp__farhand__publish_file", "input": {"path": path}}


@pytest.fixture(autouse=True)
def known(scenarios: list[Scenario]) -> None:
    read: Json = {"text": "I read what came with it.", "tool": "Read", "input": {"file_path": "{file}", "limit": 1}}
    scenarios.append(Scenario("Read the plan", (read, write("page.txt", "two\n"), "It is read.")))
    table = write("prices.csv", "item,price\nheron,4\n")
    report = write("report.pdf", pdf(["Prices of herons", "Prices of egrets"]).decode())
    steps: tuple[Json, ...] = (table, publish("prices.csv"), report, publish("report.pdf"))
    scenarios.append(Scenario("Make a table", (*steps, "The table is made.")))


def test_the_agent_reads_the_bytes_of_a_file_whose_way_was_cut_by_a_reload_and_a_restart(
    computer: Computer, project: Path, phone: Screen, model: ScriptedModel
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    address = phone.page.url
    secret = f"the heron lands at {secrets.token_hex(8)}"
    plan = computer.root / "the plan.txt"
    plan.write_text(f"{secret}\n" + "x" * (3 * CHUNK_BYTES))
    is_cut = True

    def cut(route: Route) -> None:
        if is_cut and not route.request.url.partition("?")[0].endswith("/0"):
            route.abort()
        else:
            route.fallback()

    phone.context.route("**/v1/blobs/**", cut)
    phone.attach(plan)
    phone.send("Read the plan")
    phone.wait_text("waits for a connection")
    phone.shot("waits")
    assert computer.control.tasks() == ()

    phone.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    computer.kill()
    phone.come_back(address)
    bar = phone.page.get_by_role("progressbar", name="the plan.txt")
    expect(bar).to_have_attribute("value", str(CHUNK_BYTES), timeout=PATIENCE_MS)
    phone.shot("kept")
    is_cut = False
    computer.up("--project", str(project))

    phone.wait_receipt("Read the plan", "on Study")
    card = phone.wait_state(1, "Done")
    expect(phone.message("Read the plan")).to_contain_text("the plan.txt")
    expect(card).to_contain_text("page.txt")
    phone.shot("done")
    assert any(request.mentions(secret) for request in model.requests)
    (laid,) = (computer.data / "inputs").glob("*/*/*")
    assert (laid.name, laid.read_bytes()) == ("the-plan.txt", plan.read_bytes())
    assert "the-plan" not in computer.run("diff", "1").out
    assert "with the-plan.txt (3 MB)" in computer.run("show", "1").out


def test_a_pasted_picture_and_a_dropped_file_go_with_a_message_and_one_is_left_out(
    computer: Computer, project: Path, phone: Screen
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    for kind, name in (("paste", "image.png"), ("drop", "notes.txt")):
        phone.page.evaluate(
            """async ([kind, name]) => {
                const canvas = new OffscreenCanvas(400, 300);
                canvas.getContext('2d').fillRect(0, 0, 400, 300);
                const picture = await canvas.convertToBlob();
                const data = new DataTransfer();
                data.items.add(kind === 'paste' ? new File([picture], name, picture) : new File(['some words'], name));
                const given = { bubbles: true, cancelable: true };
                const event = kind === 'paste' ? new ClipboardEvent('paste', { ...given, clipboardData: data })
                    : new DragEvent('drop', { ...given, dataTransfer: data });
                document.querySelector('.composer textarea').dispatchEvent(event);
            }""",
            [kind, name],
        )
        phone.wait_text(name)
    expect(phone.page.locator(".composer li img")).to_have_count(1)
    phone.shot("thumbnail")
    phone.page.get_by_role("button", name="Leave out image.png").click()
    phone.composer.fill("!ls")
    phone.wait_text("A command takes no files")
    phone.send("Read the plan")
    phone.wait_state(1, "Done")
    (laid,) = (computer.data / "inputs").glob("*/*/*")
    assert (laid.name, laid.read_text()) == ("notes.txt", "some words")


def test_a_file_that_a_task_hands_back_is_looked_at_saved_and_sent_back_with_a_wish(
    computer: Computer, project: Path, phone: Screen
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    prices = computer.root / "prices.xlsx"
    workbook(prices, {"Autumn": [["item", "price"], ["heron", 4]], "Winter": [["item"], ["egret"]]})
    phone.attach(prices)
    phone.send("Make a table")
    card = phone.wait_state(1, "Done")

    phone.page.get_by_role("button", name="Look: prices.xlsx").click()
    expect(phone.page.get_by_role("region", name="Sheet 1 of 2: Autumn")).to_contain_text("heron", timeout=PATIENCE_MS)
    expect(phone.page.get_by_role("region", name="Sheet 2 of 2: Winter")).to_contain_text("egret", timeout=PATIENCE_MS)
    expect(phone.page.get_by_role("button", name="Save or share: prices.xlsx")).to_be_visible()
    phone.shot("workbook")
    phone.page.get_by_role("button", name="Back").click()

    card.get_by_text("Files 2").click()
    card.get_by_role("button", name="Look: report.pdf").click()
    for number, what in ((1, "herons"), (2, "egrets")):
        page = phone.page.get_by_role("img", name=f"Page {number} of 2: Prices of {what}")
        page.scroll_into_view_if_needed(timeout=PATIENCE_MS)
        expect(page).to_be_visible()
    phone.shot("pages")
    phone.page.get_by_role("button", name="Back").click()

    card.get_by_role("button", name="Look: prices.csv").click()
    expect(phone.page.get_by_role("region", name="What is in prices.csv")).to_contain_text("heron", timeout=PATIENCE_MS)
    phone.shot("table")
    phone.page.get_by_role("button", name="Back").click()
    phone.page.evaluate("Object.defineProperty(navigator, 'canShare', { value: undefined })")
    with phone.page.expect_download() as download:
        card.get_by_role("button", name="Save or share: prices.csv").click()
    assert download.value.suggested_filename == "prices.csv"
    assert Path(download.value.path()).read_text() == "item,price\nheron,4\n"
    card.get_by_role("button", name="Ask for changes: prices.csv").click()
    expect(phone.composer).to_have_value("Change prices.csv: ")
    phone.wait_text("Follow-up to #1")

    saved = computer.run("files", "1", "--save", str(computer.root / "saved"))
    assert saved.code == 0, saved
    assert (computer.root / "saved" / "prices.csv").read_text() == "item,price\nheron,4\n"
