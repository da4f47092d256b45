"""What the format of a cell consists of; one that is not understood has no sections."""

import re
from functools import cache

Token = tuple[str, str]
Section = tuple[Token, ...]

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)" | \\(?P<escaped>.)
    | [_*](?P<space>.)
    | \[(?P<elapsed>h+|m+|s+)\]
    | \[\$(?P<symbol>[^\]-]*)(?:-(?P<locale>[\w-]*))?\]
    | \[(?P<colour>black|blue|cyan|green|magenta|red|white|yellow|color\s?\d+)\]
    | (?P<half>am/pm|a/p)
    | (?P<general>general)
    | (?P<digits>[#0?][#0?,]*(?:\.[#0?]*)?,*|\.[#0?]+)
    | (?P<moment>y+|m+|d+|h+|s+)
    | (?P<percent>%) | (?P<text>@) | (?P<end>;)
    | (?P<sign>[^a-z"\\\[\]])
    """,
    re.VERBOSE | re.IGNORECASE,
)


@cache
def sections_of(cell_format: str) -> tuple[Section, ...]:
    """Return what a format says of values above zero, below, and at it, as far as each is told apart."""
    sections, at = [list[Token]()], 0
    while at < len(cell_format):
        if (match := _TOKEN.match(cell_format, at)) is None:
            return ()
        at = match.end()
        match match.lastgroup:
            case "end":
                sections.append([])
            case "quoted" | "escaped" | "sign" as kind:
                sections[-1].append(("words", match[kind]))
            case "symbol" | "locale":
                sections[-1] += [("words", match["symbol"]), ("locale", match["locale"] or "")]
            case "space" | "colour" | None:
                pass
            case kind:
                sections[-1].append((kind, match[kind].lower()))
    return tuple(map(tuple, sections))
