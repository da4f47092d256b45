"""Every sentence by its code: for those who see to it that each language has words for it."""

import importlib
import pkgutil
from collections.abc import Mapping

import farhand.sayings
from farhand.saying import Said, Sentence


def every_sentence() -> Mapping[str, Said | Sentence[...]]:
    """Return what can be said, in the order of the modules; raises ValueError where two have one code."""
    found: dict[str, Said | Sentence[...]] = {}
    for info in pkgutil.iter_modules(farhand.sayings.__path__, "farhand.sayings."):
        for value in vars(importlib.import_module(info.name)).values():
            if isinstance(value, Said | Sentence):
                if value.code in found:
                    raise ValueError(f"two sentences have the code `{value.code}`")
                found[value.code] = value
    return found
