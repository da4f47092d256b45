"""Reading one log without gap or repeat: pages from the store, then what comes live."""

from dataclasses import dataclass

from farhand.relay.engine import Head, Page
from farhand.wire.envelope import Direction
from farhand.wire.relay import Cursor


def start_after(cursor: Cursor | None, head: Head) -> int:
    """Return where reading starts: at the cursor, or at 0 for another log or a place that this log never had."""
    if cursor is None or cursor.log != head.log or cursor.mseq > head.mseq:
        return 0
    return max(cursor.mseq, 0)


@dataclass(slots=True)
class Reading:
    """How far one reader is. What is live goes out only while it continues what went before; else pages follow."""

    direction: Direction
    log: str
    after: int
    is_live: bool = False
    was_told: bool = False  # that it caught up
    newest: int = 0

    def take_live(self, mseq: int, *, has_room: bool) -> bool:
        """Return whether a new envelope goes out now; if not and it is missing here, pages bring it."""
        self.newest = max(self.newest, mseq)
        if mseq <= self.after:
            return False
        self.is_live = self.is_live and has_room and mseq == self.after + 1
        if not self.is_live:
            return False
        self.after = mseq
        return True

    def take_page(self, page: Page) -> bool:
        """Move past a page that goes out; return whether the reader is to be told that it caught up."""
        if page.items:
            self.after = max(self.after, page.items[-1].mseq)
        if not page.is_last:
            return False
        self.after = max(self.after, page.head)
        self.is_live = self.newest <= self.after
        if not self.is_live or self.was_told:
            return False
        self.was_told = True
        return True

    def look(self) -> None:
        """Read the store again: a wake may be lost."""
        self.is_live = False
