"""Ends all that a runner started, and says so where something does not end."""

from farhand.process_tree import GENTLY, Steps, Tree
from farhand.runner.steps import Step
from farhand.runner.telling import Telling
from farhand.wire.run_events import StepKind

_STEP = "stopping"


async def stop_tree(tree: Tree, tell: Telling, steps: Steps = GENTLY) -> None:
    """Return once nothing of a tree runs; what does not end even when killed is named for as long as it lasts."""
    told: Step | None = None
    while not await tree.stop(steps):
        left = sorted(tree.look())
        step = Step(_STEP, StepKind.SETUP, _title(left), _detail(left), "going")
        if left and step != told:
            tell.step(told := step)
    if told is not None:
        tell.step(Step(_STEP, StepKind.SETUP, "All that was started has ended"))


def _title(left: list[int]) -> str:
    if len(left) == 1:
        return f"Stopping: process {left[0]} does not end"
    return f"Stopping: processes {', '.join(map(str, left))} do not end"


def _detail(left: list[int]) -> str:
    listed = ",".join(map(str, left))
    return f"Another user owns it, or the system holds it. `ps -o pid,user,stat,args -p {listed}` says more."
