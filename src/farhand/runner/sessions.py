"""The one live agent session of a runner, kept from a run to its follow-up in the same workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from farhand.agents.port import Agent, Ask, Decision, Person, Question, Session, SessionSettings
from farhand.errors import Unavailable
from farhand.runs.spec import RunSpec
from farhand.workspaces.prepared import Prepared

PUBLISHED = "published"  # in the folder of the run that opened the session


class Stand:
    """Passes requests on to the person of the run that is under way, while the session stays."""

    def __init__(self, person: Person) -> None:
        self.person = person

    async def may(self, ask: Ask) -> Decision:
        """Ask leave for one action."""
        return await self.person.may(ask)

    async def answer(self, questions: tuple[Question, ...]) -> tuple[tuple[str, ...], ...]:
        """Ask questions that belong together."""
        return await self.person.answer(questions)


@dataclass(slots=True)
class _Live:
    session: Session
    stand: Stand
    kind: tuple[str, str, bool]
    budget_of: str | None


def _budget_of(spec: RunSpec) -> str | None:
    """Return for which run alone an agent counts its money, from the start of its program on."""
    return None if spec.left_usd is None else spec.run


def _kind_of(spec: RunSpec) -> tuple[str, str, bool]:
    return spec.workspace, spec.agent, spec.trusted


class Sessions:
    """Opens sessions, and hands out the live one again."""

    def __init__(self, agents: Mapping[str, Agent]) -> None:
        self._agents = agents
        self._live: _Live | None = None
        self.prepared: Prepared | None = None
        self.session: str | None = None
        self.published: Path | None = None

    @property
    def is_live(self) -> bool:
        """Whether a follow-up could go on at once."""
        return self._live is not None and self._live.session.is_live

    async def open(self, spec: RunSpec, prepared: Prepared, person: Person, raw_log: Path) -> Session:
        """Return the session for a run; raises Unavailable when its agent is not there."""
        live = self._live
        known = (_kind_of(spec), _budget_of(spec))
        if live is not None and live.session.is_live and (live.kind, live.budget_of) == known:
            live.stand.person = person
            return live.session
        await self.close()
        agent = self._agents.get(spec.agent)
        if agent is None:
            raise Unavailable(f"there is no agent `{spec.agent}`", hint="`farhand doctor` lists the agents")
        stand = Stand(person)
        settings = SessionSettings(
            workspace=prepared.path,
            person=stand,
            project=Path(spec.project),
            published=raw_log.with_name(PUBLISHED),
            inputs=Path(spec.inputs_folder) if spec.inputs_folder else None,
            resume=spec.session,
            trusted=spec.trusted,
            environment=spec.environment,
            raw_log=raw_log,
            budget_usd=spec.left_usd,
        )
        session = await agent.open(settings)
        self._live = _Live(session, stand, *known)
        self.published = settings.published
        return session

    async def open_anew(self, spec: RunSpec, prepared: Prepared, person: Person, raw_log: Path) -> Session:
        """Return a session that knows nothing of an earlier one."""
        await self.close()
        return await self.open(spec.model_copy(update={"session": None}), prepared, person, raw_log)

    async def interrupt(self) -> None:
        """Ask the agent to stop, if there is one."""
        if self._live is not None:
            await self._live.session.interrupt()

    async def close(self) -> None:
        """End the session and all that it started."""
        live, self._live = self._live, None
        if live is not None:
            await live.session.close()


def changed_workspace(prepared: Prepared) -> Prepared:
    """Return a workspace as the follow-up finds it: not new, with nothing more to say of how it was made."""
    return replace(prepared, is_new=False, note=None)
