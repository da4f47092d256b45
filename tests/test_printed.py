"""What is printed for a terminal settles to what a terminal leaves, and is cut and masked without breaking a colour."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.masking import Masker
from farhand.printed import CUT, Printed, ending, settle, spelled, without_escapes

KEY = "ghp_Zx9Kq2Lm7Pw4Ns8Tv1Bc6Df3Gh5Jk0Qrabcd"
RED, BOLD_RED, OFF = "\x1b[31m", "\x1b[1;31m", "\x1b[0m"


@pytest.mark.parametrize(
    ("printed", "left"),
    [
        ("plain\ttext\n", "plain\ttext\n"),
        (f"{RED}no{OFF} yes", f"{RED}no{OFF} yes"),
        ("\x1b[1m\x1b[31mone\x1b[22mtwo\x1b[39mthree", f"{BOLD_RED}one{OFF}{RED}two{OFF}three"),
        (f"{RED}one\ntwo\x1b[m\n", f"{RED}one{OFF}\n{RED}two{OFF}\n"),
        ("\x1b[38;5;208ma\x1b[48;2;1;2;3mb", f"\x1b[38;5;208ma{OFF}\x1b[48;2;1;2;3;38;5;208mb{OFF}"),
        ("\x1b[38:2::9:8:7ma\x1b[4:3mb", f"\x1b[38;2;9;8;7ma{OFF}\x1b[4;38;2;9;8;7mb{OFF}"),
        ("10 %\r55 %\r100 %\ndone", "100 %\ndone"),
        ("a longer line\rshort", "shortger line"),
        ("a longer line\r\x1b[Kshort", "short"),
        ("a\r\nb\r\r\n", "a\nb\n"),
        ("one\ntwo\n\x1b[2A\x1b[2KONE\nTWO\n", "ONE\nTWO\n"),
        ("old\n\x1b[1A\x1b[0Jnew", "new"),
        ("spin |\b/\b-", "spin -"),
        ("ab\x1b[5Cc\x1b[2Gx\x1b[1D!", "a!     c"),
        ("\x1b[2;1Habc\x1b[3Fdef\x1b[1Eg", "gef"),
        ("before\x1b[H\x1b[2Jafter", "before\nafter"),
        ("abc\x1b[1Kd", "   d"),
        ("\x1b]0;a title\x07\x1b]8;;https://x.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b(B\x1b=\x1b[?25lhid\x00den\x1b[?25h\x07\x9b", "hidden"),
        ("cut off \x1b[3", "cut off "),
        ("far\x1b[99999999Cx", "far" + " " * 997 + "x"),
        ("\x1b[99Aup \x1b[99Bdown", "up down"),
    ],
)
def test_what_is_printed_stands_as_a_terminal_leaves_it(printed: str, left: str) -> None:
    assert settle(printed) == left


PRINTED = st.text(
    st.sampled_from(
        ["a", "é", " ", "\n", "\r", "\b", "\t", "\x1b", "[", "]", "?", ";", ":", "\x07", *"0123489mKJHABCDG"]
    ),
    max_size=60,
)


@given(PRINTED)
def test_a_settled_text_holds_nothing_but_lines_with_colours_of_their_own(printed: str) -> None:
    settled = settle(printed)
    assert settle(settled) == settled
    for line in settled.split("\n"):
        assert re.fullmatch(r"(?:\x1b\[[0-9;]+m[^\x00-\x08\x0b-\x1f]+\x1b\[0m|[^\x00-\x08\x0b-\x1f]+)*", line)


@given(PRINTED, st.integers(3, 40))
def test_an_ending_is_short_enough_and_breaks_no_escape(printed: str, limit: int) -> None:
    settled = settle(printed)
    end = ending(settled, limit)
    assert len(end) <= limit
    assert without_escapes(settled).endswith(without_escapes(end).removeprefix(CUT))


def test_colours_and_links_are_taken_out() -> None:
    assert without_escapes("\x1b[1;32mok\x1b[0m \x1b]8;;http://x\x07link\x1b]8;;\x07\x1b[K") == "ok link"


def test_what_steers_a_terminal_is_spelled_where_it_is_no_output() -> None:
    assert spelled("echo \x1b[31m\tred\r\n\x7f") == "echo ␛[31m\tred␍\n␡"


def test_an_ending_begins_with_a_line_and_says_that_something_is_missing() -> None:
    assert ending("one\ntwo\nthree\n", 12) == "…\nthree\n"
    assert ending("one\n", 12) == "one\n"
    assert ending("one\n", 12, is_cut=True) == "…\none\n"
    assert ending("a single long line", 8) == "…\ng line"


@given(PRINTED)
def test_a_text_is_what_its_parts_make(printed: str) -> None:
    assert Printed.read(printed).write() == printed
    settled = settle(printed)
    assert Printed.read(settled).text == without_escapes(settled)


@given(PRINTED, PRINTED)
def test_nothing_around_a_key_lets_it_through(before: str, after: str) -> None:
    masker = Masker((("m4ny-letters-17", "MY_TOKEN"),))
    assert KEY not in masker.mask(f"{before} {KEY} {after}")
    assert "m4ny-letters-17" not in masker.mask(f"{before}m4ny-letters-17{after}")


def test_a_key_is_masked_through_the_colours_in_it() -> None:
    masker = Masker((("open-sesame-17", "MY_TOKEN"),))
    assert masker.mask(f"{RED}{KEY[:9]}{OFF}{KEY[9:]}{RED}!") == f"{RED}[GitHub token masked]{OFF}{RED}!"
    assert masker.mask(f"a {RED}open-{OFF}sesame-17 b") == f"a {RED}[MY_TOKEN masked]{OFF} b"
    assert masker.mask(f"TOKEN{OFF}={RED}{KEY}{OFF}") == f"TOKEN{OFF}={RED}[secret masked]{OFF}"


def test_the_beginning_of_a_key_is_not_shown_where_its_colour_ends() -> None:
    assert Masker().mask_unfinished(f"used {RED}{KEY[:8]}{OFF}") == f"used {RED}{OFF}"
