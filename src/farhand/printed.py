"""What a program printed for a terminal, as a terminal would leave it: text and its colours. Pure.

A colour is a sequence `ESC [ … m` (SGR). In a settled text each line begins and ends without one, so that it can be cut
at any line. What moves the cursor or erases is carried out; whatever else steers a terminal is left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Self

CUT = "…\n"  # stands where the beginning of an output was left out
_WIDEST = 1000  # columns that a jump may leave empty: no screen is wider
_LONGEST_COLOUR = 64  # characters, with every mark and two colours

_SEQUENCE = (
    r"\x1b\[[0-?]*[ -/]*(?:[@-~]|\Z)"  # moves, erases, colours
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\|\Z)?"  # titles, links and other strings
    r"|\x1b[ -/]*(?:[0-~]|\Z)"
)
_ESCAPE = re.compile(rf"{_SEQUENCE}|\x1b")
_COLOUR = re.compile(r"\x1b\[[0-9;:]*m")
_STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_TOKEN = re.compile(rf"(?P<text>[^\x00-\x08\x0a-\x1f\x7f-\x9f]+)|(?P<move>[\n\r\b])|(?P<escape>{_SEQUENCE})")
_COMMAND = re.compile(r"\x1b\[([0-9;:]*)([@-~])")

_MARKS = {1: "1", 2: "2", 3: "3", 4: "4", 7: "7", 9: "9"}  # bold, dim, italic, underlined, inverse, struck through
_SIDES = {
    **dict.fromkeys((*range(30, 38), *range(90, 98)), "foreground"),
    **dict.fromkeys((*range(40, 48), *range(100, 108)), "background"),
}
_WIDE_SIDES = {38: "foreground", 48: "background"}
_ENDS = {22: ("1", "2"), 23: ("3",), 24: ("4",), 27: ("7",), 29: ("9",), 39: ("foreground",), 49: ("background",)}
_PICTURES = {**{code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"}, 0x7F: 0x2421}
_CHANNELS = {5: 1, 2: 3}  # numbers that follow: one of 256, or red, green and blue

Cell = tuple[str, str]
"""Some characters, and the codes of their colours."""


def without_escapes(printed: str) -> str:
    """Return a text without its colours and whatever else steers a terminal."""
    return _ESCAPE.sub("", printed)


def spelled(text: str) -> str:
    """Return a text in which nothing steers a terminal: what would is a picture of itself, such as `␛`."""
    return text.translate(_PICTURES)


def ending(printed: str, limit: int, *, is_cut: bool = False) -> str:
    """Return the end of a settled text, by whole lines where there are any, marked where something is left out."""
    if len(printed) <= limit and not is_cut:
        return printed
    begin = max(0, len(printed) + len(CUT) - limit)
    kept = printed[_outside_escape(printed, begin) :]
    line = kept.find("\n") + 1 if begin else 0
    return CUT + (kept[line:] or kept)


def _outside_escape(printed: str, place: int) -> int:
    for found in _ESCAPE.finditer(printed, max(0, place - _LONGEST_COLOUR)):
        if found.end() > place:
            return found.end() if found.start() < place else place
    return place


@dataclass(frozen=True, slots=True)
class Printed:
    """A text apart from its colours, each of which knows how much of the text stands before it."""

    text: str
    colours: tuple[tuple[int, str], ...] = ()

    @classmethod
    def read(cls, raw: str) -> Self:
        """Take text and colours apart."""
        parts: list[str] = []
        colours: list[tuple[int, str]] = []
        at = length = 0
        for found in _COLOUR.finditer(raw):
            parts.append(raw[at : found.start()])
            length += len(parts[-1])
            colours.append((length, found[0]))
            at = found.end()
        return cls("".join((*parts, raw[at:])), tuple(colours))

    def write(self) -> str:
        """Put them together again."""
        places = (0, *(place for place, _ in self.colours), len(self.text))
        texts = (self.text[begin:end] for begin, end in pairwise(places))
        colours = (*(colour for _, colour in self.colours), "")
        return "".join(text + colour for text, colour in zip(texts, colours, strict=True))

    def replaced(self, spans: Iterable[tuple[int, int, str]]) -> Self:
        """Put words in the place of parts of the text, in order; the colours of such a part follow its words."""
        parts: list[str] = []
        moves: list[tuple[int, int, int]] = []
        at = length = 0
        for begin, end, words in spans:
            parts += (self.text[at:begin], words)
            length += begin - at + len(words)
            moves.append((begin, end, length))
            at = end
        colours = tuple((_moved(place, moves), colour) for place, colour in self.colours)
        return replace(self, text="".join((*parts, self.text[at:])), colours=colours)


def _moved(place: int, moves: list[tuple[int, int, int]]) -> int:
    for begin, end, now in reversed(moves):
        if place > begin:
            return now + max(0, place - end)
    return place


def settle(printed: str) -> str:
    """Return what a terminal shows after all of this was printed."""
    if _STEERS.search(printed) is None:
        return printed
    screen = _Screen()
    for token in _TOKEN.finditer(printed):
        match token.lastgroup:
            case "text":
                screen.write(token[0])
            case "move":
                screen.move(token[0])
            case _:
                if command := _COMMAND.fullmatch(token[0]):
                    screen.command(command[2], command[1])
    return "\n".join(line.to_text() for line in screen.lines)


@dataclass(slots=True)
class _Line:
    """Mostly written once, and kept as it came; apart are its characters once something is written over."""

    width: int = 0
    _cells: list[Cell] = field(default_factory=list[Cell])
    _is_apart: bool = False

    def write(self, column: int, text: str, codes: str) -> None:
        """Put text at a column, over what stands there."""
        self._append(" " * (column - self.width), "")
        end = column + len(text)
        if column < self.width:
            self._apart()[column:end] = [(character, codes) for character in text]
            self.width = max(self.width, end)
        else:
            self._append(text, codes)

    def erase_behind(self, column: int) -> None:
        """Let go of what stands from a column on."""
        if column < self.width:
            del self._apart()[column:]
            self.width = column

    def blank_before(self, column: int) -> None:
        """Leave nothing but spaces before a column."""
        end = min(column, self.width)
        self._apart()[:end] = [(" ", "")] * end

    def to_text(self) -> str:
        """Return what stands in it, with its colours."""
        parts: list[str] = []
        for codes, cells in groupby(self._cells, key=itemgetter(1)):
            text = "".join(characters for characters, _ in cells)
            parts.append(f"\x1b[{codes}m{text}\x1b[0m" if codes else text)
        return "".join(parts)

    def _append(self, text: str, codes: str) -> None:
        if text:
            self._cells += [(character, codes) for character in text] if self._is_apart else [(text, codes)]
            self.width += len(text)

    def _apart(self) -> list[Cell]:
        if not self._is_apart:
            self._cells = [(character, codes) for text, codes in self._cells for character in text]
            self._is_apart = True
        return self._cells


@dataclass(slots=True)
class _Screen:
    """As high as what is printed, and as wide."""

    lines: list[_Line] = field(default_factory=lambda: [_Line()])
    _row: int = 0
    _column: int = 0
    _style: dict[str, str] = field(default_factory=dict[str, str])
    _codes: str = ""

    def write(self, text: str) -> None:
        """Put text where the cursor is, over what stands there."""
        self.lines[self._row].write(self._column, text, self._codes)
        self._column += len(text)

    def move(self, character: str) -> None:
        """Obey a line feed, a carriage return or a backspace."""
        match character:
            case "\n":
                self._row += 1
                self._column = 0
                if self._row == len(self.lines):
                    self.lines.append(_Line())
            case "\r":
                self._column = 0
            case _:
                self._column = max(0, self._column - 1)

    def command(self, name: str, parameters: str) -> None:
        """Obey what moves the cursor, erases or colours."""
        given = next(_codes(parameters))
        count = max(1, given)
        match name:
            case "m":
                self._style = _styled(self._style, parameters)
                self._codes = ";".join(self._style[side] for side in sorted(self._style))
            case "A" | "F":
                self._go(self._row - count, 0 if name == "F" else self._column)
            case "B" | "E":
                self._go(self._row + count, 0 if name == "E" else self._column)
            case "C":
                self._go(self._row, self._column + count)
            case "D":
                self._go(self._row, self._column - count)
            case "G":
                self._go(self._row, count - 1)
            case "K":
                self._erase_line(given)
            case "J" if given == 0:
                self._erase_line(0)
                del self.lines[self._row + 1 :]
            case "J" | "H":  # a screen begun anew: what was there stays above, as in a terminal that scrolls back
                self._begin_anew()
            case _:
                pass

    def _go(self, row: int, column: int) -> None:
        self._row = min(max(0, row), len(self.lines) - 1)
        self._column = min(max(0, column), max(_WIDEST, self._column))

    def _erase_line(self, part: int) -> None:
        line = self.lines[self._row]
        if part != 1:
            line.erase_behind(self._column)
        if part != 0:
            line.blank_before(self._column)

    def _begin_anew(self) -> None:
        self._go(len(self.lines) - 1, 0)
        if self.lines[-1].width:
            self.move("\n")


def _styled(style: dict[str, str], parameters: str) -> dict[str, str]:
    now = dict(style)
    codes = _codes(parameters)
    for code in codes:
        if code == 0:
            now.clear()
        elif code in _MARKS:
            now[_MARKS[code]] = _MARKS[code]
        elif code in _SIDES:
            now[_SIDES[code]] = str(code)
        elif code in _WIDE_SIDES:
            mode = next(codes, 0)
            values = [next(codes, 0) for _ in range(_CHANNELS.get(mode, 0))]
            now[_WIDE_SIDES[code]] = ";".join(map(str, (code, mode, *values)))
        for side in _ENDS.get(code, ()):
            now.pop(side, None)
    return now


def _codes(parameters: str) -> Iterator[int]:
    for part in parameters.split(";"):
        code, *further = part.split(":")
        yield int(code or 0)
        if code in {"38", "48"}:
            yield from (int(each) for each in further if each)
