"""What the bench of success takes for right, wrong and hidden is so, and it counts no flattery."""

import shlex
import subprocess
from itertools import islice
from pathlib import Path

import pytest

from bench.success import Shares, conclude
from bench.success_attempts import Case, cases
from bench.success_ending import Ending
from bench.success_fast import play
from bench.success_projects import CHECK, HIDDEN, HIDDEN_CHECK, PROJECTS, Patch, Project, write_files


def holds(folder: Path, command: str) -> bool:
    return subprocess.run(shlex.split(command), cwd=folder, capture_output=True, check=False).returncode == 0


def verdicts(folder: Path, project: Project, patch: Patch) -> tuple[bool, bool]:
    folder.mkdir()
    write_files(folder, project.base)
    write_files(folder, patch)
    (folder / HIDDEN).write_text(project.hidden)
    return holds(folder, CHECK), holds(folder, HIDDEN_CHECK)


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.complexity.value)
def test_a_patch_is_what_it_is_called(tmp_path: Path, project: Project) -> None:
    assert verdicts(tmp_path / "right", project, project.right) == (True, True)
    assert verdicts(tmp_path / "sly", project, project.sly) == (True, False)
    for number, wrong in enumerate(({}, *project.wrong)):
        assert not verdicts(tmp_path / f"wrong-{number}", project, wrong)[0]


def test_one_seed_gives_the_same_attempts_and_no_two_are_the_same_bytes() -> None:
    case = Case(3, PROJECTS[2])
    once, again = (list(islice(case.attempts(), 5)) for _ in range(2))
    assert once == again
    assert len({str(each.patch) for each in once}) == 5


def test_a_false_done_fails_the_bench_however_many_end_right() -> None:
    right = [Ending(case, claims=True, verified=True, repairs=0, passes=True, is_right=True) for case in cases(40)]
    assert conclude(right).ok
    false = Ending(right[0].case, claims=True, verified=True, repairs=0, passes=False, is_right=False)
    assert not conclude([*right[1:], false]).ok


def test_what_no_check_could_tell_is_left_out_and_a_failure_is_not() -> None:
    case = Case(0, PROJECTS[0])
    sly = Ending(case, claims=True, verified=True, repairs=0, passes=True, is_right=False)
    failed = Ending(case, claims=False, verified=False, repairs=2, passes=False, is_right=False)
    right = Ending(case, claims=True, verified=True, repairs=1, passes=True, is_right=True)
    shares = Shares.of([sly, failed, right])
    assert (shares.n, shares.detectable, shares.right, shares.false_done, shares.missed) == (3, 2, 1, 0, 50)


@pytest.mark.timeout(60)
async def test_the_pipeline_ends_as_its_attempts_were_drawn() -> None:
    endings = await play(cases(1))
    for each in endings:
        kinds = [attempt.kind for attempt in islice(each.case.attempts(), 3)]
        first = next((kind for kind in kinds if kind != "wrong"), None)
        assert (each.claims, each.is_right) == (first is not None, first == "right")
        assert each.verified == each.claims
        assert each.repairs == (kinds.index(first) if first else 2)
