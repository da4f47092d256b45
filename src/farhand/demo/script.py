"""What the scripted model says next: steps, faults and scenarios, decided from the conversation alone.

A user text with `<<SCRIPT [step, …] SCRIPT>>` fixes the turns that follow it; else the first scenario whose pattern is
found in the newest user text does. A step is JSON:

    "text"                                            text, and the turn ends
    {"text": "…", "tool": "Bash", "input": {…}}       one tool call
    {"tools": [["Bash", {…}], ["Read", {…}]]}         several at once
    {"slow": 0.2, "text": "…"}                        streamed a word at a time, with this pause in seconds
    {"fail": 529, "times": 2, "then": step}           an HTTP error so many times, then `then`
    {"fail": 429, "reset": 7200, …}                   the limit of a plan, which begins anew in so many seconds
    {"drop": "headers" | "mid", "then": step}         the connection is cut before or within the answer
    {"hang": 20, "then": step}                        silence for so many seconds

`{cwd}` within a tool's input becomes the agent's working directory, `{file}` the newest file that came with a message.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_SCRIPT = re.compile(r"<<SCRIPT\s*(.*?)\s*SCRIPT>>", re.DOTALL)
_ADDED = re.compile(r"<system-reminder>.*?</system-reminder>|\[Request interrupted[^\]]*\]", re.DOTALL)
_DIRECTORY = re.compile(r"[Ww]orking directory: (.+)")
_FILES = re.compile(r"These files came with it:((?:\n- .+)+)")
FINISHED = "done"  # what a script says beyond its last step


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of a conversation: who, and the text in it.

    `tool_result` marks an answer to a tool call; after an interruption it holds the next prompt, too.
    """

    role: str
    text: str
    tool_result: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call that the model makes."""

    tool: str
    input: dict[str, Json]


@dataclass(frozen=True, slots=True)
class Say:
    """An answer: text, tool calls, and the pause between words."""

    text: str = ""
    calls: tuple[Call, ...] = ()
    slow_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Fail:
    """Answer with an HTTP error."""

    status: int
    message: str
    reset_s: float | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """Cut the connection: before the headers, or in the middle of `then`."""

    mid: bool
    then: Say


@dataclass(frozen=True, slots=True)
class Hang:
    """Stay silent."""

    seconds: float


Fault = Fail | Drop | Hang


@dataclass(frozen=True, slots=True)
class Scenario:
    """Steps for user texts in which `pattern` is found, of agents whose folder has `where` in its path."""

    pattern: str
    steps: Sequence[Json]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which script a conversation stands; `key` is the same each time this very step is asked for.

    `names` are what stands for something else within a tool's input.
    """

    step: Json
    key: str
    names: Mapping[str, str]


def find_place(turns: Sequence[Said], scenarios: Iterable[Scenario]) -> Place:
    """Return the step that a conversation has come to."""
    cwd = next((found[1].strip() for turn in turns if (found := _DIRECTORY.search(turn.text))), "")
    files = [found[1] for turn in turns if (found := _FILES.search(turn.text))]
    names = {"{cwd}": cwd, "{file}": files[-1].rpartition("\n- ")[2] if files else ""}
    there = tuple(each for each in scenarios if re.search(each.where, cwd))
    for at in range(len(turns) - 1, -1, -1):
        turn = turns[at]
        if turn.role != "user":
            continue
        steps = _steps_of(_ADDED.sub("", turn.text), there)
        if steps is None:
            continue
        taken = sum(1 for later in turns[at + 1 :] if later.role == "assistant")
        step = steps[taken] if taken < len(steps) else FINISHED
        return Place(step, f"{at}/{taken}/{json.dumps(steps)}", names)
    return Place("ok", "", names)


def read_step(place: Place, asked_before: int) -> Say | Fault:
    """Return what to do at a place that was asked for `asked_before` times already."""
    step, before = place.step, asked_before
    while isinstance(step, dict) and step.keys() & {"fail", "drop", "hang"}:
        times = _number(step, "times", 1)
        if before < times:
            return _fault(step, place.names)
        before -= int(times)
        step = step.get("then", "ok")
    return _say(step, place.names)


def _steps_of(text: str, scenarios: Sequence[Scenario]) -> Sequence[Json] | None:
    scripts = _SCRIPT.findall(text)
    if scripts:
        try:
            steps: Json = json.loads(scripts[-1])
        except ValueError as error:
            return [f"bad script: {error}"]
        return steps if isinstance(steps, list) else [steps]
    return next((each.steps for each in scenarios if re.search(each.pattern, text)), None)


def _fault(step: dict[str, Json], names: Mapping[str, str]) -> Fault:
    if "fail" in step:
        reset_s = _number(step, "reset", 0) if "reset" in step else None
        return Fail(int(_number(step, "fail", 500)), _text(step, "message") or "scripted failure", reset_s)
    if "hang" in step:
        return Hang(_number(step, "hang", 0))
    return Drop(step["drop"] == "mid", _say(step.get("then", "this is cut off in the middle"), names))


def _say(step: Json, names: Mapping[str, str]) -> Say:
    if isinstance(step, str):
        return Say(step)
    if not isinstance(step, dict):
        return Say(f"bad step: {json.dumps(step)}")
    calls: list[Call] = []
    several = step.get("tools")
    for each in several if isinstance(several, list) else []:
        match each:
            case [str(tool), dict(given)]:
                calls.append(Call(tool, _placed(given, names)))
            case _:
                return Say(f"bad step: {json.dumps(step)}")
    given = step.get("input")
    if tool := _text(step, "tool"):
        calls.append(Call(tool, _placed(given if isinstance(given, dict) else {}, names)))
    return Say(_text(step, "text"), tuple(calls), _number(step, "slow", 0))


def _placed(given: dict[str, Json], names: Mapping[str, str]) -> dict[str, Json]:
    return {key: _named(value, names) if isinstance(value, str) else value for key, value in given.items()}


def _named(text: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        text = text.replace(name, value)
    return text


def _number(step: dict[str, Json], name: str, otherwise: float) -> float:
    value = step.get(name)
    return value if isinstance(value, int | float) else otherwise


def _text(step: dict[str, Json], name: str) -> str:
    value = step.get(name)
    return value if isinstance(value, str) else ""
