"""From a task's text to how much it asks for, by points that can be read back in words. Pure."""

import re
from dataclasses import dataclass

from farhand.wire.task_events import Complexity, Estimate

RULE = 1
"""Raised with every change of the rule: what was estimated before keeps its estimate and this number."""

MEDIUM_FROM, COMPLEX_FROM = 2, 4
LONG_WORDS, VERY_LONG_WORDS = 40, 120  # of prose; what is pasted below it is evidence, not work
MANY_FILES = 3

_PASTED = re.compile(r"```.*?(```|\Z)|^(?:>>>|\$ |\s{4,}\S).*?$|^Traceback .*\Z", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"(?<![\w/])(?:[\w.-]+/)*[\w-]+\.[a-z]{1,4}\b")
_ASK = re.compile(
    r"^\s*(?:[-*•]|\d+[.)])\s+|[,;.]\s+(?:and\s+)?then\b|\band (?:then|also)\b|\balso\b|,\s+and an?\b",
    re.IGNORECASE | re.MULTILINE,
)
_OPENING = re.compile(r"^\s*(?:[-*•]|\d+[.)]|also\b|then\b)\s*", re.IGNORECASE)
_WIDE = re.compile(
    r"\b(refactor|migrat|rewrit|redesign|rework|restructur|architect|concurren|race condition|deadlock|"
    r"thread.?saf|backwards? compatib|performance|optimi[sz]|securit|authenticat|authoris|authoriz|"
    r"every (?:file|module|endpoint|caller|place)|all (?:files|modules|endpoints|callers|places)|across|everywhere)",
    re.IGNORECASE,
)
_NARROW = re.compile(
    r"\b(typo|spelling|misspel|wording|comment|docstring|readme|changelog|rename|bump|version number|"
    r"log message|label|colou?r|whitespace|formatting|unused import)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Sign:
    points: int
    words: str


def estimate(text: str) -> Estimate:
    """Return the complexity of a task by what its text asks for, how long it is and what it names."""
    prose = _PASTED.sub(" ", text)
    signs = [sign for sign in (_length(prose), _asks(prose), _files(prose), _wide(prose), _narrow(prose)) if sign]
    points = sum(sign.points for sign in signs)
    if points >= COMPLEX_FROM:
        complexity = Complexity.COMPLEX
    else:
        complexity = Complexity.MEDIUM if points >= MEDIUM_FROM else Complexity.SIMPLE
    return Estimate(complexity=complexity, words=", ".join(sign.words for sign in signs) or "one short ask", rule=RULE)


def _length(prose: str) -> _Sign | None:
    words = len(prose.split())
    if words < LONG_WORDS:
        return None
    return _Sign(2 if words >= VERY_LONG_WORDS else 1, f"{words} words")


def _asks(prose: str) -> _Sign | None:
    asks = 1 + len(_ASK.findall(_OPENING.sub("", prose)))
    return _Sign(min(asks - 1, 3), f"{asks} asks") if asks > 1 else None


def _files(prose: str) -> _Sign | None:
    files = len(set(_FILE.findall(prose)))
    if files <= 1:
        return None
    return _Sign(2 if files >= MANY_FILES else 1, f"names {files} files")


def _wide(prose: str) -> _Sign | None:
    found = {each.lower() for each in _WIDE.findall(prose)}
    return _Sign(2 * len(found), f"reaches far (`{min(found)}…`)") if found else None


def _narrow(prose: str) -> _Sign | None:
    found = _NARROW.search(prose)
    return _Sign(-1, f"small by its kind (`{found[1].lower()}`)") if found else None
