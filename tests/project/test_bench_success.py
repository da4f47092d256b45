"""What the bench of success takes for right, wrong and hidden is so, and it counts no flattery."""

import json
import shlex
import subprocess
from itertools import combinations, islice
from pathlib import Path

import pytest

from bench.intervals import wilson
from bench.success import Shares, conclude
from bench.success_attempts import Case, cases
from bench.success_ending import Ending
from bench.success_fast import play
from bench.success_projects import CHECK, HIDDEN, HIDDEN_CHECK, PROJECTS, Patch, Project, write_files
from bench.success_real import scenarios_of
from farhand.demo.script import Said, find_place


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


def test_the_draws_of_fresh_attempts_do_not_hang_on_each_other() -> None:
    complexes = [case for case in cases(2000) if case.project is PROJECTS[2]]
    kinds = [tuple(next(case.attempts(fresh)).kind == "right" for fresh in range(4)) for case in complexes]
    for fresh in range(4):
        assert sum(each[fresh] for each in kinds) / len(kinds) == pytest.approx(0.5, abs=0.04)
    for one, other in combinations(range(4), 2):
        assert sum(each[one] and each[other] for each in kinds) / len(kinds) == pytest.approx(0.25, abs=0.04)


def test_the_model_draws_anew_in_the_workspace_of_each_attempt() -> None:
    case = Case(3, PROJECTS[2])
    scenarios = scenarios_of(case, 2)
    drawn = [next(case.attempts(fresh)).patch for fresh in range(3)]
    for patch, folder in zip(drawn, ("task-3", "task-3.attempt-1", "task-3.attempt-2"), strict=True):
        asked = Said("user", f"Primary working directory: /w/{folder}\n(case 3 of complex)")
        place = find_place([asked, Said("assistant", "I look.")], scenarios)
        assert json.dumps(next(iter(patch.values()))) in json.dumps(place.step)


@pytest.mark.parametrize(
    ("part", "n", "bounds"), [(9, 10, (0.596, 0.982)), (34, 34, (0.898, 1.0)), (0, 20, (0.0, 0.161)), (0, 0, (0, 1))]
)
def test_an_interval_is_wilsons(part: int, n: int, bounds: tuple[float, float]) -> None:
    assert wilson(part, n) == pytest.approx(bounds, abs=0.001)


def test_what_fresh_attempts_mend_is_not_put_down_to_repairs() -> None:
    case = Case(0, PROJECTS[2])
    mended = Ending(case, claims=True, verified=True, repairs=2, passes=True, is_right=True, fresh=3)
    sly = Ending(case, claims=True, verified=True, repairs=2, passes=True, is_right=False, fresh=3)
    right = Ending(case, claims=True, verified=True, repairs=1, passes=True, is_right=True)
    shares = Shares.of([mended, sly, right])
    assert (shares.right, shares.detectable, shares.repaired, shares.repairable) == (2, 2, 1, 3)


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
    endings = await play(cases(1), 0)
    for each in endings:
        kinds = [attempt.kind for attempt in islice(each.case.attempts(), 3)]
        first = next((kind for kind in kinds if kind != "wrong"), None)
        assert (each.claims, each.is_right) == (first is not None, first == "right")
        assert each.verified == each.claims
        assert each.repairs == (kinds.index(first) if first else 2)


@pytest.mark.timeout(60)
async def test_where_all_repairs_fail_the_first_fresh_attempt_that_passes_is_taken() -> None:
    complexes = (case for case in cases(400) if case.project is PROJECTS[2])
    case = next(case for case in complexes if _is_mended_by_a_fresh_attempt(case))
    (ending,) = await play([case], 2)
    assert (ending.repairs, ending.fresh, ending.claims, ending.is_right) == (2, 2, True, True)


def _is_mended_by_a_fresh_attempt(case: Case) -> bool:
    first, *fresh = ([each.kind for each in islice(case.attempts(number), 3)] for number in range(3))
    kinds = [next((kind for kind in drawn if kind != "wrong"), "wrong") for drawn in fresh]
    return set(first) == {"wrong"} and "right" in kinds and "sly" not in kinds
