"""`farhand.toml`: what a project says of itself."""

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from farhand.errors import UsageError

NAME = "farhand.toml"
DEFAULT_TIMEOUT_S = 900
DEFAULT_PARALLEL = (
    1  # tasks of one project often share a database or a port: several at once are for its owner to allow
)
DEFAULT_REPAIR_ROUNDS = 2
MAX_BEST_OF = 5  # each attempt costs as much as the task itself
MAX_LIMIT = 1_000_000  # dollars or minutes of a budget: who means no limit says 0
MAX_REPAIR_ROUNDS = 10  # what ten tries did not mend, a person should look at


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Command = Annotated[str, Field(min_length=1)]
Commands = Annotated[tuple[Command, ...], BeforeValidator(_as_list)]
Paths = Annotated[tuple[str, ...], BeforeValidator(_as_list)]


class ProjectBudget(BaseModel):
    """The keys of `[budget]`: what a task may cost, and how many minutes it may work, before a person is asked."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)

    usd: float = Field(default=0, ge=0, le=MAX_LIMIT)
    minutes: float = Field(default=0, ge=0, le=MAX_LIMIT)


class ProjectFile(BaseModel):
    """The keys of `farhand.toml`; all are optional.

    `check` are commands that prove the work, in order; `timeout` is the seconds that each may take. `setup` prepares a
    new workspace whose dependencies were not in the project's folder; `teardown` runs before a workspace is removed.
    `bring` are patterns of further files that git does not keep and a workspace needs, such as `.env`. `repair_rounds`
    is how often a failing check goes back to the agent; `junit` is a pattern of the JUnit reports that checks write.
    `parallel` is how many tasks of the project may run at once, `review_limit` how many of its changes may wait for a
    review before nothing new begins. `best_of` is how many fresh attempts are made, each on
    a branch of its own, when a check still fails after the repair rounds. `budget` is what a task may spend.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    check: Commands = ()
    setup: Command | None = None
    teardown: Command | None = None
    bring: Paths = ()
    agent: Command | None = None
    timeout: float = Field(default=DEFAULT_TIMEOUT_S, gt=0)
    repair_rounds: int = Field(default=DEFAULT_REPAIR_ROUNDS, ge=0, le=MAX_REPAIR_ROUNDS)
    junit: Command | None = None
    parallel: int = Field(default=DEFAULT_PARALLEL, ge=1)
    review_limit: int | None = Field(default=None, ge=0)
    budget: ProjectBudget = Field(default_factory=ProjectBudget)
    best_of: int = Field(default=0, ge=0, le=MAX_BEST_OF)


def read_project_file(folder: Path) -> ProjectFile | None:
    """Read the file of a project, None where there is none; raises UsageError naming file and key."""
    try:
        text = (folder / NAME).read_bytes().decode()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"`{NAME}` cannot be read: {error}", hint="it is a UTF-8 text file") from error
    return parse_project_file(text)


def parse_project_file(text: str) -> ProjectFile:
    """Parse the text of a `farhand.toml`; raises UsageError naming file and key."""
    try:
        return ProjectFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"`{NAME}` is not TOML: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        keys = ProjectBudget.model_fields if first["loc"][0] == "budget" else ProjectFile.model_fields
        known = ", ".join(f"`{name}`" for name in keys)
        if first["type"] == "extra_forbidden":
            raise UsageError(f"`{NAME}`: there is no key `{key}`", hint=f"the keys are {known}") from error
        raise UsageError(f"`{NAME}`: `{key}`: {_lower(first['msg'])}") from error


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
