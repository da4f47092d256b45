"""What an action can touch, in the terminal."""

import pytest

from farhand.cli.render_reach import touched
from farhand.wire.permissions import Reach


@pytest.mark.parametrize(
    ("reach", "line"),
    [
        (
            Reach(folder="/work", names_outside=False),
            "can touch: in /work; files unknown (it names nothing outside); network unknown",
        ),
        (
            Reach(folder="/work", names_outside=True),
            "can touch: in /work; files unknown (it names something outside); network unknown",
        ),
        (
            Reach(folder="/work", reads=("/etc/x",), writes=(), network=()),
            "can touch: in /work; reads /etc/x; writes nothing; network none",
        ),
        (
            Reach(reads=(), writes=(), network=("x.test",)),
            "can touch: reads nothing; writes nothing; network x.test",
        ),
        (Reach(), "can touch: reads unknown; writes unknown; network unknown"),
    ],
)
def test_what_an_action_can_touch_is_one_line(reach: Reach, line: str) -> None:
    assert touched(reach) == line


def test_nothing_in_a_path_turns_the_line_around() -> None:
    assert "\u202e" not in touched(Reach(reads=("/a/\u202eb",), writes=(), network=()))
