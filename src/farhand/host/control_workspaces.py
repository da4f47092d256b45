"""Control routes about workspaces: what there is and why, and removing what may go."""

from pathlib import Path

from aiohttp import web

from farhand.host.control_api import CleanUp, WorkspaceLine, Workspaces
from farhand.host.control_tasks import answer
from farhand.host.reclaiming import Reclaiming
from farhand.host.surveying import Survey, Surveying
from farhand.workspaces.keeping import Fate


class WorkspaceRoutes:
    """What the CLI asks about workspaces."""

    def __init__(self, surveying: Surveying, reclaiming: Reclaiming) -> None:
        self._surveying = surveying
        self._reclaiming = reclaiming

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.get("/v1/workspaces", self._list), web.post("/v1/workspaces/clean", self._clean)]

    async def _list(self, _: web.Request) -> web.Response:
        return answer(_report(await self._surveying.survey()))

    async def _clean(self, request: web.Request) -> web.Response:
        asked = CleanUp.model_validate_json(await request.read())
        if asked.dry_run:
            return answer(_report(await self._surveying.survey(grace_ms=0)))
        return answer(_report(*await self._reclaiming.clean(grace_ms=0)))


def _report(survey: Survey, gone: frozenset[Path] = frozenset()) -> Workspaces:
    left = sum(size for path, size in survey.sizes.items() if path not in gone)
    lines = tuple(_line(survey, fate, fate.path in gone) for fate in survey.fates)
    return Workspaces(workspaces=lines, size_bytes=left, budget_bytes=survey.budget_bytes)


def _line(survey: Survey, fate: Fate, is_gone: bool) -> WorkspaceLine:
    owned = survey.owned.get(fate.path)
    return WorkspaceLine(
        path=str(fate.path),
        state="removed" if is_gone else "goes" if fate.goes_now else "kept",
        words=fate.words,
        size_bytes=survey.sizes[fate.path],
        task=owned.newest.number if owned else None,
        title=owned.newest.title if owned else "",
        project=owned.project.name if owned and owned.project else None,
        goes_at=fate.goes_at_ms,
    )
