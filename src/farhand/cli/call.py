"""One call of the command line: which host it means, and how its results are printed."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from farhand.cli.control_client import Control
    from farhand.settings import Settings
    from farhand.wire.model import Wire

T = TypeVar("T", bound="Wire")
F = TypeVar("F", bound=Callable[..., object])


@dataclass(slots=True)
class Call:
    """What every verb is handed. `as_json` is set by the verb's own `--json`."""

    data: str | None = None
    as_json: bool = False

    def settings(self) -> "Settings":
        """Return the settings of the environment, with `--data` on top."""
        from farhand.settings import Settings  # noqa: PLC0415  # help must not wait for it

        found = Settings.from_environment()
        return found if self.data is None else found.with_texts({"data": self.data})

    def control(self) -> "Control":
        """Return the control API of the host that owns the data folder."""
        from farhand.cli.control_client import Control  # noqa: PLC0415  # as above

        return Control.of(self.settings().data)

    def show(self, result: T, render: Callable[[T], str]) -> None:
        """Print one result, for people or as JSON."""
        self.print(result.to_json().decode() if self.as_json else render(result))

    def show_all(self, results: Sequence[T], render: Callable[[Sequence[T]], str]) -> None:
        """Print a list of results, for people or as a JSON array."""
        if self.as_json:
            self.print(f"[{','.join(each.to_json().decode() for each in results)}]")
        else:
            self.print(render(results))

    def show_each(self, results: Iterable[T], render: Callable[[T], str]) -> None:
        """Print results as they come, for people or as a JSON line each."""
        for each in results:
            self.show(each, render)

    def print(self, text: str) -> None:
        """Print a result on stdout; colours stay out of files and where NO_COLOR is set."""
        click.echo(text, color=False if os.environ.get("NO_COLOR") else None)

    def note(self, text: str) -> None:
        """Tell a person what goes on, on stderr; nothing with `--json`."""
        if not self.as_json:
            click.echo(text, err=True, color=False if os.environ.get("NO_COLOR") else None)


pass_call = click.make_pass_decorator(Call)


def _set_json(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        ctx.ensure_object(Call).as_json = True


def json_option(command: F) -> F:
    """Add `--json` to a verb."""
    option = click.option(
        "--json", is_flag=True, expose_value=False, callback=_set_json, help="Print JSON, for programs."
    )
    return option(command)
