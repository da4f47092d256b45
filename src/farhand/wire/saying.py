"""How what the host says crosses the network: the English text where it always was, and the facts of it beside."""

from typing import Annotated, Self

from pydantic import (
    Field,
    SerializerFunctionWrapHandler,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_serializer,
    model_validator,
)

from farhand.saying import Said, Value
from farhand.wire.model import Wire


class Saying(Wire):
    """Which sentence of the host a text is, by a stable code, and what is filled in; `text` is its English."""

    code: str
    given: dict[str, "str | int | float | Saying | tuple[str | Saying, ...]"] = Field(default={})
    text: str | None = None

    @staticmethod
    def of(said: Said) -> "Saying":
        """Return the facts of a text; the text itself stands beside them."""
        return Saying(code=said.code, given={name: _to_wire(value) for name, value in said.given.items()})

    def beside(self, text: str) -> Said:
        """Return the text beside these facts as what was said."""
        return Said(text, self.code, {name: _from_wire(value) for name, value in self.given.items()})


def _to_wire(value: Value) -> "str | int | float | Saying | tuple[str | Saying, ...]":
    if isinstance(value, tuple):
        return tuple(_text_to_wire(each) for each in value)
    return _text_to_wire(value) if isinstance(value, str) else value


def _text_to_wire(text: str) -> str | Saying:
    return Saying.of(text).model_copy(update={"text": str(text)}) if isinstance(text, Said) else text


def _from_wire(value: "str | int | float | Saying | tuple[str | Saying, ...]") -> Value:
    if isinstance(value, tuple):
        return tuple(_text_from_wire(each) for each in value)
    return _text_from_wire(value) if isinstance(value, str | Saying) else value


def _text_from_wire(text: str | Saying) -> str:
    return text.beside(text.text or "") if isinstance(text, Saying) else text


def _keep(value: object, handler: ValidatorFunctionWrapHandler) -> object:
    return value if isinstance(value, Said) else handler(value)


Words = Annotated[str, WrapValidator(_keep)]
"""A text that the host says."""


class Speaking(Wire):
    """A model some of whose texts the host says; `said` has the facts of those by the names of their fields."""

    said: dict[str, Saying] | None = None

    @model_validator(mode="after")
    def _join(self) -> Self:
        if self.said is None:
            return self
        texts = ((name, facts, getattr(self, name, None)) for name, facts in self.said.items())
        joined = {name: facts.beside(text) for name, facts, text in texts if isinstance(text, str)}
        return self.model_copy(update={**joined, "said": None})

    @model_serializer(mode="wrap")
    def _part(self, handler: SerializerFunctionWrapHandler) -> dict[str, object]:
        parts = handler(self)
        values = ((name, getattr(self, name)) for name in type(self).model_fields)
        facts = {name: Saying.of(value) for name, value in values if isinstance(value, Said)}
        said = {name: each.model_dump(mode="json", exclude_none=True) for name, each in facts.items()}
        return {**parts, "said": said} if said else parts
