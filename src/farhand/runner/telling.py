"""What a run tells of itself, as events with its id and the time."""

from collections.abc import Iterable
from dataclasses import dataclass

from farhand.agents.port import TurnEnded
from farhand.changes.diff import Change
from farhand.changes.left_alone import LeftAlone
from farhand.changes.risk import judge_risk
from farhand.clock import Clock
from farhand.runner.journal import Journal
from farhand.runner.published import Published
from farhand.runner.steps import Step
from farhand.runs.protocol import (
    AgentEnded,
    ChangeMade,
    CheckEndedInRun,
    CheckStarted,
    FileMade,
    Printing,
    RepairBegan,
    SessionOpened,
    SpentSoFar,
    StepTaken,
    StuckOver,
    StuckSeen,
    WorkspaceReady,
    Writing,
)
from farhand.wire.run_events import CheckResult
from farhand.workspaces.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Telling:
    """Writes one run's journal."""

    run: str
    journal: Journal
    clock: Clock

    def works_in(self, path: str) -> None:
        """Tell that the run works in a folder of the person's own."""
        self.journal.append(WorkspaceReady(run=self.run, at=self._now(), path=path, branch=None, base=None))

    def workspace(self, prepared: Prepared, head: str | None) -> None:
        """Tell that the workspace stands, and at which commit."""
        self.journal.append(
            WorkspaceReady(
                run=self.run,
                at=self._now(),
                path=str(prepared.path),
                branch=prepared.branch,
                base=prepared.base_commit,
                head=head,
                brought=prepared.brought,
                note=prepared.note,
            )
        )

    def session(self, session: str, *, resumed: bool) -> None:
        """Tell that the agent's session is known."""
        self.journal.append(SessionOpened(run=self.run, at=self._now(), session=session, resumed=resumed))

    def steps(self, steps: Iterable[Step]) -> None:
        """Tell that steps began, or changed."""
        events = tuple(
            StepTaken(
                run=self.run,
                at=self._now(),
                step=step.step,
                kind=step.kind,
                title=step.title,
                detail=step.detail,
                state=step.state,
            )
            for step in steps
        )
        if events:
            self.journal.append(*events)

    def spent(self, seconds: float, usd: float | None, *, working: bool) -> None:
        """Tell what the run has spent; while it is working, its time goes on."""
        spent = SpentSoFar(run=self.run, at=self._now(), seconds=round(seconds, 3), cost_usd=usd, working=working)
        self.journal.append(spent)

    def step(self, step: Step) -> None:
        """Tell that a step began, or changed."""
        self.steps((step,))

    def writing(self, text: str) -> None:
        """Tell that the agent writes."""
        self.journal.show(Writing(run=self.run, at=self._now(), text=text))

    def printing(self, text: str) -> None:
        """Tell that a program prints."""
        self.journal.show(Printing(run=self.run, at=self._now(), text=text))

    def published(self, files: Iterable[Published]) -> None:
        """Tell of files that the agent hands over."""
        events = tuple(
            FileMade(
                run=self.run,
                at=self._now(),
                file=each.file,
                name=each.name,
                media=each.media,
                size=each.size,
                sha256=each.sha256,
                path=str(each.path),
                warning=each.warning,
            )
            for each in files
        )
        if events:
            self.journal.append(*events)

    def agent_ended(self, turn: TurnEnded) -> None:
        """Tell that the agent's turn is over."""
        self.journal.append(
            AgentEnded(
                run=self.run,
                at=self._now(),
                summary=turn.summary,
                failure=turn.failure,
                detail=turn.detail,
                denied=turn.denied,
                cost_usd=turn.cost_usd,
                turns=turn.turns,
            )
        )

    def check_started(self, command: str) -> None:
        """Tell that a check runs."""
        self.journal.append(CheckStarted(run=self.run, at=self._now(), command=command))

    def check_ended(self, check: CheckResult) -> None:
        """Tell that a check ended."""
        self.journal.append(CheckEndedInRun(run=self.run, at=self._now(), check=check))

    def repair(self, number: int, of: int, words: str) -> None:
        """Tell that failing checks went back to the agent."""
        self.journal.append(RepairBegan(run=self.run, at=self._now(), round=number, of=of, words=words))

    def stuck(self, stuck: str, words: str, since: int, deadline: int) -> None:
        """Tell that the run is stuck."""
        self.journal.append(
            StuckSeen(run=self.run, at=self._now(), stuck=stuck, words=words, since=since, deadline=deadline)
        )

    def unstuck(self, stuck: str) -> None:
        """Tell that the run is stuck no more."""
        self.journal.append(StuckOver(run=self.run, at=self._now(), stuck=stuck))

    def change(self, change: Change, branch: str, diff_path: str, left_alone: LeftAlone) -> None:
        """Tell that the branch holds a change."""
        self.journal.append(
            ChangeMade(
                run=self.run,
                at=self._now(),
                branch=branch,
                base=change.base,
                head=change.head,
                files=change.files,
                added=change.added,
                removed=change.removed,
                diff_path=diff_path,
                risk=judge_risk(change.files, change.diff.decode("utf-8", "replace"), left_alone),
            )
        )

    def _now(self) -> int:
        return self.clock.now_ms()
