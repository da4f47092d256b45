"""Three small repositories with a failing test, and what an agent may make of them: right, wrong, or so to the eye."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from farhand.wire.task_events import Complexity

Patch = Mapping[str, str]
CHECK = "python3 -B -m unittest -q"
HIDDEN = "hidden_check.py"
HIDDEN_CHECK = f"python3 -B -m unittest -q {Path(HIDDEN).stem}"


@dataclass(frozen=True, slots=True)
class Project:
    """A repository at its base commit, the task, and patches.

    Each of `wrong` fails the check that everybody sees; `sly` passes it and fails the hidden one; `right` passes both.
    """

    complexity: Complexity
    ask: str
    base: Patch
    hidden: str
    right: Patch
    wrong: tuple[Patch, ...]
    sly: Patch


_SLUG = '''\
import re


def slugify(title):
    """Return a title as part of an address."""
    return {body}
'''
_SLUG_TEST = """\
import unittest

from slug import slugify


class SlugTest(unittest.TestCase):
    def test_words_are_joined(self):
        self.assertEqual(slugify("Hello World"), "hello-world")

    def test_marks_are_left_out(self):
        self.assertEqual(slugify("What's new?"), "whats-new")
"""
_SLUG_HIDDEN = """\
import unittest

from slug import slugify


class HiddenTest(unittest.TestCase):
    def test_runs_of_spaces_count_once(self):
        self.assertEqual(slugify("  so   many  "), "so-many")
"""


def _slug(body: str) -> Patch:
    return {"slug.py": _SLUG.format(body=body)}


SIMPLE = Project(
    complexity=Complexity.SIMPLE,
    ask="slugify should give lower case words joined by single dashes, without marks and spaces around",
    base={**_slug('title.replace(" ", "-")'), "test_slug.py": _SLUG_TEST},
    hidden=_SLUG_HIDDEN,
    right=_slug('"-".join(re.sub(r"[^a-z0-9 ]", "", title.lower()).split())'),
    wrong=(
        _slug('title.lower().replace(" ", "-")'),
        _slug('"-".join(title.split())'),
        _slug('re.sub(r"[^a-z0-9]", "-", title.lower())'),
    ),
    sly=_slug('re.sub(r"[^a-z0-9 ]", "", title.lower()).replace(" ", "-")'),
)

_CART = '''\
from prices import price_of


def total(items, coupon=None):
    """Return what a cart costs in cents."""
    {body}
'''
_PRICES = '''\
PRICES = {{"tea": 250, "cake": 425, "mug": 900}}
COUPONS = {{"TEN": 10, "HALF": 50}}


def price_of(item):
    """Return the price of an item in cents."""
    return PRICES[item]


def discounted(cents, coupon):
    """Return a sum in cents after a coupon."""
    {body}
'''
_CART_TEST = """\
import unittest

from cart import total


class CartTest(unittest.TestCase):
    def test_prices_add_up(self):
        self.assertEqual(total(["tea", "cake"]), 675)

    def test_a_coupon_takes_its_share_off_the_whole(self):
        self.assertEqual(total(["tea", "tea"], "TEN"), 450)

    def test_an_unknown_coupon_changes_nothing(self):
        self.assertEqual(total(["mug"], "NONE"), 900)
"""
_CART_HIDDEN = """\
import unittest

from cart import total


class HiddenTest(unittest.TestCase):
    def test_half_a_cent_is_rounded_in_favour_of_the_shop(self):
        self.assertEqual(total(["cake"], "HALF"), 213)
"""


def _cart(total: str, discounted: str) -> Patch:
    return {"cart.py": _CART.format(body=total), "prices.py": _PRICES.format(body=discounted)}


_TOTAL = "from prices import discounted\n    return discounted(sum(price_of(each) for each in items), coupon)"
MEDIUM = Project(
    complexity=Complexity.MEDIUM,
    ask="a coupon takes its percentage off the whole cart; half cents go up, and an unknown coupon changes nothing",
    base={**_cart("return sum(price_of(each) for each in items)", "return cents"), "test_cart.py": _CART_TEST},
    hidden=_CART_HIDDEN,
    right=_cart(_TOTAL, "return cents - cents * COUPONS.get(coupon, 0) // 100"),
    wrong=(
        _cart(_TOTAL, "return cents - COUPONS.get(coupon, 0)"),
        _cart(_TOTAL, "return cents - cents * COUPONS[coupon] // 100"),
        _cart("return sum(price_of(each) for each in items)", "return cents - cents * COUPONS.get(coupon, 0) // 100"),
    ),
    sly=_cart(_TOTAL, "return cents * (100 - COUPONS.get(coupon, 0)) // 100"),
)

_SPANS = '''\
def merged(spans):
    """Return spans in order, those that overlap or touch as one."""
    {body}
'''
_CALENDAR = '''\
from spans import merged


class Calendar:
    """What is booked, as spans of hours."""

    def __init__(self):
        self.booked = []

    def book(self, start, end):
        """Book a span; whether it was free."""
        {book}

    def free(self, start, end):
        """Return the free spans within a span."""
        {free}
'''
_CALENDAR_TEST = """\
import unittest

from diary import Calendar
from spans import merged


class CalendarTest(unittest.TestCase):
    def setUp(self):
        self.calendar = Calendar()

    def test_overlapping_spans_are_one(self):
        self.assertEqual(merged([(5, 8), (1, 3), (2, 4)]), [(1, 4), (5, 8)])

    def test_what_is_taken_is_not_booked_again(self):
        self.assertTrue(self.calendar.book(9, 11))
        self.assertFalse(self.calendar.book(10, 12))
        self.assertTrue(self.calendar.book(11, 12))

    def test_free_spans_lie_between_what_is_booked(self):
        self.calendar.book(9, 10)
        self.calendar.book(12, 13)
        self.assertEqual(self.calendar.free(8, 14), [(8, 9), (10, 12), (13, 14)])
"""
_CALENDAR_HIDDEN = """\
import unittest

from diary import Calendar
from spans import merged


class HiddenTest(unittest.TestCase):
    def test_a_span_within_another_does_not_cut_it(self):
        self.assertEqual(merged([(1, 9), (2, 3), (9, 10)]), [(1, 10)])

    def test_what_is_booked_across_the_edge_is_not_free(self):
        calendar = Calendar()
        calendar.book(7, 9)
        self.assertEqual(calendar.free(8, 10), [(9, 10)])
"""
_MERGE = """\
found = []
    for start, end in sorted(spans):
        if found and start {touches} found[-1][1]:
            found[-1] = (found[-1][0], {end})
        else:
            found.append((start, end))
    return found"""
_BOOK = """\
if any(start {before} taken[1] and taken[0] {before} end for taken in self.booked):
            return False
        self.booked.append((start, end))
        return True"""
_FREE = """\
found = []
        for taken, until in merged(self.booked):
            if {skips}:
                continue
            if start < taken:
                found.append((start, taken))
            start = max(start, until)
        if start < end:
            found.append((start, end))
        return found"""


def _calendar(merge: str, book: str, free: str) -> Patch:
    return {"spans.py": _SPANS.format(body=merge), "diary.py": _CALENDAR.format(book=book, free=free)}


_RIGHT_MERGE, _RIGHT_BOOK = _MERGE.format(touches="<=", end="max(found[-1][1], end)"), _BOOK.format(before="<")
_RIGHT_FREE = _FREE.format(skips="until <= start or taken >= end")
COMPLEX = Project(
    complexity=Complexity.COMPLEX,
    ask="the calendar should merge spans, refuse what is taken, and list what is free between the bookings",
    base={
        **_calendar("return sorted(spans)", "self.booked.append((start, end))\n        return True", "return []"),
        "test_diary.py": _CALENDAR_TEST,
    },
    hidden=_CALENDAR_HIDDEN,
    right=_calendar(_RIGHT_MERGE, _RIGHT_BOOK, _RIGHT_FREE),
    wrong=(
        _calendar(_RIGHT_MERGE, _BOOK.format(before="<="), _RIGHT_FREE),
        _calendar("return sorted(spans)", _RIGHT_BOOK, _RIGHT_FREE),
        _calendar(_RIGHT_MERGE, _RIGHT_BOOK, "return merged(self.booked)"),
    ),
    sly=_calendar(_MERGE.format(touches="<=", end="end"), _RIGHT_BOOK, _FREE.format(skips="taken < start")),
)
PROJECTS = (SIMPLE, MEDIUM, COMPLEX)


def write_files(folder: Path, files: Patch) -> None:
    """Write files into a folder."""
    for name, content in files.items():
        (folder / name).write_text(content)
