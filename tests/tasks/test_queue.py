"""Who may start: as many as there are places, chains in order, projects in turn."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.ids import ProjectId, TaskId
from farhand.tasks.queue import RANK, Entry, Limits, choose
from farhand.wire.task_events import Priority, TaskState

Q, RUN, WAIT = TaskState.QUEUED, TaskState.RUNNING, TaskState.WAITING


def entry(number: int, project: str = "a", state: TaskState = Q, root: int | None = None) -> Entry:
    root_id = TaskId(f"t{root or number}")
    return Entry(TaskId(f"t{number}"), number, root_id, ProjectId(project), "agent", state)


def command(number: int, project: str = "a", state: TaskState = Q) -> Entry:
    return replace(entry(number, project, state), kind="command")


def parked(number: int) -> Entry:
    return replace(entry(number, "p", RUN), parked=1)


def trying(number: int, places: int, parked: int = 0) -> Entry:
    return replace(entry(number, "p", RUN), places=places, parked=parked)


def of_priority(number: int, priority: Priority, project: str = "a") -> Entry:
    return replace(entry(number, project), priority=priority)


def limits(places: int, **of_project: int) -> Limits:
    return Limits(places, {ProjectId(name): limit for name, limit in of_project.items()})


@pytest.mark.parametrize(
    ("entries", "limit", "started"),
    [
        pytest.param([], limits(2), [], id="nothing to do"),
        pytest.param([entry(1), entry(2), entry(3)], limits(2), [1, 2], id="one project fills the places in order"),
        pytest.param([entry(1), entry(2), entry(3, "b")], limits(2), [1, 3], id="projects take turns"),
        pytest.param([entry(1, state=RUN), entry(2, "b"), entry(3)], limits(2), [2], id="what runs holds a place"),
        pytest.param([entry(1), entry(2, root=1), entry(3, root=1)], limits(3), [1], id="a chain is serial"),
        pytest.param([entry(1, state=RUN), entry(2, root=1)], limits(2), [], id="a follow-up waits for its chain"),
        pytest.param([entry(1, state=WAIT), entry(2, root=1)], limits(2), [], id="a held task holds its chain"),
        pytest.param([entry(1), entry(2, root=1, state=RUN)], limits(2), [], id="gone on with beside its follow-up"),
        pytest.param([command(1), command(2)], limits(2), [1], id="one command at a time in a folder"),
        pytest.param([command(1), command(2, "b")], limits(2), [1, 2], id="commands of two folders"),
        pytest.param([command(1, state=RUN), entry(2)], limits(2), [2], id="a command runs beside a worktree"),
        pytest.param([entry(1), entry(2), entry(3, "b")], limits(3, a=1), [1, 3], id="a project limits itself"),
        pytest.param([trying(1, 2), entry(2)], limits(2), [], id="each fresh attempt takes a place"),
        pytest.param([trying(1, 2, 1), entry(2)], limits(2), [2], id="one that waits for a person leaves its place"),
        pytest.param([trying(1, 4, 3), entry(2)], limits(2), [], id="but their agents stay in memory"),
        pytest.param([trying(1, 0), entry(2)], limits(1), [2], id="attempts that wait take none"),
        pytest.param([trying(1, 0), trying(2, 0), entry(3)], limits(1, p=1), [3], id="however many"),
        pytest.param([trying(1, 0), entry(2, "p")], limits(2, p=1), [2], id="nor that of their project"),
        pytest.param([parked(1), entry(2)], limits(1), [2], id="a run that waits for a person leaves its place"),
        pytest.param([parked(1), parked(2), entry(3)], limits(1), [], id="but not without end"),
        pytest.param([of_priority(1, "low"), entry(2), of_priority(3, "high")], limits(2), [3, 2], id="priorities"),
        pytest.param(
            [entry(1), of_priority(2, "high", "b"), of_priority(3, "high", "b")], limits(2), [2, 3], id="before turns"
        ),
    ],
)
def test_who_starts(entries: list[Entry], limit: Limits, started: list[int]) -> None:
    assert [each.number for each in choose(entries, {}, limit).start] == started


def test_the_project_that_waited_longest_goes_first() -> None:
    entries = [entry(1, "a"), entry(2, "b"), entry(3, "c")]
    turns: dict[ProjectId | None, int] = {ProjectId("a"): 7, ProjectId("b"): 5}
    assert [each.number for each in choose(entries, turns, limits(2)).start] == [3, 2]


@pytest.mark.parametrize(
    ("entries", "limit", "words"),
    [
        ([entry(1, state=RUN), entry(2)], limits(1), "waits for a free place (1 of 1 busy)"),
        ([entry(1, state=RUN), entry(2, root=1)], limits(2), "waits for task 1, which it builds on"),
        ([command(1, state=RUN), command(2)], limits(2), "waits for the command of task 1 in the same folder"),
        ([entry(1, state=RUN), entry(2)], limits(2, a=1), "waits for a place in its project (1 of 1 busy)"),
    ],
)
def test_what_waits_says_for_what(entries: list[Entry], limit: Limits, words: str) -> None:
    assert [said for _, said in choose(entries, {}, limit).delayed] == [words]


@st.composite
def queues(draw: st.DrawFn) -> list[Entry]:
    entries: list[Entry] = []
    for number in range(1, draw(st.integers(1, 14)) + 1):
        earlier = [each for each in entries if each.kind == "agent"]
        builds_on = draw(st.sampled_from(earlier)) if earlier and draw(st.booleans()) else None
        project = builds_on.project if builds_on else ProjectId(draw(st.sampled_from("abc")))
        kind = "agent" if builds_on else draw(st.sampled_from(("agent", "command")))
        root = builds_on.root if builds_on else TaskId(f"t{number}")
        priority = draw(st.sampled_from(list(RANK)))
        entries.append(Entry(TaskId(f"t{number}"), number, root, project, kind, Q, priority=priority))
    return entries


@given(queues(), st.integers(1, 4), st.dictionaries(st.sampled_from("abc"), st.integers(1, 2)), st.data())
def test_whatever_ends_when_no_limit_is_passed_and_everything_starts_in_the_order_of_its_chain(
    entries: list[Entry], places: int, of_project: dict[str, int], data: st.DataObject
) -> None:
    left = {each.number: each for each in entries}
    turns: dict[ProjectId | None, int] = {}
    begun: list[Entry] = []
    while left:
        for each in choose(list(left.values()), turns, limits(places, **of_project)).start:
            left[each.number] = replace(each, state=RUN)
            turns[each.project] = max(turns.values(), default=0) + 1
            begun.append(each)
        running = [each for each in left.values() if each.state is RUN]
        assert 0 < len(running) <= places
        assert max(Counter(each.root for each in running).values()) == 1
        assert all(n == 1 for n in Counter(each.project for each in running if each.kind == "command").values())
        counts = Counter(str(each.project) for each in running)
        assert all(counts[name] <= limit for name, limit in of_project.items())
        del left[data.draw(st.sampled_from(running)).number]
    for root in {each.root for each in entries}:
        chain = [each.number for each in begun if each.root == root]
        assert chain == sorted(chain)


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=30), st.integers(1, 4))
def test_no_project_starts_twice_while_another_waits_for_its_turn(projects: list[str], places: int) -> None:
    left = {number: entry(number, project) for number, project in enumerate(projects, 1)}
    turns: dict[ProjectId | None, int] = {}
    skipped: Counter[ProjectId | None] = Counter()
    while left:
        for each in choose(list(left.values()), turns, limits(places)).start:
            del left[each.number]
            turns[each.project] = max(turns.values(), default=0) + 1
            waiting = {other.project for other in left.values()} - {each.project}
            skipped = Counter({project: skipped[project] + 1 for project in waiting})
            assert all(times < 4 for times in skipped.values())


def test_nothing_new_begins_where_too_much_waits_for_review_but_what_goes_on_with_it_does() -> None:
    entries = [entry(5), entry(6, root=2), command(7), entry(8, "b")]
    choice = choose(entries, {}, replace(limits(4), reviews={ProjectId("a"): 3}))
    assert [each.number for each in choice.start] == [6, 8, 7]
    assert [(each.number, words) for each, words in choice.delayed] == [
        (5, "waits for your review: 3 changes wait for you in its project")
    ]
