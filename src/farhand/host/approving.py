"""Answers approvals: the first answer wins, names the very action, and may grant a rule that covers others."""

import secrets

from farhand.attention import store as attention
from farhand.attention.push import store as push
from farhand.attention.store import Approval
from farhand.clock import Clock
from farhand.database import Connection
from farhand.errors import Conflict, Refused
from farhand.host.effects import Effect, TellVerdict
from farhand.host.parking import Parking
from farhand.host.permitting import Permitting
from farhand.ids import ApprovalId
from farhand.tasks import projects, store
from farhand.thread.thread import Thread
from farhand.wire.attention_events import ApprovalClosed
from farhand.wire.commands import AnswerApproval
from farhand.wire.permissions import Rule, Scope

_NOT_GOOD: dict[push.Refusal, str] = {
    "unknown": "it is too old, or was never given",
    "another": "it was given for another action or device",
    "used": "it was used before",
    "expired": "it is too old",
}


class Approving:
    """Carries out answers; raises a FarhandError and then has changed nothing."""

    def __init__(self, thread: Thread, parking: Parking, permitting: Permitting, clock: Clock) -> None:
        self._thread = thread
        self._parking = parking
        self._permitting = permitting
        self._clock = clock

    def answer(self, connection: Connection, command: AnswerApproval, origin: str) -> tuple[Effect, ...]:
        """Answer an approval, and what else the granted rule covers."""
        approval = attention.find_approval(connection, command.approval)
        if approval is None:
            raise Conflict("there is no such approval")
        if command.generation != approval.generation or not secrets.compare_digest(
            command.action_hash, approval.action_hash
        ):
            raise Refused("the answer names another action than the one that was asked")
        if approval.state != "open":
            raise Conflict(f"it was already answered: {approval.state}")
        if command.verdict == "deny":
            return self._close(connection, approval, origin, allow=False, words=command.words)
        if command.pass_id is not None:
            self._use_pass(connection, approval, command.pass_id, origin)
        rule = _rule_of(approval, command)
        if rule is None:
            return self._close(connection, approval, origin, allow=True, scope="once")
        closed = self._close(connection, approval, origin, allow=True, scope=command.scope, rule=rule)
        return (*closed, *self._grant(connection, approval, command.scope, rule, origin))

    def _use_pass(self, connection: Connection, approval: Approval, pass_id: str, origin: str) -> None:
        now = self._clock.now_ms()
        why = push.use_pass(connection, pass_id, approval.id, approval.action_hash, origin, now)
        if why is not None:
            raise Refused(f"the yes on the notification is not good: {_NOT_GOOD[why]}", hint="answer it in the app")

    def _grant(
        self, connection: Connection, approval: Approval, scope: Scope, rule: Rule, origin: str
    ) -> tuple[Effect, ...]:
        task = store.get(connection, approval.task)
        project = projects.find(connection, task.project) if task.project else None
        if scope == "task" or project is None:
            granted = self._permitting.grant_task(connection, task, rule, origin)
            reached = (task,)
        else:
            granted = self._permitting.grant_project(connection, project, rule, origin)
            reached = store.in_project(connection, project.id)
        effects = list(granted)
        for each in (each for one in reached for each in attention.open_approvals(connection, one.id)):
            if any(offer.rule == rule for offer in each.asked.rules):
                effects += self._close(connection, each, origin, allow=True, rule=rule)
        return tuple(effects)

    def _close(
        self,
        connection: Connection,
        approval: Approval,
        origin: str,
        *,
        allow: bool,
        scope: Scope | None = None,
        rule: Rule | None = None,
        words: str = "",
    ) -> tuple[Effect, ...]:
        verdict = "allowed" if allow else "denied"
        attention.close_approval(connection, approval.id, verdict, words)
        self._thread.append(
            connection,
            ApprovalClosed(
                at=self._clock.now_ms(),
                origin=origin,
                approval=approval.id,
                task=approval.task,
                verdict=verdict,
                scope=scope,
                rule=rule,
                words=words,
            ),
        )
        told = TellVerdict(approval.run, ApprovalId(approval.id), approval.action_hash, allow, words)
        task = store.get(connection, approval.task)
        return (told, *self._parking.go_on(connection, task, f"{verdict}: {approval.asked.title}"))


def _rule_of(approval: Approval, command: AnswerApproval) -> Rule | None:
    if command.scope == "once":
        return None
    if command.pass_id is not None:
        raise Refused("a yes on a notification is for once", hint="open the app to allow more")
    if all(offer.rule != command.rule for offer in approval.asked.rules):
        raise Refused("that rule was not offered with this approval", hint="allow it once, or look at it again")
    return command.rule
