import datetime
from collections.abc import Iterator, Sequence

Value = bool | int | float | str | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None

class Sheet:
    title: str
    max_row: int | None
    def reset_dimensions(self) -> None: ...
    def iter_rows(self, *, max_row: int, values_only: bool) -> Iterator[tuple[Value, ...]]: ...
    def append(self, iterable: Sequence[Value]) -> None: ...
