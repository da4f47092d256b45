"""How clear a text is: does it say what is meant, where, and how it is known to be done? Pure.

`web/src/lib/clarity.ts` is its port, for the hint beside what is being written; both run `tests/vectors/clarity.json`.
"""

import re
from collections.abc import Sequence
from typing import Literal

from farhand.routing.route import COMMAND_MARK
from farhand.wire.task_events import Ticket

Aspect = Literal["what", "where", "verify"]

GENERIC = frozenset({
    "a", "also", "an", "and", "any", "again", "all", "as", "asap", "at", "be", "bit", "could", "for", "from", "go",
    "hello", "help", "hey", "hi", "i", "in", "is", "isn't", "it", "its", "just", "like", "me", "my", "no", "not",
    "now", "of", "ok", "okay", "on", "or", "please", "pls", "should", "some", "thank", "thanks", "that", "the",
    "them", "there", "these", "they", "this", "those", "to", "today", "up", "us", "we", "well", "what", "with", "yes",
    "you", "your", "add", "adjust", "break", "broke", "broken", "change", "check", "clean", "do", "does", "doesn't",
    "don't", "done", "edit", "fail", "failing", "fails", "finish", "fix", "fixed", "handle", "improve", "make",
    "mend", "need", "needs", "repair", "stop", "test", "tidy", "try", "update", "want", "work", "working", "works",
    "better", "faster", "good", "new", "nice", "wrong", "app", "application", "bug", "bugs", "code", "crash",
    "crashes", "error", "errors", "everything", "feature", "file", "files", "issue", "issues", "problem", "problems",
    "project", "repo", "repository", "something", "stuff", "task", "thing", "things",
    "alles", "auch", "auf", "aufräumen", "behebe", "beheben", "besser", "bitte", "da", "das", "dem", "den", "der",
    "die", "dies", "diese", "diesen", "dieses", "ding", "dinge", "ein", "eine", "einen", "einmal", "es", "etwas",
    "fehler", "fertig", "funktioniert", "geht", "hallo", "hilfe", "hier", "ist", "ja", "jetzt", "kaputt",
    "korrigiere", "mach", "mache", "machen", "mal", "mehr", "nicht", "noch", "nochmal", "nun", "projekt", "repariere",
    "reparieren", "sache", "sachen", "schneller", "sind", "tu", "tue", "und", "verbessere", "verbessern", "weiter",
    "wieder", "ändere", "ändern", "datei", "dateien", "räum", "mir", "mich",
})  # fmt: skip
"""Words that name nothing, English and German: a text of these alone says too little to begin with."""

_EDGES = ".,;:!?…\"'`()[]{}<>*#-–—"  # noqa: RUF001  # a dash is one
_QUESTION = re.compile(
    r"^(?:what|why|how|where|which|who|tell me|explain|show me"
    r"|was|warum|wie|wo|welche[nrs]?|wer|erkläre?|sage? mir|zeige? mir)\b",
    re.ASCII,
)
_PLACE = re.compile(
    r"`[^`\n]+`|\"[^\"\n]+\"|“[^”\n]+”|„[^“\n]+“"  # quoted
    r"|https?://|(?:^|\s)[~.]{0,2}/[\w.-]"  # an address, a path or a route
    r"|\w[\w-]*/[\w.-]*\w|\w\.[a-z]{1,5}\b(?!\.)"  # a path within the project, a file, a dotted name
    r"|\w_\w|[a-z][A-Z]|\w\(\)"  # a name as code spells it
    r"|(?:^|\s)#\d",
    re.ASCII,
)
_PROOF = re.compile(
    r"\b(?:should|shall|must|so that|expect(?:s|ed)?|instead of|rather than|return(?:s|ed)?|tests?|until|(?:in)?valid"
    r"|verif(?:y|ies|ied)|checks?|pass(?:es)?|raise[sd]?|at (?:least|most)|no longer"
    r"|soll(?:te|en)?|muss|müssen|damit|sodass|statt|erwartet|prüf(?:e|en|t)|höchstens|mindestens|nicht mehr)\b",
    re.ASCII,
)
_VERIFY_LINE = re.compile(r"^[ \t]*(?:[-*][ \t]+)?(?:verify|checks?)(?:[ \t]+only)?[ \t]*:", re.MULTILINE)


def missing_from(text: str, ticket: Ticket | None = None) -> tuple[Aspect, ...]:
    """Return what a text leaves open; nothing where it is a command, or a question, which only asks to be answered."""
    given = ticket or Ticket()
    plain = text.strip()
    lower = plain.lower()
    if plain.startswith(COMMAND_MARK) or plain.endswith("?") or _QUESTION.match(lower):
        return ()
    if _names_nothing(f"{plain} {given.where} {given.verify}"):
        return ("what", "where", "verify")
    missing: list[Aspect] = []
    if not given.where.strip() and not _PLACE.search(plain):
        missing.append("where")
    if not given.verify.strip() and not _PROOF.search(lower) and not _VERIFY_LINE.search(lower):
        missing.append("verify")
    return tuple(missing)


def clarity_hint(text: str, ticket: Ticket | None, checks: Sequence[str]) -> str | None:
    """Return what would make a message clearer, in words: `where, and how is it verified?`; `checks` came beside it."""
    missing = missing_from(text, ticket)
    asked = (
        *(("where",) if "where" in missing else ()),
        *(("how is it verified",) if "verify" in missing and not checks else ()),
    )
    return f"could be clearer: {', and '.join(asked)}?" if asked else None


def is_vague(text: str, ticket: Ticket | None = None) -> bool:
    """Return whether a text says too little to begin with."""
    return "what" in missing_from(text, ticket)


def clarified(text: str, words: str) -> str:
    """Return a text that said too little with what a person says it is about."""
    first, *more = text.strip().splitlines()
    said = first.rstrip(f"{_EDGES} ")
    return "\n".join((f"{said}: {words}" if said else words, *more))


def _names_nothing(text: str) -> bool:
    return all(word in GENERIC for each in text.lower().split() if (word := each.strip(_EDGES)))
