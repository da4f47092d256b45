"""Text from elsewhere that reads as what it is where nothing but text can be: what would turn it around is spelled out.

As `web/src/lib/exact.ts` does; both pass the same vectors.
"""

import re

_NAMES = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
# In words joiners, marks and soft hyphens belong to the writing; what turns whole stretches around never needs to.
_TURNING = re.compile(f"[{''.join(_NAMES)}]")


def upright(text: str) -> str:
    """Return a text with each character named that would turn what follows it around."""
    return _TURNING.sub(lambda found: f"[{_NAMES[found[0]]}]", text)
