"""From a message to its tasks, and from each to its steps: work, a check as a gate, a fix of what fails there. Pure.

A text is split only where it clearly says so: a list under `Tasks:` or `Steps:`, or words such as `…, then run the
tests, then fix what fails`. `then` alone is prose: the agent reads it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from farhand.errors import UsageError
from farhand.routing.route import COMMAND_MARK
from farhand.routing.ticket import is_command
from farhand.wire.task_events import OnFailure, StepRole

CHECKS_TITLE = "Run the checks"
MAX_GATE = 120  # characters: a gate is a phrase, and what is longer is prose

_I = re.IGNORECASE
_HEADING = re.compile(r"\s*(?:#+[ \t]*)?(tasks|to-?do|steps)[ \t]*:?[ \t]*(?:\n|$)", _I)
_ITEM = re.compile(r"^(?:[-*•]|\d{1,3}[.)])[ \t]+(?:\[ \][ \t]+)?(?=\S)", re.MULTILINE)
_THEN = re.compile(r"[,;.!]?\s+(?:and\s+)?(?:then|after(?:wards| that)|finally)\b,?\s+", _I)
_BREAK = re.compile(r"[,;.!]\s+(?:and\s+)?|\s+and\s+", _I)
_TESTS = (
    r"(?:(?:unit|integration|whole|full|entire|complete|existing|automated)\s+)*(?:tests?(?:\s*suites?)?|specs|checks)"
)
_THE = r"(?:all\s+)?(?:of\s+)?(?:(?:the|your|our|my|its|this project's|the project's)\s+)?"
_CHECKS = re.compile(
    rf"(?:re-?)?run\s+{_THE}{_TESTS}(?:\s+again|\s+once more)?"
    rf"|(?:make\s+sure|check|verify|ensure)\s+(?:that\s+)?{_THE}{_TESTS}\s+(?:still\s+)?pass(?:es)?",
    _I,
)
_RUN = re.compile(
    r"(?:(?:re-?)?run|execute|verify\s+(?:it\s+)?with|check\s+(?:it\s+)?with)\s+(?:`([^`]+)`|([^`,;]+))", _I
)
_FAILS = r"(?:still\s+)?(?:fails?|failed|breaks?|broke|is\s+(?:failing|broken)|do(?:es)?(?:n't|\s+not)\s+pass)"
_FIX = re.compile(
    rf"(?:fix|mend|repair)\s+(?:(?:what(?:ever)?|anything|everything)\s+(?:that\s+)?{_FAILS}"
    r"|(?:any|all|the)\s+(?:of\s+the\s+)?(?:new\s+|remaining\s+)?(?:(?:test\s+)?failures?|(?:failing|failed|broken)\s+tests?)"
    r"|it|them|those)",
    _I,
)
_IF = re.compile(
    rf"if\s+(?:it|they|that|this|one|any|some|something|anything|(?:the\s+|any\s+|some\s+)?(?:tests?|checks?))"
    rf"(?:\s+of\s+(?:it|them))?\s+{_FAILS},?\s+(?:then\s+)?",
    _I,
)
_BRANCH = re.compile(rf"(?:if\b.*\b{_FAILS}\b|otherwise\b|else\b|unless\b)", _I)
_STOP = re.compile(r"stop(?:\s+(?:there|here))?", _I)
_REVERT = re.compile(
    r"(?:revert|undo|discard|roll\s*back)(?:\s+(?:it|that|them|everything|(?:the|all|your)\s+changes?))?", _I
)
_ASK = re.compile(r"ask(?:\s+me)?(?:\s+(?:first|what\s+to\s+do))?", _I)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a task. `commands` are the checks that a `verify` names; none means those of the project."""

    role: StepRole
    text: str
    commands: tuple[str, ...] = ()
    on_failure: OnFailure = "stop"


def tasks_in(text: str) -> tuple[str, ...]:
    """Return the tasks of a message: the items of a list that is all of it under `Tasks:`, else the text itself."""
    return _items(text, {"tasks", "todo", "to-do"}) or (text.strip(),)


def to_list(text: str) -> str:
    """Return a message that is the list of the tasks in a text: its items, or its lines where it has none."""
    heading = _HEADING.match(text)
    rest = text[heading.end() :] if heading else text
    if not _ITEM.match(rest.strip()):
        rest = "\n".join(f"- {line.strip()}" for line in rest.splitlines() if line.strip())
    return f"Tasks:\n{rest.strip()}\n"


def steps_in(text: str, then: Sequence[str] = ()) -> tuple[Step, ...]:
    """Return the steps of one task: those that are given one by one, or those that its text clearly tells apart.

    A task that is one piece of work is one step. Raises UsageError for a branch that is none of those there are.
    """
    listed = (text.strip(), *(each.strip() for each in then)) if then else _items(text, {"steps"})
    for each in listed:
        if _is_unknown_branch(each):
            raise UsageError(
                f"`{each}` is no branch that is known", hint="`if it fails`: stop, revert, ask me or fix it"
            )
    clauses = listed or _clauses(text.strip())
    steps = tuple(_joined(clauses))
    if len(steps) < 2 or any(map(_is_unknown_branch, clauses)):  # noqa: PLR2004  # one step is no plan
        return (Step("work", text.strip()),)
    return steps


def _items(text: str, headings: set[str]) -> tuple[str, ...]:
    heading = _HEADING.match(text)
    if heading is None or heading[1].casefold() not in headings:
        return ()
    rest = text[heading.end() :].strip("\n")
    starts = [match.start() for match in _ITEM.finditer(rest)]
    if not starts or starts[0] != 0:  # words before a list make a text of it
        return ()
    pieces = (rest[start:end] for start, end in zip(starts, [*starts[1:], len(rest)], strict=True))
    items = tuple(_ITEM.sub("", piece, count=1).strip() for piece in pieces)
    return () if any(_has_unindented_line(each) for each in items) else items


def _has_unindented_line(item: str) -> bool:
    return any(line.strip() and not line[0].isspace() for line in item.splitlines()[1:])


def _clauses(text: str) -> tuple[str, ...]:
    """Return a text cut before its first gate behind `then`, and behind that at each further gate or `then`."""
    if "```" in text:
        return (text,)
    begin = next((cut for cut in _THEN.finditer(text) if _is_gate(_head(text[cut.end() :]))), None)
    if begin is not None:
        return (text[: begin.start()], *_rest(text[begin.end() :]))
    found = tuple(_rest(text)) if _is_gate(_head(text)) else ()
    return found if len(found) > 1 and _FIX.fullmatch(found[1]) else (text,)


def _rest(text: str) -> Iterator[str]:
    while text:
        clause = _head(text)
        if not _is_gate(clause):
            following = next((cut for cut in _THEN.finditer(text) if _is_gate(_head(text[cut.end() :]))), None)
            yield text[: following.start()] if following else text
            text = text[following.end() :] if following else ""
            continue
        yield clause
        text = text[len(clause) :]
        cut = _THEN.match(text) or _BREAK.match(text)
        text = text[cut.end() :] if cut else text.lstrip(" .!\n")


def _head(text: str) -> str:
    """Return the longest gate that a text begins with and that ends where a clause can, else nothing."""
    ends = [match.start() for match in re.finditer(r"[,;.!]?(?:\s|$)", text)]
    gates = (text[:end] for end in reversed(ends) if end <= MAX_GATE)
    return next((each for each in gates if _is_gate(each) and _ends_here(text, len(each))), "")


def _ends_here(text: str, end: int) -> bool:
    rest = text[end:]
    return not rest.strip(" .!\n") or _THEN.match(rest) is not None or _BREAK.match(rest) is not None


def _is_gate(clause: str) -> bool:
    return bool(clause) and (
        _verify(clause) is not None or _FIX.fullmatch(clause) is not None or _if(clause) is not None
    )


def _verify(clause: str) -> Step | None:
    if _CHECKS.fullmatch(clause):
        return Step("verify", CHECKS_TITLE)
    command = clause.removeprefix(COMMAND_MARK).strip() if clause.startswith(COMMAND_MARK) else None
    if command is None and (match := _RUN.fullmatch(clause)) and (match[1] or is_command(match[2])):
        command = match[1] or match[2].removesuffix(".")
    return Step("verify", f"Run {command.strip()}", (command.strip(),)) if command else None


def _if(clause: str) -> OnFailure | Step | None:
    """Return what a clause says is to happen `if it fails`."""
    match = _IF.match(clause)
    if match is None:
        return None
    action = clause[match.end() :]
    if _FIX.fullmatch(action):
        return Step("fix", action)
    branches: tuple[tuple[re.Pattern[str], OnFailure], ...] = ((_STOP, "stop"), (_REVERT, "revert"), (_ASK, "ask"))
    return next((branch for pattern, branch in branches if pattern.fullmatch(action)), None)


def _is_unknown_branch(clause: str) -> bool:
    return _BRANCH.match(clause) is not None and _if(clause) is None


def _joined(clauses: Sequence[str]) -> Iterator[Step]:
    """Yield the steps that clauses are: a branch belongs to the step before it, a fix comes only after a check."""
    last: Step | None = None
    for clause in clauses:
        branch = _if(clause)
        if isinstance(branch, str) and last is not None:
            last = replace(last, on_failure=branch)
            continue
        step = branch if isinstance(branch, Step) else _verify(clause) or Step("work", clause)
        if last is not None and last.role == "verify" and _FIX.fullmatch(clause.strip(" .!")):
            step = Step("fix", clause)
        if step.role == "fix" and (last is None or last.role != "verify"):
            step = Step("work", clause)
        if last is not None:
            yield last
        last = step
    if last is not None:
        yield last
