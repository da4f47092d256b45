"""What an agent is told when a person says no. Pure."""

from typing import Literal


def denial(kind: Literal["action", "plan"], words: str) -> str:
    """Return how a no reads to the agent, with the person's own words where there are any."""
    if kind == "plan":
        said = f"They say: {words}" if words else "They gave no reason; ask what they want instead."
        return f"The person does not want to go ahead with this plan as it is. {said}\nChange it, then show it again."
    if words:
        return f"The person did not allow this. They say: {words}\nGo on as they say; do not try to reach it otherwise."
    return "The person did not allow this. Do not try to reach the same by other means; go on without it, or stop."
