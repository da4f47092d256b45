"""Results for people: one function per kind of result, each returning text."""

from collections.abc import Sequence
from datetime import datetime

import click

from farhand.agents.rules import PRESET_WORDS
from farhand.cli.render_spending import spent_words
from farhand.cli.render_text import columns, count, indented, plain, when
from farhand.host.control_api import (
    Accepted,
    KeptAwake,
    OpenLink,
    PairingOffer,
    PairingProgress,
    Status,
    TaskSummary,
    ThreadLine,
)
from farhand.tasks.queue import PAUSED
from farhand.wire.host_events import ProjectInfo
from farhand.wire.task_events import TaskState

_COLOURS = {
    TaskState.DONE: "green",
    TaskState.FAILED: "red",
    TaskState.CANCELLED: "yellow",
    TaskState.INTERRUPTED: "yellow",
    TaskState.WAITING: "yellow",
    TaskState.RUNNING: "blue",
    TaskState.CHECKING: "blue",
}


def state(task: TaskSummary) -> str:
    """Return the state of a task as a word, in its colour."""
    word = "needs you" if task.needs_you else task.state.value
    return click.style(word, fg="yellow" if task.needs_you else _COLOURS.get(task.state))


def accepted(result: Accepted) -> str:
    """Tell that a message is on disk and which task it is, or which tasks."""
    if result.also:
        rows = [[f"#{each.number}", each.state.value, plain(each.title)] for each in result.also]
        return (
            f"#{result.number} and {count(len(rows), 'further task')} are on this computer:\n{indented(columns(rows))}"
        )
    if result.state is TaskState.WAITING:
        return f"#{result.number} waits: {plain(result.words)} (`farhand show {result.number}`)"
    said = f"#{result.number} is on this computer; `farhand show {result.number}` says how it goes"
    return f"{said}\n{indented(result.hint)}" if result.hint else said


def tasks(results: Sequence[TaskSummary]) -> str:
    """Return the tasks as a table."""
    if not results:
        return "no tasks yet: text one from your phone, or use `farhand send`"
    return columns(
        [
            [f"#{each.number}", state(each), each.project or "-", when(each.created_at), plain(each.title)]
            for each in results
        ]
    )


def moved(task: TaskSummary) -> str:
    """Tell where a task stands, in a line."""
    words = f": {plain(task.words)}" if task.words else ""
    return f"#{task.number} {state(task)}{words}"


def queue(status: Status) -> str:
    """Tell whether queued tasks start, and how many run at once."""
    if status.paused:
        return f"{PAUSED}; `farhand unpause` goes on"
    return f"queued tasks start, {count(status.parallel, 'task')} at once"


def status(result: Status) -> str:
    """Tell how the host stands, and what was spent of the day's budget."""
    lines = [
        f"{click.style(plain(result.name), bold=True)}  Farhand {result.version}, pid {result.pid}",
        f"at {', '.join(result.addresses)}",
        f"{count(result.paired, 'device')} paired, {count(len(result.projects), 'project')}",
        queue(result),
    ]
    if result.keep_awake is not None:
        lines.append(keep_awake(result.keep_awake))
    if result.today is not None:
        lines.append(f"today: {spent_words(result.today)}")
    return "\n".join(lines)


def keep_awake(result: KeptAwake) -> str:
    """Tell whether the computer is kept awake."""
    if not result.on:
        return "may sleep while there is work (`farhand awake on`)"
    if result.now:
        return "kept awake: there is work"
    if result.cannot:
        return f"cannot be kept awake: {plain(result.cannot)} (set this computer not to sleep by itself)"
    if result.needless:
        return "not kept awake: nothing on this computer puts it to sleep by itself"
    return "kept awake while there is work; there is none now"


def progress(task: TaskSummary) -> str:
    """Tell a move of a task that is being waited for."""
    return moved(task)


def diff(patch: bytes) -> str:
    """Return a patch as a person reads it: coloured, and harmless for a terminal."""
    return "\n".join(_diff_line(plain(line)) for line in patch.decode(errors="replace").split("\n"))


def _diff_line(line: str) -> str:
    if line.startswith(("+++", "---", "diff ", "index ")):
        return click.style(line, bold=True)
    colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
    return click.style(line, fg=colour) if colour else line


def thread(results: Sequence[ThreadLine]) -> str:
    """Return records of the thread, a line each."""
    return "\n".join(map(thread_line, results)) if results else "the thread is empty"


def thread_line(result: ThreadLine) -> str:
    """Return one record of the thread in a line."""
    at = result.body.get("at")
    moment = when(at) if isinstance(at, int) else "-"
    facts = " ".join(
        f"{name}={_fact(value)}"
        for name, value in result.body.items()
        if name not in {"at", "type", "proof", "access", "key", "hpke"} and value not in ("", None)
    )
    return f"{result.seq:>6}  {moment}  {click.style(result.type, bold=True)}  {facts}"


def _fact(value: object) -> str:
    text = plain(str(value)).replace("\n", "⏎")
    return text if len(text) <= 80 else f"{text[:79]}…"  # noqa: PLR2004  # a fact is a glance, `--json` has it whole


def projects(results: Sequence[ProjectInfo]) -> str:
    """Return the projects as a table."""
    if not results:
        return "no projects yet: add one with `farhand projects add DIR`"
    return columns(
        [
            [
                plain(each.name),
                "trusted" if each.trusted else "not trusted",
                each.preset.value,
                each.check or "no check",
                plain(each.path),
            ]
            for each in results
        ]
    )


def rules(results: Sequence[ProjectInfo]) -> str:
    """Return what agents may do unasked: each project's preset in words, and its rules with their ids."""
    if not results:
        return projects(results)
    lines: list[str] = []
    for each in results:
        lines.append(f"{plain(each.name)}, {each.preset.value}: {PRESET_WORDS[each.preset]}")
        lines += [indented(f"{rule.id[:8]}  {plain(rule.words)}") for rule in each.rules]
        lines += [indented(f"{rule.id[:8]}  for #{rule.number}: {plain(rule.words)}") for rule in each.task_rules]
    return "\n".join(lines)


def offer(result: PairingOffer) -> str:
    """Return an invitation: QR, link, and what to do."""
    until = datetime.fromtimestamp(result.expires / 1000).astimezone().strftime("%H:%M:%S")
    what_to_do = f"Scan it with the phone, or open the link there. It works until {until}."
    return f"{result.qr}\n{indented(result.link)}\n\n{indented(what_to_do)}"


def open_link(result: OpenLink) -> str:
    """Return the link for the host's own browser."""
    return result.url


def pairing(result: PairingProgress) -> str:
    """Tell where a pairing stands."""
    name = plain(result.name or "the phone")
    match result.state:
        case "waiting":
            words = "waiting for a phone"
        case "digits":
            words = f"{name} shows six digits; tries left: {result.tries_left}"
        case "paired":
            words = f"{name} is paired"
        case "expired":
            words = "the invitation lapsed; `farhand pair` makes a new one"
        case "failed":
            words = "pairing failed; nothing was changed"
    return f"{words}: {plain(result.words)}" if result.words else words
