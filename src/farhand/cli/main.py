"""The `farhand` command: finds the verb, and turns errors into words and an exit code. Verbs load when called."""

import importlib
import os
import sys
from collections.abc import Sequence

import click

from farhand.cli.call import Call
from farhand.cli.exits import FAILED, INTERRUPTED
from farhand.errors import FarhandError, UsageError

VERBS = {
    "up": ("farhand.cli.up", "Run Farhand on this computer."),
    "demo": ("farhand.cli.demo", "See the whole loop in a minute, with no account."),
    "pair": ("farhand.cli.pairing", "Pair a phone, tablet or browser."),
    "open": ("farhand.cli.pairing", "Open the app in this computer's own browser."),
    "devices": ("farhand.cli.pairing", "List the paired devices."),
    "unpair": ("farhand.cli.pairing", "Unpair a device, at once."),
    "send": ("farhand.cli.sending", "Send a message; it becomes a task, or several."),
    "tasks": ("farhand.cli.tasks", "List the tasks."),
    "show": ("farhand.cli.tasks", "Show all that is known of a task."),
    "diff": ("farhand.cli.tasks", "Print what a task changed."),
    "files": ("farhand.cli.files", "List the files that a task hands back, or save them."),
    "comment": ("farhand.cli.comments", "Write a comment on a line of what a task changed."),
    "comments": ("farhand.cli.comments", "List the comments on what a task changed, edit them, or send them."),
    "attempts": ("farhand.cli.attempts", "List the fresh attempts at a task, or take another one."),
    "apply": ("farhand.cli.changes", "Bring what a task changed into the project, as one commit."),
    "rebase": ("farhand.cli.changes", "Put what a task changed on top of the project's newest commit."),
    "resolve": ("farhand.cli.changes", "Hand a change that clashes, or whose checks fail, to its agent."),
    "pr": ("farhand.cli.changes", "Open a pull request with what a task changed, by `gh` or `glab`."),
    "keep": ("farhand.cli.changes", "Keep what a task changed as a branch of your own."),
    "revert": ("farhand.cli.changes", "Take an applied change back, by a commit of its own."),
    "discard": ("farhand.cli.changes", "Drop what a task changed; kept for 7 days."),
    "restore": ("farhand.cli.changes", "Bring a discarded change back."),
    "cancel": ("farhand.cli.tasks", "Stop a task, running or not."),
    "resume": ("farhand.cli.tasks", "Go on with a task that was interrupted, failed, or waits for a limit."),
    "nudge": ("farhand.cli.unsticking", "Tell the agent of a stuck task to try another way."),
    "retry": ("farhand.cli.unsticking", "Stop a stuck run, and begin anew in its workspace."),
    "confirm": ("farhand.cli.tasks", "Say whether an old message should still run."),
    "pause": ("farhand.cli.queue", "Start nothing new; what runs goes on."),
    "unpause": ("farhand.cli.queue", "Start queued tasks again."),
    "edit": ("farhand.cli.queue", "Change a task that has not begun."),
    "move": ("farhand.cli.queue", "Put a queued task elsewhere among those of its project."),
    "allow": (
        "farhand.cli.answering",
        "Allow what a task asks for: once, or by the rule that `farhand show` lists with it.",
    ),
    "deny": ("farhand.cli.answering", "Deny what a task asks for; WORDS reach the agent, such as what to do instead."),
    "answer": ("farhand.cli.answering", "Answer the question of a task."),
    "status": ("farhand.cli.status", "Say how Farhand stands on this computer, and what was spent today."),
    "awake": ("farhand.cli.status", "Say whether this computer is kept awake while there is work; turn it on or off."),
    "stats": ("farhand.cli.statistics", "Say how tasks ended, in figures."),
    "thread": ("farhand.cli.thread", "Print the thread, record by record."),
    "notices": ("farhand.cli.thread", "List what you were told."),
    "projects": ("farhand.cli.projects", "List the projects, add one, or say what agents may do in it unasked."),
    "rules": ("farhand.cli.rules", "List what agents may do unasked, by project; or take a rule back."),
    "passkeys": (
        "farhand.cli.passkeys",
        "List the passkeys, remove one, or say what they are needed for.",
    ),
    "trust": ("farhand.cli.projects", "Let a project's own hooks and settings load."),
    "workspaces": ("farhand.cli.workspaces", "List the folders that tasks work in, or free their disk."),
    "doctor": ("farhand.cli.doctor", "Say what works on this computer, and what does not."),
    "relay": ("farhand.cli.relay", "Run a relay for hosts elsewhere."),
}

DATA_HELP = "Folder that holds the thread, keys and runs."


class Verbs(click.Group):
    """A group whose verbs are imported when they are called, so that help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the verbs in the order of their use."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        """Import a verb."""
        if cmd_name not in VERBS:
            return None
        found: object = getattr(importlib.import_module(VERBS[cmd_name][0]), f"{cmd_name}_command")
        if not isinstance(found, click.Command):
            return None
        for each in (found, *(found.commands.values() if isinstance(found, click.Group) else ())):
            if not any(option.name == "data" for option in each.params):
                each.params.append(_data_option())
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's signature
        """Write the list of verbs without importing one."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, words) for name, (_, words) in VERBS.items()])


def _data_option() -> click.Option:
    # `farhand --data DIR up` and `farhand up --data DIR` are the same to people.
    return click.Option(["--data"], metavar="DIR", expose_value=False, callback=_set_data, help=DATA_HELP)


def _set_data(ctx: click.Context, _: click.Parameter, folder: str | None) -> None:
    if folder is not None:
        ctx.ensure_object(Call).data = folder


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415  # slow to import, rarely asked for

        click.echo(f"farhand {version('farhand')}")
        ctx.exit()


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--data", metavar="DIR", help=DATA_HELP)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Print the version."
)
@click.pass_context
def farhand(context: click.Context, data: str | None) -> None:
    """Text a task from your phone; the agent on this computer does it.

    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 needs a person.
    """
    context.obj = Call(data)


def run(arguments: Sequence[str]) -> int:  # noqa: PLR0911  # one for each way to end
    """Carry out one command line and return its exit code."""
    try:
        code: object = farhand.main(list(arguments), prog_name="farhand", standalone_mode=False)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except FarhandError as error:
        _tell(error, as_json="--json" in arguments)
        return error.exit_code
    except ExceptionGroup as group:
        return _tell_first(group, as_json="--json" in arguments)
    except ValueError as error:
        return _tell_unfit(error, as_json="--json" in arguments)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains while it ends
        return FAILED
    return code if isinstance(code, int) else 0


def _tell(error: FarhandError, *, as_json: bool) -> None:
    if as_json:
        import json  # noqa: PLC0415  # only when asked for

        click.echo(json.dumps({"code": error.code, "message": error.message, "hint": error.hint}), err=True)
        return
    click.echo(f"farhand: {error.message}", err=True)
    if error.hint:
        click.echo(f"  {error.hint}", err=True)


def _tell_unfit(error: ValueError, *, as_json: bool) -> int:
    from pydantic import ValidationError  # noqa: PLC0415  # slow to import, rarely asked for

    if not isinstance(error, ValidationError):
        raise error
    found = error.errors(include_url=False, include_context=False)[0]
    name, *rest = (str(part) for part in found["loc"]) if found["loc"] else ("what was given",)
    which = " ".join([f"`{name}`", *(f"number {int(part) + 1}" for part in rest if part.isdecimal())])
    words = "is empty" if found["type"] == "string_too_short" else f"does not fit: {found['msg'].lower()}"
    usage = UsageError(f"{which} {words}", hint="nothing was sent")
    _tell(usage, as_json=as_json)
    return usage.exit_code


def _tell_first(group: ExceptionGroup[Exception], *, as_json: bool) -> int:
    # Services end together: what one of them had to say arrives in a group, perhaps in a group of groups.
    told, foreign = group.split(FarhandError)
    if told is None or foreign is not None:
        raise group
    first: FarhandError | ExceptionGroup[FarhandError] = told
    while isinstance(first, ExceptionGroup):
        first = first.exceptions[0]
    _tell(first, as_json=as_json)
    return first.exit_code


def main() -> None:
    """Run the command line of this process."""
    sys.exit(run(sys.argv[1:]))
