"""JSON as a type, for what a program says and no model of ours describes."""

import json
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def to_json_value(value: object) -> Json:
    """Return what `value` is once written as JSON and read again; what JSON lacks becomes text."""
    plain: Json = json.loads(json.dumps(value, default=str))
    return plain
