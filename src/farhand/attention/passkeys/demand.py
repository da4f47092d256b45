"""What a passkey is demanded for, command by command. Pure."""

from typing import assert_never

from farhand.wire.commands import (
    AnswerApproval,
    AnswerQuestion,
    AnyCommand,
    CancelTask,
    ChangeAct,
    ConfirmTask,
    EditTask,
    ExplainDiscard,
    KeepDevice,
    MoveTask,
    OpenWorkspace,
    PauseQueue,
    ReadNotices,
    RemoveRule,
    RenameDevice,
    ResumeTask,
    SendMessage,
    SetKeepAwake,
    SetPreset,
    SetPush,
    SettleChange,
    TryPush,
    UnpairDevice,
    UnstickTask,
)
from farhand.wire.comment_commands import RemoveComment, SendComments, WriteComment
from farhand.wire.passkeys import AddPasskey, Demand, RemovePasskey, SetDemand, WithPasskey
from farhand.wire.permissions import Preset

_STRENGTH = {Demand.NONE: 0, Demand.APPROVALS: 1, Demand.DISPATCH: 2}


def is_demanded(command: AnyCommand, demand: Demand, *, is_about_trust: bool = False) -> bool:
    """Return whether a device needs a passkey for a command; `is_about_trust` is said of the question it answers.

    A no, a stop and whatever makes agents do less never need one.
    """
    least = _least(command, demand, is_about_trust=is_about_trust)
    return least is not None and _STRENGTH[demand] >= _STRENGTH[least]


def _least(  # noqa: PLR0911  # one case for each answer
    command: AnyCommand, demand: Demand, *, is_about_trust: bool
) -> Demand | None:
    """Return the least demand that reaches a command; None where none does."""
    match command:
        case AnswerApproval(verdict=verdict):
            return Demand.APPROVALS if verdict == "allow" else None
        case SetPreset(preset=preset):
            return None if preset is Preset.ASK else Demand.APPROVALS
        case AnswerQuestion():
            return Demand.APPROVALS if is_about_trust else Demand.DISPATCH
        case AddPasskey() | RemovePasskey():
            return Demand.APPROVALS
        case SetDemand(demand=wanted):
            return Demand.APPROVALS if _STRENGTH[wanted] < _STRENGTH[demand] else None
        case ConfirmTask(go=go):
            return Demand.DISPATCH if go else None
        case SettleChange(act=act):
            return None if act is ChangeAct.DISCARD else Demand.DISPATCH
        case SendMessage() | EditTask() | ResumeTask() | UnstickTask() | SendComments():
            return Demand.DISPATCH
        case (
            CancelTask()
            | MoveTask()
            | ExplainDiscard()
            | OpenWorkspace()
            | WriteComment()
            | RemoveComment()
            | PauseQueue()
            | RemoveRule()
            | UnpairDevice()
            | KeepDevice()
            | RenameDevice()
            | ReadNotices()
            | SetKeepAwake()
            | SetPush()
            | TryPush()
            | WithPasskey()
        ):
            return None
        case _:
            assert_never(command)
