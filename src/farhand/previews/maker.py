"""`python -m farhand.previews.maker SOURCE NAME FIRST COUNT WIDTH`: lay parts of a preview into the current folder.

A process of its own for each file, confined before it looks at it: whatever breaks a library breaks this process alone.
Each format loads its library here, and the host none.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from farhand.previews.confinement import confine
from farhand.previews.formats import Format, format_of
from farhand.previews.parts import WHY_NOT, NotShown, Part, Wanted


def make(wanted: Wanted) -> Iterator[Part]:
    """Yield the wanted parts of a file; raises NotShown, or whatever a library does."""
    match format_of(wanted.source):
        case Format.PDF:
            from farhand.previews import pages as maker
        case Format.PICTURE:
            from farhand.previews import pictures as maker
        case Format.SHEETS:
            from farhand.previews import sheets as maker
        case Format.DOCUMENT:
            from farhand.previews import documents as maker
        case Format.SLIDES:
            from farhand.previews import slides as maker
        case Format.TEXT:
            from farhand.previews import texts as maker
    return maker.make(wanted)


def main(source: str, name: str, first: str, count: str, width: str) -> int:
    """Lay the wanted parts down; return 0, or 1 with the reason beside them."""
    confine()
    try:
        for part in make(Wanted(Path(source), name, int(first), int(count), int(width))):
            part.lay(Path())
    except NotShown as error:
        why = error.why
    except (MemoryError, RecursionError):
        why = "too_much"
    except Exception as error:  # whatever a library thinks of a hostile file  # noqa: BLE001
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        why = "damaged"
    else:
        return 0
    Path(WHY_NOT).write_text(why, encoding="utf-8")
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
