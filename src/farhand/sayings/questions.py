"""What Farhand itself asks, and the answers that it offers."""

from farhand.saying import Said, Sentence

WHICH_PROJECT = Said("Which project is this about?", "which_project")
UNCLEAR = Said("What is it about? It names nothing yet. Say what, and where.", "unclear")
AS_IT_IS = Said("Begin as it is", "begin_as_it_is")
AGENT_LOOKS = Said("the agent looks for what is meant", "agent_looks")
LOAD_THEM = Said("Load them", "load_them")
TRUST_FOLDER = Said("you trust everything in this folder", "trust_folder")
WITHOUT_THEM = Said("Work without them", "without_them")
STILL_READ = Said("its CLAUDE.md is still read", "still_read")
GO_ON = Said("Go on", "go_on")
STOP_HERE = Said("Stop here", "stop_here")
WORK_IS_KEPT = Said("what it has done so far is kept for you", "work_is_kept")


@Sentence
def load_hooks(project: str) -> str:
    return f"`{project}` carries hooks or tool servers of its own, which the agent would run. Load them?"


@Sentence
def another_worth(limits: str) -> str:
    return f"for another {limits}"


@Sentence
def minutes(number: str) -> str:
    return f"{number} minute{'' if number == '1' else 's'}"


@Sentence
def dollars(number: str) -> str:
    return f"${number}"


@Sentence
def both_limits(minutes: str, dollars: str) -> str:
    return f"{minutes} and {dollars}"
