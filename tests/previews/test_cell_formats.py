"""Values of a workbook are written as their cells show them; what is not understood stays plain."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.previews import written_moments, written_numbers

NOON = dt.datetime.combine(dt.date(2026, 1, 5), dt.time(12, 4, 9, 250_000))  # sheets know no time zones
EURO = '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-'


@pytest.mark.parametrize(
    ("value", "cell_format", "text"),
    [
        (0.05, "0%", "5%"),
        (0.05, "0.0%", "5.0%"),
        (-0.125, "0.00%", "-12.50%"),
        (1.25, "0.00", "1.25"),
        (2.675, "0.00", "2.68"),
        (7, "000", "007"),
        (0.5, "#.0#", ".5"),
        (1234567, "#,##0", "1,234,567"),
        (1234567, '#,##0.0,,"M"', "1.2M"),
        (1.25, '0.00\\ "€"', "1.25 €"),
        (1234.5, "#,##0.00 [$€-407]", "1,234.50 €"),
        (-1234.5, "[$£-809]#,##0.00", "-£1,234.50"),
        (1234.5, EURO, "1,234.50 €"),
        (-1234.5, EURO, "-1,234.50 €"),
        (0, EURO, "- €"),
        (-3, '"$"#,##0_);[Red]("$"#,##0)', "($3)"),
        (0, "0;-0;;@", ""),
        (4.5, 'General" kg"', "4.5 kg"),
        (3, "@", None),
        (4.5, "# ?/?", None),
        (1250, "0.00E+00", None),
        (150, '[>100]"much";0', None),
        (5551234, "###\\-####", None),
        (float("inf"), "0.00", None),
        (1e300, "0.00", None),
        (1, '"broken', None),
    ],
)
def test_a_number_is_written_as_its_cell_shows_it(value: float, cell_format: str, text: str | None) -> None:
    assert written_numbers.written(value, cell_format) == text


@pytest.mark.parametrize(
    ("value", "cell_format", "text"),
    [
        (NOON, "yyyy-mm-dd", "2026-01-05"),
        (NOON, "dd.mm.yy", "05.01.26"),
        (NOON, "d/m/yyyy", "5/1/2026"),
        (NOON, "d\\-mmm\\-yy;@", "5-Jan-26"),
        (NOON, "[$-409]dddd, mmmm d, yyyy", "Monday, January 5, 2026"),
        (NOON, "[$-407]dd/mm/yyyy", "05/01/2026"),
        (NOON, "yyyy-mm-dd hh:mm:ss", "2026-01-05 12:04:09"),
        (NOON, "h:mm AM/PM", "12:04 PM"),
        (NOON, "mm:ss.00", "04:09.25"),
        (dt.date(2026, 1, 5), "mmm yy", "Jan 26"),
        (dt.time(0, 7), "h:mm", "0:07"),
        (dt.time(0, 7), "h:mm a/p", "12:07 A"),
        (dt.timedelta(hours=30, minutes=4), "[h]:mm:ss", "30:04:00"),
        (NOON, "mm-dd-yy", None),
        (NOON, "[$-407]d. mmmm yyyy", None),
        (NOON, "[$-x-sysdate]dddd", None),
        (dt.time(0, 7), "yyyy h:mm", None),
        (NOON, "[h]:mm", None),
        (NOON, "ggge", None),
        (NOON, "General", None),
    ],
)
def test_a_moment_is_written_as_its_cell_shows_it(
    value: written_moments.Moment, cell_format: str, text: str | None
) -> None:
    assert written_moments.written(value, cell_format) == text


@given(st.floats() | st.integers(), st.text(alphabet='#0?,.%;"\\_*[]$€ -()dmyhs:@Eg'))
def test_no_format_breaks_the_writing_of_a_value(value: float, cell_format: str) -> None:
    assert isinstance(written_numbers.written(value, cell_format), str | None)
    assert isinstance(written_moments.written(NOON, cell_format), str | None)
    assert isinstance(written_moments.written(dt.timedelta(hours=30), cell_format), str | None)
