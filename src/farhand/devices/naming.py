"""What a device calls itself, made safe to show: in a terminal a name could otherwise move, hide or forge lines."""

UNNAMED = "a device"


def shown(name: str) -> str:
    """Return a name without control and direction characters."""
    return "".join(character for character in name if character.isprintable()).strip() or UNNAMED
