"""Paths as people read them. Pure."""


def to_display(path: bytes) -> str:
    """Return a path as text: bytes that are no UTF-8 and control characters are escaped."""
    text = path.decode("utf-8", "backslashreplace")
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
