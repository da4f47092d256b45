"""A run's events as people may see them: what looks like a key is masked in every text."""

from typing import assert_never

from farhand.masking import Masker
from farhand.printed import ending
from farhand.runner.showing import SHOWN_CHARS
from farhand.runner.steps import MAX_DETAIL, MAX_TITLE
from farhand.runs.protocol import (
    AgentEnded,
    AnswerAsked,
    AnswersTaken,
    ChangeMade,
    CheckEndedInRun,
    CheckStarted,
    Choice,
    Ended,
    FileMade,
    FromRunner,
    LeaveAsked,
    Printing,
    RepairBegan,
    SessionOpened,
    SpentSoFar,
    Started,
    StepTaken,
    StuckOver,
    StuckSeen,
    Withdrawn,
    WorkspaceReady,
    Writing,
)
from farhand.wire.permissions import Reach
from farhand.wire.run_events import CheckResult

Change = dict[str, object]


def masked(event: FromRunner, masker: Masker) -> FromRunner:
    """Return an event without keys in its texts; the hash in a request for leave stays that of the true action."""
    return event.model_copy(update=_texts(event, masker))


def _texts(event: FromRunner, masker: Masker) -> Change:  # noqa: C901, PLR0911  # one case for each event
    mask = masker.mask
    match event:
        case StepTaken(title=title, detail=detail):
            return {"title": _cut(title, MAX_TITLE, masker), "detail": _cut(detail, MAX_DETAIL, masker)}
        case Writing(text=text):
            return {"text": masker.mask_unfinished(text)}
        case Printing(text=text):
            return {"text": ending(masker.mask_unfinished(text), SHOWN_CHARS)}
        case LeaveAsked(title=title, exact=exact, why=why, rules=rules, reach=reach):
            shown_whole = tuple(rule for rule in rules if mask(rule.value) == rule.value)
            texts = {"title": mask(title), "exact": mask(exact), "why": mask(why)}
            return {**texts, "rules": shown_whole, "reach": reach and _reach(reach, masker)}
        case AnswerAsked(text=text, options=options):
            shown = tuple(Choice(label=mask(each.label), detail=mask(each.detail)) for each in options)
            return {"text": mask(text), "options": shown}
        case AgentEnded(summary=summary, detail=detail, denied=denied):
            return {"summary": mask(summary), "detail": mask(detail), "denied": tuple(map(mask, denied))}
        case CheckStarted(command=command):
            return {"command": mask(command)}
        case CheckEndedInRun(check=check):
            return {"check": _check(check, masker)}
        case RepairBegan(words=words) | StuckSeen(words=words):
            return {"words": mask(words)}
        case Ended():
            return {
                "headline": mask(event.headline),
                "summary": mask(event.summary),
                "hint": None if event.hint is None else mask(event.hint),
                "checks": tuple(_check(each, masker) for each in event.checks),
                "denied": tuple(map(mask, event.denied)),
                "output": mask(event.output),
            }
        case (
            Started()
            | WorkspaceReady()
            | SessionOpened()
            | SpentSoFar()
            | AnswersTaken()
            | Withdrawn()
            | ChangeMade()
            | FileMade()
            | StuckOver()
        ):
            return {}
        case _:
            assert_never(event)


def _cut(text: str, limit: int, masker: Masker) -> str:
    """Mask a text that, at its limit, was cut off: perhaps in the middle of a key."""
    return masker.mask(text) if len(text) < limit else masker.mask_unfinished(text)


def _reach(reach: Reach, masker: Masker) -> Reach:
    reads, writes, network = (
        each if each is None else tuple(map(masker.mask, each)) for each in (reach.reads, reach.writes, reach.network)
    )
    return reach.model_copy(update={"reads": reads, "writes": writes, "network": network})


def _check(check: CheckResult, masker: Masker) -> CheckResult:
    return check.model_copy(update={"command": masker.mask(check.command), "output": masker.mask(check.output)})
