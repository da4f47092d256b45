"""What looks like a key, found and masked in text that people see. Pure, and linear in the length of the text.

A key is known by the shape that its maker gave it, by the name it is assigned to, or because a variable of the
environment holds it. What is merely random stays readable: commits, UUIDs, hashes of lock files, images.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from farhand.printed import Printed
from farhand.saying import mapped

_SECRET_NAME = re.compile(r"(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)\Z", re.IGNORECASE)
_MIN_VALUE = 8  # a shorter value is likely a word that stands in many texts for something else
_SURE_VALUE = 16  # from here on a value is a key even if it is made of letters only
_MIN_BITS = 2.5  # bits of entropy for each character: below are words and counters
_MIN_SIGNS_OF_CHANCE = 3  # changes between letters and digits, and signs, in a bare word that is no name of code
_LONG_RUN = re.compile(r"[A-Za-z0-9]{24}")
_UNFINISHED = re.compile(r"[!-~]*\Z")

_SHAPES: tuple[tuple[str, str], ...] = (
    (
        "private key",
        r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END[A-Z0-9 ]{0,60}-----|\Z)",
    ),
    ("GitHub token", r"(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255})"),
    ("GitLab token", r"(?<![A-Za-z0-9])gl[a-z]{2,6}-[A-Za-z0-9_-]{20,300}"),
    ("AWS key", r"(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
    ("Slack token", r"(?<![A-Za-z0-9])xox[a-z]-[A-Za-z0-9-]{10,300}"),
    ("Google key", r"(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
    ("npm token", r"(?<![A-Za-z0-9])npm_[A-Za-z0-9]{30,255}"),
    ("Stripe key", r"(?<![A-Za-z0-9])[sr]k_(?:live|test)_[A-Za-z0-9]{16,255}"),
    ("API key", r"(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{20,400}"),
    ("JWT", r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,4096}\.[A-Za-z0-9_-]{8,8192}\.[A-Za-z0-9_-]{8,2048}"),
)
_NAMED: tuple[tuple[str, str], ...] = (
    ("password", r"://[^\s/:@'\"]{0,200}:(?P<url>[^\s/@'\"]{1,400})@"),
    ("token", r"\b(?i:bearer|authorization:\s{0,4}basic)\s{1,4}(?P<bearer>[A-Za-z0-9._~+/=-]{16,4096})"),
    (
        "secret",
        (
            r"(?i:password|passwd|passphrase|secret|(?<!publickey)token|api[_-]?key|access[_-]?key|private[_-]?key)"
            r"(?i:[_-]?(?:key|value|text|base64|v?[0-9]{1,2}))?[\"']?\s{0,4}(?::=|=>|[:=])\s{0,4}"
            r"(?P<quote>[\"'`]?)(?P<value>[A-Za-z0-9!#$%&*+./:=?@^_|~-]{8,512})"
        ),
    ),
)
_BY_SHAPE = "|".join(f"(?P<shape{number}>{shape})" for number, (_, shape) in enumerate(_SHAPES))
_SHAPED = re.compile(_BY_SHAPE)
_KEYS = re.compile("|".join([_BY_SHAPE] + [f"(?P<named{number}>{shape})" for number, (_, shape) in enumerate(_NAMED)]))
_VALUES = {"named0": "url", "named1": "bearer", "named2": "value"}
_WORDS = {
    **{f"shape{number}": words for number, (words, _) in enumerate(_SHAPES)},
    **{f"named{number}": words for number, (words, _) in enumerate(_NAMED)},
}


@dataclass(frozen=True, slots=True)
class Key:
    """Where in a text something looks like a key, and what kind of key."""

    start: int
    end: int
    kind: str


def find_keys(text: str) -> Iterator[Key]:
    """Yield what looks like a key, in order."""
    for found in _KEYS.finditer(text):
        name = found.lastgroup or ""
        start, end = found.span(_VALUES.get(name, 0))
        if _is_key(name, text[start:end], is_quoted=bool(found.group("quote"))):
            yield Key(start, end, _WORDS[name])
        elif name in _VALUES:  # not random enough for a secret, and yet perhaps a key by its shape
            yield from _find_shaped(text, start, end)


def _find_shaped(text: str, start: int, end: int) -> Iterator[Key]:
    for found in _SHAPED.finditer(text, start, end):
        name = found.lastgroup or ""
        if _is_key(name, found[0], is_quoted=False):
            yield Key(*found.span(), _WORDS[name])


def _is_key(name: str, value: str, *, is_quoted: bool) -> bool:
    match _WORDS[name]:
        case "API key":  # names of style classes begin like that, too
            has_digit, has_upper = _has(value, "0-9"), _has(value, "A-Z")
            return has_digit and (has_upper or _LONG_RUN.search(value) is not None)
        case "token":
            return _has(value, "0-9") and _bits(value) >= _MIN_BITS
        case "secret":
            return _is_random(value, is_quoted=is_quoted)
        case _:
            return True


def _is_random(value: str, *, is_quoted: bool) -> bool:
    is_place = "://" in value or value.startswith(("/", "./", "$"))
    if is_place or _bits(value) < _MIN_BITS or not (_has(value, "0-9") and _has(value, "A-Za-z")):
        return False
    if is_quoted:
        return True
    changes = len(re.findall(r"[A-Za-z](?=[0-9])|[0-9](?=[A-Za-z])|[^\w.]", value))
    return changes >= _MIN_SIGNS_OF_CHANCE


def _has(value: str, characters: str) -> bool:
    return re.search(f"[{characters}]", value) is not None


def _bits(value: str) -> float:
    counts = Counter(value)
    return -sum(count / len(value) * math.log2(count / len(value)) for count in counts.values())


@dataclass(frozen=True, slots=True)
class Masker:
    """Masks keys by their look, and the values that are known to be secret, longest first, by their names."""

    known: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def of(environment: Mapping[str, str]) -> "Masker":
        """Return a masker that knows the secrets of an environment, by the names of its variables."""
        found = {value: name for name, value in environment.items() if _SECRET_NAME.search(name) and _is_secret(value)}
        return Masker(tuple(sorted(found.items(), key=lambda each: (-len(each[0]), each))))

    def mask(self, text: str) -> str:
        """Return a text with every key replaced by what it is, also where colours stand within it."""
        return mapped(text, self._mask)

    def _mask(self, text: str) -> str:
        as_it_is = self._masked(Printed(text))
        return self._masked(Printed.read(as_it_is.text)).write()

    def _masked(self, printed: Printed) -> Printed:
        for value, name in self.known:
            found = re.finditer(re.escape(value), printed.text)
            printed = printed.replaced((*each.span(), f"[{name} masked]") for each in found)
        return printed.replaced((key.start, key.end, f"[{key.kind} masked]") for key in find_keys(printed.text))

    def mask_unfinished(self, text: str) -> str:
        """Return what may be shown of a text that goes on: its last word may be the beginning of a key."""
        printed = Printed.read(text)
        words = _UNFINISHED.sub("", printed.text, count=1)
        return self.mask(printed.replaced([(len(words), len(printed.text), "")]).write())


def _is_secret(value: str) -> bool:
    if len(value) < _MIN_VALUE or value.startswith(("/", "~")):
        return False
    return len(value) >= _SURE_VALUE or _has(value, "0-9")
