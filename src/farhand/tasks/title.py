"""A task's title: the first line of its message, short enough for a lock screen."""

MAX_TITLE = 72


def title_of(text: str) -> str:
    """Return the first non-empty line of a text, cut at a word within 72 characters."""
    line = next((stripped for each in text.splitlines() if (stripped := each.strip())), "untitled")
    if len(line) <= MAX_TITLE:
        return line
    cut = line[: MAX_TITLE - 1]
    at_word = cut.rpartition(" ")[0]
    return f"{at_word if len(at_word) > MAX_TITLE // 2 else cut}…"
