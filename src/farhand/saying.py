"""What the host says: English text that still knows which sentence it is and what was filled in.

Devices word the sentence in their own language; whoever knows no better has the English.
"""

import inspect
from collections.abc import Callable, Mapping
from typing import Generic, ParamSpec, Self

Spec = ParamSpec("Spec")
Value = str | int | float | tuple[str, ...]
"""What may be filled in; a text may itself be said."""


class Said(str):
    """A sentence of the host. Whatever is made of its text is a bare `str`: facts never outlive what they say."""

    __slots__ = ("code", "given")

    code: str
    given: Mapping[str, Value]

    def __new__(cls, text: str, code: str, given: Mapping[str, Value] | None = None) -> Self:
        """Return a text that says this."""
        said = super().__new__(cls, text)
        said.code = code
        said.given = {} if given is None else given
        return said

    def with_texts(self, change: Callable[[str], str]) -> "Said":
        """Return the sentence with its text and each that is filled in changed, as by masking."""
        given = {name: _changed(value, change) for name, value in self.given.items()}
        return Said(change(str(self)), self.code, given)


class Sentence(Generic[Spec]):
    """A sentence by the function that says it in English: its name is the code, its parameters are what is given."""

    def __init__(self, english: Callable[Spec, str]) -> None:
        self.code = english.__name__
        self.signature = inspect.signature(english)
        self.__doc__ = english.__doc__
        self._english = english

    def __call__(self, *args: Spec.args, **kwargs: Spec.kwargs) -> Said:
        """Say it."""
        given = self.signature.bind(*args, **kwargs).arguments
        return Said(self._english(*args, **kwargs), self.code, given)


def mapped(text: str, change: Callable[[str], str]) -> str:
    """Return a text changed; what is said keeps its facts, changed alike."""
    return text.with_texts(change) if isinstance(text, Said) else change(text)


def _changed(value: Value, change: Callable[[str], str]) -> Value:
    if isinstance(value, tuple):
        return tuple(mapped(each, change) for each in value)
    return mapped(value, change) if isinstance(value, str) else value
