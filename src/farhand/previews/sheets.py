"""Workbooks: each sheet as CSV, its first rows with the values that were computed last, as their cells show them."""

import csv
import datetime as dt
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from farhand.previews import written_moments, written_numbers
from farhand.previews.parts import NotShown, Part, Wanted

if TYPE_CHECKING:
    from openpyxl.worksheet import Cell, Sheet

MAX_ROWS, MAX_COLUMNS = 200, 50
MAX_CELL_CHARS = 500
_MIDNIGHT = dt.time()


def make(wanted: Wanted) -> Iterator[Part]:
    """Yield the wanted sheets; raises NotShown."""
    with wanted.source.open("rb") as file:  # by its path, it would have to bear the name of a workbook
        sheets = load_workbook(file, read_only=True, data_only=True).worksheets
        if not sheets:
            raise NotShown("unknown")
        for number in wanted.of(len(sheets)):
            yield _sheet(sheets[number], number, len(sheets))


def _sheet(sheet: "Sheet", number: int, parts: int) -> Part:
    told = sheet.max_row or 0
    sheet.reset_dimensions()  # what it says of its size is not always so
    rows = list(sheet.iter_rows(max_row=MAX_ROWS + 1))
    shown = rows[:MAX_ROWS]
    table = StringIO()
    csv.writer(table, quoting=csv.QUOTE_ALL).writerows(
        [_shown(cell)[:MAX_CELL_CHARS] for cell in row[:MAX_COLUMNS]] for row in shown
    )
    return Part(
        number, "sheet", "text/csv", table.getvalue().encode(), parts, title=sheet.title,
        more_rows=max(0, max(told, len(rows)) - MAX_ROWS),
        more_columns=max(0, max(map(len, shown), default=0) - MAX_COLUMNS),
    )  # fmt: skip


def _shown(cell: "Cell") -> str:
    match cell.value:
        case None:
            return ""
        case str() as value:
            return value
        case bool() as value:
            return str(value).upper()
        case int() | float() as value:
            text = written_numbers.written(value, _format_of(cell))
        case value:
            text = written_moments.written(value, _format_of(cell))
    return _plain(value) if text is None else text


def _format_of(cell: "Cell") -> str:
    try:
        return cell.number_format
    except IndexError:  # its style is not in the workbook
        return ""


def _plain(value: float | written_moments.Moment) -> str:
    if isinstance(value, float):
        return f"{value:{written_numbers.PLAIN}}"
    if isinstance(value, dt.datetime) and value.time() == _MIDNIGHT:
        return str(value.date())
    return str(value)
