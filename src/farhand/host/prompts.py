"""What an agent is told besides what the person wrote."""


def go_on_prompt(text: str) -> str:
    """Return the prompt for a task that was cut off and goes on in the same session, or in one that knows nothing."""
    return (
        "Your work on this was cut off, and goes on now, in the same workspace. See what is done already, and do what "
        f"is left. This is what was asked:\n\n{text}"
    )
