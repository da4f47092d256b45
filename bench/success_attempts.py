"""What the scripted agent makes of each attempt: drawn by the rates of the hosted original, the same for one seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bench.success_projects import PROJECTS, Patch, Project
from farhand.wire.task_events import Complexity

WRONG_SHARE = {Complexity.SIMPLE: 0.10, Complexity.MEDIUM: 0.30, Complexity.COMPLEX: 0.50}
"""Wrong patches of the hosted original; every attempt and every repair is drawn anew."""
SLY_SHARE = 0.1  # of the wrong patches: the check that is there cannot tell them from right ones
SEED = 20_261_127

Kind = Literal["right", "wrong", "sly"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One patch, and what it is."""

    kind: Kind
    patch: Patch


@dataclass(frozen=True, slots=True)
class Case:
    """One task: its project, and the seed of all that its agent makes of it."""

    number: int
    project: Project

    def attempts(self, fresh: int = 0) -> Iterator[Attempt]:
        """Yield one attempt after the other, without end; no two are the same bytes.

        A `fresh` attempt, by its number beside the first run, is made by an agent that knows nothing of the others: its
        draws are its own, too.
        """
        own = f"/{fresh}" if fresh else ""
        drawn = random.Random(f"{SEED}/{self.project.complexity}/{self.number}{own}")  # noqa: S311  # to be repeated
        turn = 0
        while True:
            turn += 1
            kind = _draw(drawn, WRONG_SHARE[self.project.complexity])
            patch = _choose(drawn, self.project, kind)
            yield Attempt(kind, {name: f"# attempt {turn}\n{content}" for name, content in patch.items()})

    def first(self) -> Attempt:
        """Return what a single shot would have been."""
        return next(self.attempts())


def cases(rounds: int) -> tuple[Case, ...]:
    """Return that many tasks of each complexity, taking turns."""
    return tuple(Case(number, project) for number in range(rounds) for project in PROJECTS)


def _draw(drawn: random.Random, wrong_share: float) -> Kind:
    if drawn.random() >= wrong_share:
        return "right"
    return "sly" if drawn.random() < SLY_SHARE else "wrong"


def _choose(drawn: random.Random, project: Project, kind: Kind) -> Patch:
    match kind:
        case "right":
            return project.right
        case "sly":
            return project.sly
        case "wrong":
            return drawn.choice(project.wrong)
