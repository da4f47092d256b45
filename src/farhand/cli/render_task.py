"""One task for people: what was asked, what happened, what came of it."""

from collections.abc import Iterator, Sequence

import click

from farhand.changes.risk import risk_words
from farhand.cli.render import state
from farhand.cli.render_reach import touched
from farhand.cli.render_spending import spent_words
from farhand.cli.render_text import count, duration, indented, plain, printed
from farhand.figures import size_words
from farhand.host.control_api import TaskDetail
from farhand.outcomes.wording import WHY, before_words, commits_words
from farhand.tasks.plan import name
from farhand.wire.attempt_events import AttemptChanged
from farhand.wire.attention_events import ApprovalAsked, QuestionAsked
from farhand.wire.change_events import ChangeReady, ChangeSettled
from farhand.wire.run_events import CheckResult, CheckStatus, Outcome, RunStep
from farhand.wire.task_events import Verify

STEPS_SHOWN = 12
_MARKS = {"going": "…", "ok": "✓", "failed": "✗", "denied": "⊘"}
_CHECK_COLOURS = {CheckStatus.PASSED: "green", CheckStatus.FAILED: "red"}


def detail(task: TaskDetail) -> str:
    """Return all that is known of a task."""
    return "\n".join(_lines(task))


def attempts(listed: Sequence[AttemptChanged]) -> str:
    """Return the attempts at a task, each with its result, size and risk."""
    return "\n".join(line for each in listed for line in _attempt(each)) or "there were no fresh attempts"


def _attempt(attempt: AttemptChanged) -> Iterator[str]:
    name = f"attempt {attempt.number}" if attempt.fresh else f"attempt {attempt.number} (the run before)"
    taken = ("  taken" if attempt.chosen else "") + ("" if attempt.kept else "  its branch is removed")
    yield f"{click.style(name, bold=True)}  {attempt.state.value}: {plain(attempt.words)}{taken}"
    if attempt.files:
        risk = f"; {plain(risk_words(attempt.risk))}" if attempt.risk else ""
        yield indented(f"{count(attempt.files, 'file')}, +{attempt.added} -{attempt.removed} on {attempt.branch}{risk}")


def change_settled(settled: ChangeSettled) -> str:
    """Tell what became of a change."""
    words = plain(settled.words)
    return f"not done: {words}" if settled.what == "kept" else words


def _lines(task: TaskDetail) -> Iterator[str]:
    yield f"{click.style(f'#{task.number} {plain(task.title)}', bold=True)}  {state(task)}"
    if task.words and (task.outcome is None or task.words != task.outcome.headline):
        yield indented(plain(task.words))
    yield from _wanted(task)
    if task.spent is not None:
        yield indented(spent_words(task.spent))
    yield from _asks(task)
    if task.outcome is None:
        yield from map(_step, task.steps[-STEPS_SHOWN:])
    else:
        yield from _outcome(task.outcome)
    if task.attempts:
        yield f"\n{attempts(task.attempts)}"
    yield from (indented(commits_words(each)) for each in task.commits)
    if task.change is not None and task.change.files:
        yield from _change(task.change, task.number, task.settled)
    if task.comments:
        yield indented(f"{count(len(task.comments), 'comment')} not sent yet; see `farhand comments {task.number}`")
    if task.why_discarded is not None:
        said = f": {plain(task.why_words)}" if task.why_words else ""
        yield indented(f"why it was discarded: {WHY[task.why_discarded]}{said}")


def _wanted(task: TaskDetail) -> Iterator[str]:
    facts = [
        task.project,
        task.branch,
        task.agent,
        f"follows #{task.follows}" if task.follows else None,
        f"after {', '.join(f'#{each}' for each in task.after)}" if task.after else None,
        name(task.step) if task.step else None,
        f"{task.priority} priority" if task.priority != "normal" else None,
        _verify(task.verify),
        f"{task.estimate.complexity}: {plain(task.estimate.words)}" if task.estimate else None,
    ]
    if any(facts):
        yield indented(" · ".join(each for each in facts if each))
    for each in task.attachments:
        yield indented(f"with {plain(each.name)} ({size_words(each.size)})")
    for each in task.verify.not_checkable:
        yield indented(f"no command, so not run: {plain(each)}")


def _verify(verify: Verify) -> str | None:
    commands = ", ".join(f"`{plain(each)}`" for each in verify.commands)
    return f"verified {'only' if verify.is_only else 'also'} by {commands}" if commands else None


def _asks(task: TaskDetail) -> Iterator[str]:
    if task.stuck is not None:
        yield f"\n{click.style('Needs you', fg='yellow')}: stuck: {plain(task.stuck.words)}"
        yield indented(
            f"`farhand nudge {task.number} [WORDS]`, `farhand retry {task.number}` or `farhand cancel {task.number}`"
        )
    for each in task.approvals:
        yield from _approval(each, task.number)
    for each in task.questions:
        yield from _question(each, task.number)


def _approval(asked: ApprovalAsked, number: int) -> Iterator[str]:
    yield f"\n{click.style('Needs you', fg='yellow')}: {plain(asked.title)}"
    yield indented(plain(asked.exact))
    if asked.why:
        yield indented(f"why: {plain(asked.why)}")
    if asked.reach:
        yield indented(touched(asked.reach))
    yield indented(f"`farhand allow {number}`, or `farhand deny {number} WORDS` to say what you want instead")
    for place, offer in enumerate(asked.rules, 1):
        which = f" --rule {place}" if place > 1 else ""
        yield indented(f"`farhand allow {number}{which} --for-task` or `--always` grants: {plain(offer.words)}")


def _question(asked: QuestionAsked, number: int) -> Iterator[str]:
    yield f"\n{click.style('Needs you', fg='yellow')}: {plain(asked.text)}"
    for option in asked.options:
        yield indented(f"- {plain(option.label)}{': ' + plain(option.detail) if option.detail else ''}")
    yield indented(f"`farhand answer {number} ...`")


def _step(step: RunStep) -> str:
    return indented(f"{_MARKS[step.state]} {plain(step.title)}")


def _outcome(outcome: Outcome) -> Iterator[str]:
    cost = [] if outcome.cost_usd is None else [f"${outcome.cost_usd:.2f}"]
    yield f"\n{plain(outcome.headline)}  ({', '.join([duration(outcome.seconds), *cost])})"
    if outcome.hint:
        yield indented(plain(outcome.hint))
    for each in outcome.warnings:
        yield indented(click.style(plain(each), fg="yellow"))
    if outcome.summary:
        yield f"\n{indented(plain(outcome.summary))}"
    for each in outcome.checks:
        yield from _check(each)
    if outcome.output and not outcome.checks:
        yield f"\n{indented(printed(outcome.output.rstrip()))}"
    for each in outcome.denied:
        yield indented(f"denied: {plain(each)}")


def _check(check: CheckResult) -> Iterator[str]:
    counts = "" if check.total is None else f", {check.passed} of {check.total}"
    verdict = click.style(f"{check.status.value}{counts}", fg=_CHECK_COLOURS.get(check.status, "yellow"))
    facts = "on the second try: flaky" if check.flaky else before_words(check)
    more = f"; {facts}" if facts else ""
    yield f"\n{indented(f'check `{plain(check.command)}`: {verdict} in {duration(check.seconds)}{more}')}"
    if check.status is not CheckStatus.PASSED and check.output:
        yield indented(indented(printed(check.output.rstrip())))


def _change(change: ChangeReady, number: int, settled: ChangeSettled | None) -> Iterator[str]:
    total = f"{count(len(change.files), 'file')}, +{change.added} -{change.removed}"
    yield f"\n{total} on {change.branch}; `farhand diff {number}` shows them"
    if change.risk is not None:
        yield indented(plain(risk_words(change.risk)))
    if settled is not None:
        yield indented(change_settled(settled))
    for each in change.files:
        counts = "binary" if each.added is None else f"+{each.added} -{each.removed}"
        yield indented(f"{each.status:<9} {counts:>10}  {plain(each.path)}")
