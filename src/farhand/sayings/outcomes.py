"""How runs and tasks end, and what to do next."""

from farhand.saying import Said, Sentence

NOT_LOGGED_IN = Said("the agent is not logged in", "not_logged_in")
LOG_IN = Said("log in on the computer, `farhand doctor` says how, or set ANTHROPIC_API_KEY there", "log_in")
AGENT_MISSING = Said("the agent is not on this computer", "agent_missing")
RUN_DOCTOR = Said("run `farhand doctor`", "run_doctor")
MODEL_BUSY = Said("the model was busy and did not answer", "model_busy")
RESUME_SOON = Said("resume the task in some minutes", "resume_soon")
LIMIT_REACHED = Said("the model's limit is reached", "limit_reached")
RESUME_AFTER_LIMIT = Said("resume the task when the limit is over", "resume_after_limit")
AGENT_CRASHED = Said("the agent's program crashed", "agent_crashed")
RESUME_KEEPS_WORK = Said("resume the task: its session and work are kept", "resume_keeps_work")
AGENT_GAVE_UP = Said("the agent gave up", "agent_gave_up")
READ_LAST_WORDS = Said("look at its last words, then resume", "read_last_words")
SESSION_LOST = Said("the agent's session is gone", "session_lost")
SEND_AGAIN = Said("send the task again: its work is on the branch", "send_again")
STUCK_ALONE = Said("it was stuck, and nobody said what to do", "stuck_alone")
RESUME_OR_FOLLOW_UP = Said(
    "resume it: the agent's session and its work are kept, or follow up with what it should do instead",
    "resume_or_follow_up",
)
BYPASS_REFUSED = Said("the agent was started in its bypass mode, which it refuses as root", "bypass_refused")
START_WITHOUT_BYPASS = Said(
    "start `claude` without `--dangerously-skip-permissions`; `farhand projects preset` lets it do more unasked",
    "start_without_bypass",
)
STOPPED_AT_BUDGET = Said("stopped at the budget", "stopped_at_budget")
FOLLOW_UP_GOES_ON = Said("a follow-up goes on from what it has", "follow_up_goes_on")
STOPPED = Said("stopped", "stopped")
STOPPED_BEFORE_CHECKS = Said("stopped before they began", "stopped_before_checks")
CANCELLED_BEFORE = Said("cancelled before it ran", "cancelled_before")
FARHAND_FAILED = Said("Farhand itself failed in this run", "farhand_failed")
COMPUTER_ENDED_IT = Said("the computer ended the run", "computer_ended_it")
RESUME_KEEPS_PLACE = Said("resume it: the agent's session and its workspace are kept", "resume_keeps_place")
TAKEN_OVER = Said("a later run took its workspace over", "taken_over")
READ_LATER_RUN = Said("nothing of this run was written since; look at the later one", "read_later_run")
NEVER_RECORDED = Said("its run was never recorded", "never_recorded")
LOST_TRACK = Said("Farhand lost track of its run", "lost_track")
RUNNER_GONE = Said("its runner ended without a word", "runner_gone")
RUNNER_GONE_REST_RUNS = Said(
    "its runner ended without a word, and what it started does not end", "runner_gone_rest_runs"
)
GO_ON_KEEPS_WORK = Said("`go on` takes it up again: its work so far is kept", "go_on_keeps_work")
GO_ON_TRIES = Said("`go on` tries it again", "go_on_tries")
PROJECT_GONE = Said("its project is gone", "project_gone")
BRING_BACK = Said("bring the folder back, or add the project again where it is now", "bring_back")
MOVED_OR_REMOVED = Said("was it moved or removed?", "moved_or_removed")
NO_PROJECT = Said("no project is known on this computer", "no_project")
ADD_PROJECT = Said("run `farhand up --project DIR`, or `farhand projects add DIR`, then send it again", "add_project")
RAN_WHEN_SAVED = Said("it was running when this computer's data was saved", "ran_when_saved")
LOOK_AT_BRANCH = Said("look at its branch; `go on` takes it up again", "look_at_branch")

ALLOW_NEXT_TIME = Said("send the task again, or allow it next time", "allow_next_time")
NOTHING_TO_CHANGE = Said("nothing to change", "nothing_to_change")


@Sentence
def not_allowed(number: int) -> str:
    return "an action was not allowed" if number == 1 else f"{number} actions were not allowed"


@Sentence
def still_limited(waits: int) -> str:
    return f"the model's limit is still reached after {waits} waits"


@Sentence
def log_says_more(log: str) -> str:
    return f"`{log}` says more"


@Sentence
def folder_gone(folder: str) -> str:
    return f"the folder `{folder}` is gone"


@Sentence
def folder_missing(folder: str) -> str:
    return f"the project's folder `{folder}` is not there"


SETUP_LATE = Said("`setup` did not end in time", "setup_late")
MEND_SETUP = Said("mend `setup` in farhand.toml, then resume", "mend_setup")


@Sentence
def setup_failed(code: int) -> str:
    return f"`setup` failed with exit {code}"


@Sentence
def exited(code: int) -> str:
    return f"exit {code}"


@Sentence
def ended_by_signal(number: int) -> str:
    return f"ended by signal {number}"


@Sentence
def all_printed_in(log: str) -> str:
    return f"all that it printed is in `{log}`"


@Sentence
def step_of(position: int, of: int) -> str:
    return f"step {position} of {of}"


@Sentence
def step_not_needed(position: int, of: int) -> str:
    return f"not needed: step {position} of {of} passed"


@Sentence
def step_not_done(step: str, ended: str) -> str:
    return f"not done: {step} {ended}"


FAILED = Said("failed", "ended_failed")
WAS_CANCELLED = Said("was cancelled", "ended_cancelled")
WAS_INTERRUPTED = Said("was interrupted", "ended_interrupted")


@Sentence
def also(one: str, other: str) -> str:
    return f"{one}; {other}"
