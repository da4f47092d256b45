"""Numbers as the formats of their cells write them: digits, thousands, percent, currencies."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal

from farhand.previews.cell_formats import Section, sections_of

PLAIN = ".12g"  # what a spreadsheet shows of a number without a format
_TOO_LARGE = 1e15  # has more digits than a sheet keeps
_MOST_DECIMALS = 30
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_KNOWN = {"words", "locale", "percent", "digits", "general"}


def written(value: float, cell_format: str) -> str | None:
    """Return a number as its sheet shows it; None where its format is not understood."""
    sections = sections_of(cell_format)
    if not sections or not math.isfinite(value) or abs(value) >= _TOO_LARGE:
        return None
    match value, sections[:3]:
        case 0, (_, _, section):
            return _written(value, section)
        case _, (_, section, *_) if value < 0:
            return _written(-value, section)
        case _:
            text = _written(abs(value), sections[0])
            return f"-{text}" if text and value < 0 else text


def _written(size: float, section: Section) -> str | None:
    kinds = [kind for kind, _ in section]
    if set(kinds) - _KNOWN or kinds.count("digits") + kinds.count("general") > 1:
        return None
    exact = Decimal(str(size)).scaleb(2 * kinds.count("percent"))
    return "".join(_part(exact, kind, text) for kind, text in section).strip()


def _part(size: Decimal, kind: str, text: str) -> str:
    match kind:
        case "digits":
            return _digits(size, text)
        case "general":
            return f"{float(size):{PLAIN}}"
        case "locale":
            return ""
        case _:
            return text


def _digits(size: Decimal, pattern: str) -> str:
    scaled = pattern.rstrip(",")  # each comma at the end leaves out three digits
    whole, point, decimals = scaled.partition(".")
    decimals = decimals[:_MOST_DECIMALS]
    rounded = size.scaleb(3 * (len(scaled) - len(pattern))).quantize(Decimal(1).scaleb(-len(decimals)), context=_EXACT)
    before, _, after = f"{rounded:{',' if ',' in whole else ''}f}".partition(".")
    always = decimals.rfind("0") + 1
    shown = before.rjust(whole.count("0"), "0") if before != "0" else "0" * whole.count("0")
    return shown + point + after[:always] + after[always:].rstrip("0")
