"""Pushes against a push service that verifies the sender and opens what only its browser can."""

import asyncio
from collections.abc import Iterator

import pytest

from farhand.attention.notices import Later, Told
from farhand.attention.push.sealing import BLOCK_BYTES, PushKey
from farhand.attention.push.service import Push, PushServices, judge
from farhand.wire.push import PushSubscription
from tests.fakes.clock import FakeClock
from tests.fakes.push_service import Answer, PushService

APP = "https://studio.example:8443/"


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService.serving(FakeClock().monotonic_s) as serving:
        yield serving


def services(*, local: bool = True) -> PushServices:
    return PushServices(PushKey(PushKey.make()), FakeClock(), local=local)


def push(subscription: PushSubscription, payload: bytes = b"{}", app: str = APP) -> Push:
    return Push(subscription, app, payload, "high", "t" * 32)


@pytest.mark.parametrize("app", [APP, "http://localhost:8717/", "https://[::1]/"])
async def test_a_push_is_signed_for_its_service_and_sealed_for_its_browser(service: PushService, app: str) -> None:
    told = await services().send(push(service.subscription, b'{"a": "secret"}', app))
    taken = await asyncio.to_thread(service.wait)
    assert told == Told("accepted")
    assert taken.opened.strip() == b'{"a": "secret"}'
    assert b"secret" not in taken.sealed
    assert {taken.headers[name] for name in ("Urgency", "Topic")} == {"high", "t" * 32}


async def test_the_length_of_a_push_tells_little(service: PushService) -> None:
    sizes: set[int] = set()
    for payload in (b"{}", b"x" * BLOCK_BYTES):
        await services().send(push(service.subscription, payload))
        sizes.add(len((await asyncio.to_thread(service.wait)).sealed))
    assert len(sizes) == 1


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(404), Told("gone", "the browser no longer takes pushes there")),
        (Answer(410), Told("gone", "the browser no longer takes pushes there")),
        (Answer(429, {"Retry-After": "7"}), Later("the push service asks to wait", 7000)),
        (Answer(503, body="busy"), Later("the push service failed: 503 busy")),
        (Answer(403, body="bad key"), Told("failed", "the push service refused it: 403 bad key")),
        (
            Answer(307, {"Location": "http://127.0.0.1:1/"}),
            Told("failed", "the push service refused it: 307"),
        ),
    ],
)
async def test_what_the_service_answers_is_told_in_words(
    service: PushService, answer: Answer, outcome: Told | Later
) -> None:
    service.answers.put(answer)
    assert await services().send(push(service.subscription)) == outcome


@pytest.mark.parametrize(
    ("retry_after", "wait_ms"),
    [
        (None, None),
        ("0", 1000),
        ("120", 120_000),
        ("Fri, 15 Jan 2027 08:01:00 GMT", 60_000),
        ("Fri, 15 Jan 2027 07:00:00 GMT", 1000),
        ("soon", None),
    ],
)
def test_a_service_says_how_long_to_wait_in_seconds_or_by_a_date(retry_after: str | None, wait_ms: int | None) -> None:
    outcome = judge(429, retry_after, "", FakeClock().now_ms() // 1000)
    assert outcome == Later("the push service asks to wait", wait_ms)


async def test_a_service_that_is_not_there_is_tried_again(service: PushService) -> None:
    away = service.subscription.model_copy(update={"endpoint": "http://127.0.0.1:1/push"})
    assert isinstance(await services().send(push(away)), Later)
    unknown = service.subscription.model_copy(update={"endpoint": "http://nobody.invalid/push"})
    assert await services().send(push(unknown)) == Later(
        "the push service's name was not found; is this computer online?"
    )


async def test_nothing_is_sent_to_this_computers_own_network(service: PushService) -> None:
    told = await services(local=False).send(push(service.subscription))
    assert told == Told("failed", "the push service's address was refused: push services are reached over https")
    inside = service.subscription.model_copy(update={"endpoint": "https://localhost/push"})
    told = await services(local=False).send(push(inside))
    assert told == Told("failed", "the push service's name leads to no address on the internet")
    assert service.is_idle
