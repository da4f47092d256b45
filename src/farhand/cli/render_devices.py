"""Devices and notices for people: who is paired, what they are told, and what became of that."""

from collections.abc import Sequence

import click

from farhand.cli.render_text import columns, count, indented, plain, when
from farhand.host.control_api import Devices, NoticeLine, TellingLine
from farhand.wire.host_events import DeviceInfo
from farhand.wire.push import PushKind

_KINDS: dict[PushKind, str] = {"done": "done", "needs_you": "needs you", "host": "host"}


def devices(result: Devices) -> str:
    """Return the paired devices as a table, and below it why a push did not arrive."""
    if not result.devices:
        return "no device is paired: `farhand pair` shows a QR"
    rows = [
        [
            plain(each.name),
            _presence(each, result),
            f"paired {when(each.paired_at)}",
            _push(each, result),
            _notes(each),
            each.device[:8],
        ]
        for each in result.devices
    ]
    failed = [each for each in result.pushed if each.result in {"gone", "failed"}]
    notes = [f"the newest push to {plain(each.name or '')} {_outcome(each)}" for each in failed]
    return "\n".join([columns(rows), *notes])


def unpaired(name: str) -> str:
    """Tell that a device is off the list."""
    return f"{plain(name)} is unpaired"


def _presence(device: DeviceInfo, all_: Devices) -> str:
    if device.state != "member":
        return device.state
    if device.device in all_.connected:
        return click.style("connected", fg="green")
    last = all_.last.get(device.device)
    return f"last seen {when(last)}" if last else "away"


def _push(device: DeviceInfo, all_: Devices) -> str:
    kinds = next((each.kinds for each in all_.push if each.device == device.device), None)
    if kinds is None:
        return "no push"
    return f"push: {', '.join(_KINDS[each] for each in kinds) or 'nothing'}"


def _notes(device: DeviceInfo) -> str:
    notes = [note for note, holds in (("unprotected", device.unprotected), (device.storage, True)) if holds]
    return ", ".join(notes)


def notices(results: Sequence[NoticeLine]) -> str:
    """Return the notices, the unread ones marked, each with what became of it on every channel."""
    if not results:
        return "nothing was told yet"
    rows = [["" if each.read else "●", when(each.at), _line(each.title), _line(each.body)] for each in results]
    lines = [
        part
        for line, each in zip(columns(rows).splitlines(), results, strict=True)
        for part in (line, *(indented(indented(f"{_reader(told)} {_outcome(told)}")) for told in each.told))
    ]
    unread = sum(not each.read for each in results)
    return "\n".join([*lines, count(unread, "unread notice")])


def _line(text: str) -> str:
    return plain(text).replace("\n", " ")


def _reader(told: TellingLine) -> str:
    return plain(told.name) if told.name else told.channel


def _outcome(told: TellingLine) -> str:
    words = f": {plain(told.words)}" if told.words else ""
    return f"{told.result or 'is tried again'}{words}"
