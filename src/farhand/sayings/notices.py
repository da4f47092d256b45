"""What notices tell, on whatever channel."""

from farhand.figures import counted, lasted
from farhand.saying import Said, Sentence


@Sentence
def task_done(title: str) -> str:
    return f"{title}: done"


@Sentence
def task_failed(title: str) -> str:
    return f"{title}: failed"


@Sentence
def task_cancelled(title: str) -> str:
    return f"{title}: cancelled"


@Sentence
def task_interrupted(title: str) -> str:
    return f"{title}: interrupted"


@Sentence
def task_asks_leave(title: str) -> str:
    return f"{title}: needs your approval"


@Sentence
def task_asks(title: str) -> str:
    return f"{title}: a question"


@Sentence
def task_still_wanted(title: str) -> str:
    return f"{title}: still wanted?"


@Sentence
def task_waits(title: str) -> str:
    return f"{title}: waits"


@Sentence
def task_stuck(title: str) -> str:
    return f"{title}: stuck"


@Sentence
def task_go_on(title: str) -> str:
    return f"{title}: go on?"


@Sentence
def task_not_taken_back(title: str) -> str:
    return f"{title}: not taken back"


@Sentence
def listed(parts: tuple[str, ...]) -> str:
    return ", ".join(parts)


@Sentence
def of_step(position: int, of: int, told: str) -> str:
    return f"step {position} of {of}: {told}"


@Sentence
def size(files: int, added: int, removed: int) -> str:
    return f"{counted(files, 'file')} +{added} \N{MINUS SIGN}{removed}"


@Sentence
def files_only(files: int) -> str:
    return counted(files, "file")


@Sentence
def tests(passed: int, total: int) -> str:
    return f"{passed} of {total} tests"


@Sentence
def took(seconds: float) -> str:
    return lasted(seconds)


@Sentence
def device_unpaired(name: str) -> str:
    return f"{name} was unpaired"


@Sentence
def keeps_asking(project: str) -> str:
    return f"{project}: Farhand keeps asking"


TWIN = Said("Another computer claims to be this one", "twin")
STOP_THE_TWIN = Said(
    "its data was copied, or it runs twice; stop one of the two, or unpair and pair one anew", "stop_the_twin"
)
TEST = Said("A test of notifications", "test")
TEST_REACHED = Said("Notifications reach this device.", "test_reached")

TASK_ENDED = Said("A task has ended.", "push_task_ended")
APPROVAL_NEEDED = Said("Something needs your approval.", "push_approval")
YOU_ARE_ASKED = Said("You are asked something.", "push_question")
NEWS_OF_DEVICES = Said("There is news about your devices.", "push_devices")
NEWS_OF_COMPUTER = Said("There is news about this computer.", "push_host")


@Sentence
def step_failed_kept(position: int, of: int, why: str) -> str:
    return f"step {position} of {of} failed; {why}"


EARLIER_WORK = Said("earlier work is on the same branch", "earlier_work")
