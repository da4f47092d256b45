"""The project's own `setup`, for a workspace whose dependencies could not be brought along."""

from collections.abc import Callable, Mapping

from farhand.processes import Finished, run
from farhand.project_file import ProjectFile
from farhand.workspaces.prepared import Prepared, note_set_up, was_set_up


def needs_setup(prepared: Prepared, project_file: ProjectFile | None) -> bool:
    """Return whether `setup` is to run: it is declared, nothing was brought, and it has not ended well here yet."""
    return (
        project_file is not None
        and project_file.setup is not None
        and prepared.branch is not None
        and not prepared.brought
        and not was_set_up(prepared.notes)
    )


async def set_up(
    prepared: Prepared,
    project_file: ProjectFile,
    *,
    environment: Mapping[str, str] | None = None,
    on_output: Callable[[bytes], None] | None = None,
) -> Finished:
    """Run `setup` in the workspace; when it ends well, it is not run there again."""
    finished = await run(
        project_file.setup or "true",
        cwd=prepared.path,
        environment=environment,
        timeout_s=project_file.timeout,
        on_output=on_output,
    )
    if finished.exit == 0 and not finished.timed_out:
        note_set_up(prepared.notes)
    return finished
