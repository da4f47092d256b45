"""The phone is told while the app is out of sight: switched on in the app, sealed by the host, shown by the worker."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Worker, expect

from farhand.demo.script import Scenario
from farhand.wire.model import to_base64url
from farhand.wire.push import PushMessage
from farhand.wire.task_events import TaskState
from tests.fakes.push_service import Answer, Pushed, PushService
from tests.journeys.computer import PATIENCE_S, Computer
from tests.journeys.screen import PATIENCE_MS, Screen
from tests.journeys.scripts import asks_for_shell

COMMAND = "touch made.txt"
SUBSCRIBE = """
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const keys = { p256dh: bytes('%s'), auth: bytes('%s') };
  let held = null;
  PushManager.prototype.getSubscription = async () => held;
  PushManager.prototype.subscribe = async (options) => {
    held = { endpoint: '%s', options: { applicationServerKey: options.applicationServerKey.buffer },
             getKey: (name) => keys[name].buffer, unsubscribe: async () => { held = null; return true; } };
    return held;
  };
"""
SHOWN = """async (patience) => {
  const until = Date.now() + patience;
  let shown = [];
  while (!shown.length && Date.now() < until) {
    await new Promise((resume) => setTimeout(resume, 20));
    shown = await self.registration.getNotifications();
  }
  return JSON.stringify(shown.map(({ title, body, tag, actions }) =>
    ({ title, body, tag, actions: actions.map((one) => one.action) })));
}"""
TAP = """(action) => self.registration.getNotifications().then(([notification]) =>
  self.dispatchEvent(new NotificationEvent('notificationclick', { notification, action })))"""


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService.serving() as serving:
        yield serving


class Notified:
    """A phone that takes pushes from a service that this test holds."""

    def __init__(self, phone: Screen, computer: Computer, service: PushService) -> None:
        self.phone = phone
        self.computer = computer
        self.service = service

    def switch_on(self, *, detail: bool = False) -> None:
        """Switch notifications on, as a person does."""
        page = self.phone.page
        page.get_by_role("button", name="Devices and about").click()
        page.get_by_role("button", name="Switch on notifications").click()
        lock_screen = page.get_by_role("switch", name=re.compile("on the lock screen"))
        expect(lock_screen).not_to_be_checked(timeout=PATIENCE_MS)
        if detail:
            lock_screen.click()
            expect(lock_screen).to_be_checked(timeout=PATIENCE_MS)

    def look_away(self) -> None:
        """Have the page say that nobody looks, as one in the background does."""
        self.phone.page.evaluate(
            "Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true });"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )

    def deliver(self, pushed: Pushed) -> Worker:
        """Hand a push to the worker, as the browser's own push service would; return the worker."""
        worker = self.phone.context.service_workers[0]
        session = self.phone.context.new_cdp_session(self.phone.page)
        registrations: list[str] = []

        def hear(event: dict[str, list[dict[str, str]]]) -> None:
            registrations.extend(each["registrationId"] for each in event["registrations"])

        session.on("ServiceWorker.workerRegistrationUpdated", hear)
        _ask(session, "ServiceWorker.enable", {})
        while not registrations:  # each question lets what was told meanwhile be heard
            self.phone.page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
        origin = self.phone.page.evaluate("location.origin + '/'")
        delivery = {"origin": origin, "registrationId": registrations[0], "data": pushed.opened.decode()}
        _ask(session, "ServiceWorker.deliverPushMessage", delivery)
        session.detach()
        return worker


def _ask(session: CDPSession, what: str, given: dict[str, str]) -> None:
    session.send(what, given)  # pyright: ignore[reportUnknownMemberType]  # the protocol's answers have no types


@pytest.fixture
def notified(computer: Computer, project: Path, phone: Screen, service: PushService) -> Notified:
    computer.environment["FARHAND_PUSH_LOCAL"] = "yes"
    link = computer.up("--project", str(project))
    assert link is not None
    phone.context.grant_permissions(["notifications"])
    keys = (to_base64url(service.browser.public), to_base64url(service.browser.auth), service.subscription.endpoint)
    phone.context.add_init_script(SUBSCRIBE % keys)
    phone.pair(computer, link)
    return Notified(phone, computer, service)


def shown(worker: Worker) -> list[dict[str, object]]:
    """Wait until the worker shows something, and return it."""
    return json.loads(worker.evaluate(SHOWN, PATIENCE_MS))


def test_a_test_reaches_the_phone_and_what_became_of_it_is_told_there_and_at_the_computer(notified: Notified) -> None:
    notified.switch_on()
    notified.phone.shot("on")
    notified.phone.page.get_by_role("button", name="Send a test").click()
    pushed = notified.service.wait()
    notified.phone.wait_text(re.compile("handed to the push service"))
    notified.phone.shot("tested")
    worker = notified.deliver(pushed)
    assert shown(worker)[0]["body"] == "Notifications reach this device."
    assert "push: done, needs you, host" in notified.computer.run("devices").out
    assert "accepted" in notified.computer.run("notices").out


def test_an_outcome_is_told_without_saying_which_and_a_tap_opens_its_card(notified: Notified) -> None:
    notified.switch_on()
    notified.look_away()
    assert notified.computer.run("send", "--wait", "!true").code == 0
    pushed = notified.service.wait()
    assert b"true" not in pushed.opened.replace(b'"web_push"', b"")
    worker = notified.deliver(pushed)
    (note,) = shown(worker)
    assert (note["title"], note["body"], note["actions"]) == ("Study", "A task has ended.", [])
    worker.evaluate(TAP, "")
    expect(notified.phone.card(1)).to_be_focused(timeout=PATIENCE_MS)
    notified.phone.shot("opened")


def test_a_risky_command_is_shown_but_only_denied_from_the_lock_screen(
    notified: Notified, scenarios: list[Scenario]
) -> None:
    scenarios.append(asks_for_shell("tidy", COMMAND))
    notified.switch_on(detail=True)
    notified.look_away()
    assert notified.computer.run("send", "--wait", "tidy", "the", "page").code == 3
    pushed = notified.service.wait()
    worker = notified.deliver(pushed)
    (note,) = shown(worker)
    assert (note["body"], note["actions"]) == (COMMAND, ["deny", "look"])

    worker.evaluate(TAP, "look")
    notified.phone.page.get_by_role("region", name="Needs your approval").wait_for()
    notified.phone.shot("needs")
    worker = notified.deliver(pushed)
    assert shown(worker)
    worker.evaluate(TAP, "deny")
    notified.phone.wait_state(1, "Failed")
    assert notified.computer.control.task("1").state is TaskState.FAILED
    assert list(notified.computer.root.rglob("made.txt")) == []


def test_a_harmless_command_is_allowed_from_the_lock_screen_once(notified: Notified, scenarios: list[Scenario]) -> None:
    scenarios.append(asks_for_shell("tidy", "make made"))
    notified.switch_on(detail=True)
    notified.look_away()
    assert notified.computer.run("send", "--wait", "tidy", "the", "page").code == 3
    pushed = notified.service.wait()
    approval = PushMessage.model_validate_json(pushed.opened).approval
    assert approval is not None
    assert approval.pass_id is not None
    worker = notified.deliver(pushed)
    assert shown(worker)[0]["actions"] == ["deny", "allow"]
    worker.evaluate(TAP, "allow")
    told = notified.computer.control.follow_thread(0)
    closed = next(each.body for each in told if each.type == "approval.closed")
    assert closed["verdict"] == "allowed"


def test_a_browser_that_is_gone_says_so_on_the_phone(notified: Notified) -> None:
    notified.switch_on()
    notified.service.answers.put(Answer(410))
    notified.phone.page.get_by_role("button", name="Send a test").click()
    notified.phone.wait_text(re.compile("no longer takes pushes"), within_ms=PATIENCE_S * 1000)
    notified.phone.page.get_by_role("button", name="Switch on notifications").wait_for()
    notified.phone.shot("gone")
