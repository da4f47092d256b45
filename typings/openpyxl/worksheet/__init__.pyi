import datetime
from collections.abc import Iterator, Sequence

Value = bool | int | float | str | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None

class Cell:
    value: Value
    number_format: str

class Sheet:
    title: str
    max_row: int | None
    def reset_dimensions(self) -> None: ...
    def iter_rows(self, *, max_row: int) -> Iterator[tuple[Cell, ...]]: ...
    def __getitem__(self, key: str) -> Cell: ...
    def append(self, iterable: Sequence[Value]) -> None: ...
