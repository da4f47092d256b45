"""Whether a change adds what looks like a key: the diff stays as it is, and a person is warned. Pure."""

from collections.abc import Iterator

from farhand.masking import find_keys

MAX_WARNINGS = 5  # files named; who has more has one thing to look at


def key_warnings(diff: bytes) -> tuple[str, ...]:
    """Return a warning for each file in which a unified diff adds what looks like a key."""
    found = [
        f"the change adds what looks like {_article(kind)} {kind} to `{path}`"
        for path, added in _added(diff)
        for kind in sorted({key.kind for key in find_keys(added)})
    ]
    kept = tuple(dict.fromkeys(found))
    more = len(kept) - MAX_WARNINGS
    return kept if more <= 0 else (*kept[:MAX_WARNINGS], f"and {more} more of these")


def _added(diff: bytes) -> Iterator[tuple[str, str]]:
    """Yield the added lines of each file, those that follow each other as one text: some keys have many lines."""
    path, lines = "", list[str]()
    for line in diff.decode(errors="replace").split("\n"):
        if line.startswith("+++ "):
            path = line.removeprefix("+++ ").removeprefix("b/")
        elif line.startswith("+"):
            lines.append(line[1:])
            continue
        if lines:
            yield path, "\n".join(lines)
            lines = []
    if lines:
        yield path, "\n".join(lines)


def _article(kind: str) -> str:
    return "an" if kind.startswith(("API", "AWS", "npm")) else "a"
