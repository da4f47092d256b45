"""What does not end, even when killed, is named to whoever waits for it."""

from pathlib import Path

from farhand.process_tree import Seen, Tree
from farhand.runner.journal import Journal
from farhand.runner.stopping import stop_tree
from farhand.runner.telling import Telling
from farhand.runs.folder import RunFolder
from farhand.runs.protocol import FromRunner, StepTaken
from tests.fakes.clock import FakeClock

NOBODYS = 2**30  # no system gives an id as high
AT_ONCE = ((9, 0.0),)


def telling(tmp_path: Path, listing: dict[int, Seen]) -> Telling:
    """Return what tells into a file, and lets everything end once it has."""

    def let_end(event: FromRunner) -> FromRunner:
        listing.clear()
        return event

    return Telling("0" * 32, Journal(RunFolder(tmp_path).events, let_end), FakeClock())


async def test_what_does_not_end_is_named_until_it_does(tmp_path: Path) -> None:
    listing = {pid: Seen(pid, NOBODYS, pid, pid, "a") for pid in (NOBODYS + 1, NOBODYS + 2)}
    tree = Tree(NOBODYS, list_processes=lambda: dict(listing))
    tree.remember(listing.values())

    await stop_tree(tree, telling(tmp_path, listing), AT_ONCE)

    steps = [event for event in RunFolder(tmp_path).read_events() if isinstance(event, StepTaken)]
    assert [(step.title, step.state) for step in steps] == [
        (f"Stopping: processes {NOBODYS + 1}, {NOBODYS + 2} do not end", "going"),
        ("All that was started has ended", "ok"),
    ]
    assert len({step.step for step in steps}) == 1


async def test_what_ends_is_nothing_to_tell(tmp_path: Path) -> None:
    await stop_tree(Tree(NOBODYS, list_processes=dict), telling(tmp_path, {}), AT_ONCE)
    assert list(RunFolder(tmp_path).read_events()) == []
