"""How checks ended, and what that says of the work."""

from farhand.saying import Said, Sentence

NOT_CHECKED = Said("not checked", "not_checked")
"""The fixed label of a task that is done and that no check proved."""
NAME_A_CHECK = Said("name a `check` in farhand.toml, and it is run each time", "name_a_check")
NO_CHECK_KNOWN = Said("no check is known here: nothing was verified", "no_check_known")
NAME_CHECK_RESUME = Said("name a `check` in farhand.toml, then resume", "name_check_resume")
SET_CHECK = Said("set `check` in farhand.toml, or install what it needs", "set_check")
READ_OUTPUT = Said("look at the output, then say what to do", "read_output")
LATER_STEP_CHECKS = Said("a later step checks it", "later_step_checks")
THE_CHECK_PASSED = Said("the check passed", "the_check_passed")
NO_COMMIT = Said("there is no commit", "no_commit")
HAND_TO_AGENT = Said("`farhand resolve` hands what fails to the agent", "hand_to_agent")
RESUME_RUNS_CHECKS = Said("`farhand resume` runs the checks", "resume_runs_checks")
NOT_CHECKED_STOPPED = Said("not checked after the rebase: it was stopped", "not_checked_stopped")

ALL_PASSED_BEFORE = Said("all passed before", "all_passed_before")
PASSED_BEFORE = Said("it passed before", "passed_before")
NOT_RUN_BEFORE = Said("it could not be run on the commit before", "not_run_before")
LATE_BEFORE_TOO = Said("it did not end in time before, either", "late_before_too")
FAILED_BEFORE_TOO = Said("it failed before, too", "failed_before_too")


@Sentence
def failed_before(number: int) -> str:
    return f"{number} failed before"


@Sentence
def as_many_failed_before(number: int) -> str:
    return f"{number} failed before, too"


@Sentence
def tests_fail(failed: int, total: int) -> str:
    return f"{failed} of {total} tests fail" if failed > 1 else f"1 of {total} tests fails"


@Sentence
def check_failed(command: str, code: int) -> str:
    return f"the check `{command}` failed with exit {code}"


@Sentence
def check_late(command: str) -> str:
    return f"the check `{command}` did not end in time"


@Sentence
def check_not_started(command: str) -> str:
    return f"the check `{command}` could not start: the work is neither proved nor disproved"


@Sentence
def checks_passed(number: int) -> str:
    return f"{number} checks passed"


@Sentence
def tests_pass(passed: int, total: int) -> str:
    return f"{passed} of {total} tests pass"


@Sentence
def at_second_try(passed: str) -> str:
    return f"{passed}, on the second try"


@Sentence
def yours_to_verify(rest: str) -> str:
    return f"no command, so for you to verify: {rest}"


@Sentence
def not_committed(files: str) -> str:
    return f"the workspace holds what no commit has: {files}"


@Sentence
def commit_or_undo(folder: str) -> str:
    return f"commit or undo it in `{folder}`, then resume"


@Sentence
def after_rebase(ended: str) -> str:
    return f"after the rebase: {ended}"


@Sentence
def not_checked_after_rebase(why: str) -> str:
    return f"not checked after the rebase: {why}"
