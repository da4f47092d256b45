"""Pairing and unpairing at a terminal and from scripts."""

import io
import json
import sys
from collections.abc import Callable

import pytest
from click.testing import Result

from tests.cli.conftest import ID, Cli, FakeHost, Said

OFFER: dict[str, object] = {
    "link": "http://127.0.0.1/#p=x",
    "qr": "▀▀",
    "expires": 1_700_000_000_000,
    "unprotected": False,
}
WAITING: dict[str, object] = {"state": "waiting"}
DIGITS: dict[str, object] = {"state": "digits", "name": "Phone", "tries_left": 3}
PAIRED: dict[str, object] = {"state": "paired", "name": "Phone"}


def test_a_script_sees_the_link_and_how_the_pairing_ended(host: FakeHost, cli: Cli) -> None:
    host.on("POST /v1/pair", OFFER)
    host.on("GET /v1/pair/wait", WAITING, DIGITS, PAIRED)
    said = cli("pair", "--json")
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert lines[0]["link"] == OFFER["link"]
    assert [each["state"] for each in lines[1:]] == ["waiting", "digits", "paired"]
    assert said.code == 0


def test_an_invitation_that_lapses_fails(host: FakeHost, cli: Cli) -> None:
    host.on("POST /v1/pair", OFFER)
    host.on("GET /v1/pair/wait", WAITING, {"state": "expired"})
    said = cli("pair")
    assert said.code == 1
    assert "lapsed" in said.err


def test_digits_from_a_script_pair_the_phone_that_waits(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/pair/wait", WAITING, DIGITS, PAIRED)
    host.on("POST /v1/pair/digits", PAIRED)
    assert cli("pair", "--digits", "123456").code == 0
    assert ("POST /v1/pair/digits", {"digits": "123456"}) in host.asked


def test_wrong_digits_fail(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/pair/wait", DIGITS)
    host.on("POST /v1/pair/digits", DIGITS | {"tries_left": 2, "words": "wrong digits"})
    assert cli("pair", "--digits", "000000").code == 1


def test_digits_while_no_phone_waits_are_wrong_usage(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/pair/wait", {"state": "expired"})
    assert cli("pair", "--digits", "123456").code == 2


def test_a_script_must_say_that_it_takes_an_unprotected_phone(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/pair/wait", DIGITS | {"unprotected": True})
    host.on("POST /v1/pair/digits", PAIRED)
    refused = cli("pair", "--digits", "123456", "--json")
    assert (refused.code, json.loads(refused.err)["code"]) == (1, "refused")
    assert not any(key.endswith("digits") for key, _ in host.asked)
    assert cli("pair", "--digits", "123456", "--unprotected").code == 0


def test_a_terminal_without_a_person_is_not_asked_for_digits(host: FakeHost, typing: Callable[..., Result]) -> None:
    host.on("POST /v1/pair", OFFER)
    host.on("GET /v1/pair/wait", DIGITS, PAIRED)
    said = typing("pair", stdin="123456\n")
    assert said.return_value == 0
    assert not any(key.endswith("digits") for key, _ in host.asked)


@pytest.fixture
def at_terminal(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Call the command line as a person at a terminal does, who types lines."""

    def call(*arguments: str, lines: str) -> Said:
        monkeypatch.setattr(sys, "stdin", Terminal(lines))
        return cli(*arguments)

    return call


class Terminal(io.StringIO):
    """Lines typed by a person."""

    def isatty(self) -> bool:
        """Say that somebody sits here."""
        return True


def test_typing_the_digits_at_a_terminal_takes_the_risk_it_names(
    host: FakeHost, at_terminal: Callable[..., Said]
) -> None:
    host.on("POST /v1/pair", OFFER)
    host.on("GET /v1/pair/wait", DIGITS | {"unprotected": True})
    host.on("POST /v1/pair/digits", PAIRED)
    said = at_terminal("pair", lines="123 456\n")
    assert (said.code, "plain http" in said.err, "is paired" in said.err) == (0, True, True)


def test_an_empty_line_declines_the_phone_and_says_so(host: FakeHost, at_terminal: Callable[..., Said]) -> None:
    host.on("POST /v1/pair", OFFER)
    host.on("GET /v1/pair/wait", DIGITS)
    host.on("POST /v1/pair/decline", None)
    said = at_terminal("pair", lines="\n")
    assert (said.code, "nothing was changed" in said.err) == (1, True)
    assert ("POST /v1/pair/decline", None) in host.asked


def test_unpairing_takes_a_name_with_a_space_and_says_it_is_gone(host: FakeHost, cli: Cli) -> None:
    host.on("POST /v1/devices/My%20phone/unpair", None)
    host.on("GET /v1/devices", {"devices": []})
    said = cli("unpair", "My phone")
    assert (said.code, "My phone is unpaired" in said.err) == (0, True)


def test_devices_say_who_is_here_and_how_safe(host: FakeHost, cli: Cli) -> None:
    device = {"device": ID, "name": "Phone", "paired_at": 1_700_000_000_000, "unprotected": True}
    host.on("GET /v1/devices", {"devices": [device], "connected": [ID]})
    out = cli("devices").out
    for words in ("Phone", "connected", "unprotected", ID[:8]):
        assert words in out


def test_the_browsers_link_is_printed_on_demand(host: FakeHost, cli: Cli) -> None:
    host.on("POST /v1/open", {"url": "http://127.0.0.1:8717/#p=x"})
    assert cli("open", "--print").out == "http://127.0.0.1:8717/#p=x\n"
