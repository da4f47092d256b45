"""Write docs/reference/wire.schema.json and web/src/lib/wire.ts from the models in farhand.wire.

`--check` writes nothing and fails when either file is not what the models say.
"""

import importlib
import json
import pkgutil
import sys
import typing
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from types import ModuleType

from pydantic import BaseModel, ConfigDict, Field, JsonValue
from pydantic.json_schema import models_json_schema

import farhand.wire
from farhand.wire.command import Command
from farhand.wire.commands import Head, Hello, RequestPage, Visible
from farhand.wire.model import Wire
from farhand.wire.pairing import DeviceHello, DeviceProof
from farhand.wire.relay import ToRelay

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "docs" / "reference" / "wire.schema.json"
TYPESCRIPT = ROOT / "web" / "src" / "lib" / "wire.ts"
WIDTH = 120
SCALARS = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}

# Two modules say `Outcome`: of a task, and of a pairing. TypeScript has one file.
RENAMED_UNIONS = {("farhand.wire.pairing", "Outcome"): "PairingOutcome"}
MADE_BY_DEVICES: frozenset[type[BaseModel]] = frozenset(
    {Command, Head, Hello, RequestPage, Visible, DeviceHello, DeviceProof}
)


class Node(BaseModel):
    """What of JSON Schema pydantic writes for our models."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    ref: str | None = Field(default=None, alias="$ref")
    type: str | None = None
    description: str | None = None
    default: JsonValue = None
    const: str | int | None = None
    enum: tuple[str | int, ...] | None = None
    any_of: tuple["Node", ...] | None = Field(default=None, alias="anyOf")
    items: "Node | None" = None
    additional: "Node | bool | None" = Field(default=None, alias="additionalProperties")
    patterns: dict[str, "Node"] = Field(default={}, alias="patternProperties")
    properties: dict[str, "Node"] = {}
    required: tuple[str, ...] = ()

    @property
    def is_null(self) -> bool:
        """Whether only null fits."""
        return self.type == "null"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that farhand.wire defines, in the order of its modules."""

    models: list[type[Wire]] = field(default_factory=list[type[Wire]])
    unions: dict[str, list[type[BaseModel]]] = field(default_factory=dict[str, list[type[BaseModel]]])
    numbers: list[type[IntEnum]] = field(default_factory=list[type[IntEnum]])


def read_vocabulary() -> Vocabulary:
    """Collect the models, unions and number enums of every module of farhand.wire."""
    found = Vocabulary()
    for info in pkgutil.iter_modules(farhand.wire.__path__, "farhand.wire."):
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            _add(found, module, name, value)
    return found


def _add(found: Vocabulary, module: ModuleType, name: str, value: object) -> None:
    if isinstance(value, type):
        if value.__module__ != module.__name__:
            return
        if issubclass(value, Wire) and value is not Wire:
            found.models.append(value)
        elif issubclass(value, IntEnum):
            found.numbers.append(value)
    elif typing.get_origin(value) is typing.Annotated and not name.startswith("_"):
        members = _members(typing.get_args(value)[0])
        if members:
            # A module that only imports an alias shows the same members under the same name.
            found.unions[RENAMED_UNIONS.get((module.__name__, name), name)] = members


def _members(union: object) -> list[type[BaseModel]]:
    return [each for each in typing.get_args(union) if isinstance(each, type) and issubclass(each, BaseModel)]


def to_schema(vocabulary: Vocabulary) -> str:
    """Return the JSON Schema of every model, as text."""
    _, schema = models_json_schema(
        [(each, "validation") for each in vocabulary.models],
        title="Farhand wire models, version 1",
        description="Generated from farhand.wire by scripts/generate_wire.py. Bytes: see protocol.md.",
    )
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


class Schema(BaseModel):
    """The schema file."""

    defs: dict[str, Node] = Field(alias="$defs")


def to_typescript(vocabulary: Vocabulary, schema: str) -> str:
    """Return the TypeScript of every model, union and enum."""
    definitions = Schema.model_validate_json(schema).defs
    from_devices = MADE_BY_DEVICES | set(_members(typing.get_args(ToRelay)[0]))
    models = {each.__name__: each for each in vocabulary.models}
    parts = [
        "// Generated from farhand.wire by scripts/generate_wire.py; `make check` fails when it is stale. Do not edit."
    ]
    parts += [_number_enum(each) for each in vocabulary.numbers]
    for name, node in definitions.items():
        if node.enum is not None:
            if name not in {each.__name__ for each in vocabulary.numbers}:
                parts.append(_comment(node.description) + _wrap(f"export type {name} =", _literals(node.enum)))
        else:
            lenient = any(issubclass(models[name], each) for each in from_devices)
            parts.append(_interface(name, node, lenient=lenient))
    for name, members in vocabulary.unions.items():
        parts.append(_wrap(f"export type {name} =", [each.__name__ for each in members]))
    return "\n\n".join(parts) + "\n"


def _number_enum(enum: type[IntEnum]) -> str:
    members = "\n".join(f"  {each.name}: {each.value}," for each in enum)
    comment = _comment((enum.__doc__ or "").partition("\n")[0])
    return (
        f"{comment}export const {enum.__name__} = {{\n{members}\n}} as const;\n"
        f"export type {enum.__name__} = (typeof {enum.__name__})[keyof typeof {enum.__name__}];"
    )


def _interface(name: str, node: Node, *, lenient: bool) -> str:
    lines = [f"export interface {name} {{"]
    for key, value in node.properties.items():
        # A host writes its defaults out and leaves what is null away; a device may leave either away.
        is_optional = key not in node.required and value.const is None and (lenient or value.default is None)
        lines.append(f"  {key}{'?' if is_optional else ''}: {_type(value)};")
    return _comment(node.description) + "\n".join([*lines, "}"])


def _type(node: Node) -> str:  # noqa: PLR0911  # one return per kind of schema reads best
    if node.ref is not None:
        return node.ref.rpartition("/")[2]
    if node.const is not None:
        return _literals((node.const,))[0]
    if node.enum is not None:
        return " | ".join(_literals(node.enum))
    if node.any_of is not None:
        return " | ".join(dict.fromkeys(_type(each) for each in node.any_of if not each.is_null))
    match node.type:
        case "string" | "integer" | "number" | "boolean":
            return SCALARS[node.type]
        case "array" if node.items is not None:
            inner = _type(node.items)
            return f"({inner})[]" if "|" in inner else f"{inner}[]"
        case "object" if isinstance(node.additional, Node):
            return f"Record<string, {_type(node.additional)}>"
        case "object" if node.patterns:
            return f"Record<string, {' | '.join(_type(each) for each in node.patterns.values())}>"
        case _:
            raise ValueError(f"no TypeScript for `{node!r}`")


def _literals(values: tuple[str | int, ...]) -> list[str]:
    return [f"'{each}'" if isinstance(each, str) else str(each) for each in values]


def _wrap(head: str, choices: list[str]) -> str:
    line = f"{head} {' | '.join(choices)};"
    return line if len(line) <= WIDTH else "\n".join([head, *(f"  | {each}" for each in choices)]) + ";"


def _comment(text: str | None) -> str:
    if not text:
        return ""
    lines = text.strip().splitlines()
    if len(lines) == 1:
        return f"/** {lines[0]} */\n"
    return "\n".join(["/**", *(f" * {each}".rstrip() for each in lines), " */"]) + "\n"


def main(arguments: list[str]) -> int:
    """Write both files, or with `--check` say which are stale."""
    vocabulary = read_vocabulary()
    schema = to_schema(vocabulary)
    stale = [
        (path, text)
        for path, text in ((SCHEMA, schema), (TYPESCRIPT, to_typescript(vocabulary, schema)))
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in arguments:
        for path, _ in stale:
            print(f"{path.relative_to(ROOT)} is stale: run `make wire`", file=sys.stderr)
        return 1 if stale else 0
    for path, text in stale:
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
