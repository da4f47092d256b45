"""What an agent is told besides what the person wrote."""

from collections.abc import Sequence

from farhand.runs.spec import Answered, Decided


def go_on_prompt(text: str) -> str:
    """Return the prompt for a task that was cut off and goes on in the same session, or in one that knows nothing."""
    return (
        "Your work on this was cut off, and goes on now, in the same workspace. See what is done already, and do what "
        f"is left. This is what was asked:\n\n{text}"
    )


def answers_prompt(decided: Sequence[Decided], answered: Sequence[Answered]) -> str:
    """Return what a person answered while the agent was put away; nothing where nobody did."""
    lines = [
        *map(_decision, decided),
        *(f"You asked: {each.text}\nThey answer: {', '.join(each.answers)}" for each in answered),
    ]
    return "\n\n".join(("", "The person answered what you had asked:", *lines)) if lines else ""


def _decision(each: Decided) -> str:
    what = "this plan" if each.kind == "plan" else "this"
    if each.allow:
        return f"They allow {what}; do it again as it was:\n{each.exact}"
    said = f"They say: {each.words}" if each.words else "Do not try to reach the same by other means."
    return f"They do not want {what}:\n{each.exact}\n{said}"
