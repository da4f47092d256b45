"""Where tasks stand before they end: what they wait for, and what their runs do."""

from farhand.figures import moment
from farhand.saying import Said, Sentence

WAITS_TURN = Said("waits its turn", "waits_turn")
WAITS_PAUSED = Said("waits: the queue is paused", "waits_paused")
STARTING = Said("starting", "starting")
AGENT_STARTS = Said("waits for the agent to start", "agent_starts")
RUNS_COMMAND = Said("runs the command", "runs_command")
RUNS_CHECKS = Said("runs the checks", "runs_checks")
WORKING = Said("working", "working")
CHECKING = Said("checking", "checking")
STOPPING = Said("stopping", "stopping")
RESUMED = Said("goes on where it stopped", "resumed")
RESUMED_NOW = Said("goes on now, as asked", "resumed_now")
WAIT_OVER = Said("goes on: the wait is over", "wait_over")
LIMIT_OVER = Said("goes on: the limit holds no longer", "limit_over")
SHOWS_PLAN = Said("shows you its plan", "shows_plan")
ASKS_YOU = Said("asks you something", "asks_you")
ANSWERED = Said("goes on with your answer", "answered")
LOOKED_AT_ANEW = Said("is looked at anew", "looked_at_anew")
WAITS_STEP_BEFORE = Said("waits for the step before it", "waits_step_before")
ANOTHER_BUDGET = Said("goes on with another budget", "another_budget")
CHECKS_AGAIN = Said("its checks run again after the rebase", "checks_again")
TRIES_ANOTHER_WAY = Said("asked to try another way", "tries_another_way")
STOPS_TO_RETRY = Said("stops, to begin anew", "stops_to_retry")
BEGINS_ANEW = Said("begins anew, in the same workspace", "begins_anew")
WORKS_AGAIN = Said("works again", "works_again")
RESTORED = Said("this computer was restored from a backup, and this may have run before; run it now?", "restored")
COPIED = Said("this computer's data was copied from elsewhere, and this may have run there; run it now?", "copied")


@Sentence
def places_busy(places: int) -> str:
    return f"waits for a free place ({places} of {places} busy)"


@Sentence
def waits_for_chain(number: int) -> str:
    return f"waits for task {number}, which it builds on"


@Sentence
def waits_for_command(number: int) -> str:
    return f"waits for the command of task {number} in the same folder"


@Sentence
def project_busy(limit: int) -> str:
    return f"waits for a place in its project ({limit} of {limit} busy)"


@Sentence
def waits_for_review(changes: int) -> str:
    waiting = "1 change waits" if changes == 1 else f"{changes} changes wait"
    return f"waits for your review: {waiting} for you in its project"


@Sentence
def waits_until_done(tasks: tuple[str, ...]) -> str:
    *most, last = tasks
    return f"waits until tasks {', '.join(most)} and {last} are done" if most else f"waits until task {last} is done"


@Sentence
def run_anyway(number: int, ended: str) -> str:
    return f"task {number} comes before this one and {ended}; should it still run?"


@Sentence
def step_interrupted(position: int, of: int) -> str:
    return f"waits for step {position} of {of}, which was interrupted: go on with it, or cancel this"


@Sentence
def written_long_ago(hours: int) -> str:
    return f"this was written {hours} hours ago; should it still run?"


@Sentence
def limit_until(until: int, now: int) -> str:
    return f"the model's limit is reached; goes on {moment(until, now)}"


@Sentence
def minutes_of(spent: str, limit: str) -> str:
    return f"{spent} of {limit} {'minute' if limit == '1' else 'minutes'}"


@Sentence
def dollars_of(spent: str, limit: str) -> str:
    return f"${spent} of ${limit}"


@Sentence
def day_used_up(used: str) -> str:
    return f"the day's budget is used up ({used}); goes on at midnight"


@Sentence
def budget_used_up(used: str) -> str:
    return f"has used {used}; its work so far is kept, and it goes on when you say so"


@Sentence
def budget_question(used: str) -> str:
    return f"It has used {used}; go on?"


@Sentence
def needs_leave(action: str) -> str:
    return f"needs your approval: {action}"


@Sentence
def put_away(asked: str) -> str:
    return f"waits for you: {asked}. Its agent is put away, and goes on when you answer"


@Sentence
def runs_check(command: str) -> str:
    return f"runs `{command}`"


@Sentence
def repair(number: int, of: int, failing: tuple[str, ...]) -> str:
    return f"repair {number} of {of}: {'; '.join(failing)}"


@Sentence
def stuck(seen: str, deadline: int, now: int) -> str:
    return f"stuck: {seen}; it still works, and is stopped {moment(deadline, now)} if nobody helps"
