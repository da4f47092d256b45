"""How tasks ended, counted and said in a sentence."""

from farhand.saying import Said, Sentence

NONE_ENDED = Said("no task of an agent has ended yet", "none_ended")
NONE_CHECKED = Said("nothing was checked yet", "none_checked")


@Sentence
def part_of(part: int, n: int) -> str:
    return f"{part} of {n}"


@Sentence
def percent_of(part: int, n: int, percent: int) -> str:
    return f"{part} of {n} ({percent} %)"


@Sentence
def passed_checks(passed: str, first: int) -> str:
    return f"{passed} passed their checks, {first} of them at the first try"


@Sentence
def count_undone(number: int) -> str:
    return f"{number} taken back or discarded as wrong after they passed"


@Sentence
def count_unchecked(number: int) -> str:
    return f"{number} not checked, so not counted"


@Sentence
def count_cancelled(number: int) -> str:
    return f"{number} cancelled by you, so not counted"


@Sentence
def count_going(number: int) -> str:
    return f"{number} not ended yet"


@Sentence
def counts(parts: tuple[str, ...]) -> str:
    return "; ".join(parts)
