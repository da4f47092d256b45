"""What has happened, as the thread tells it: every event is the body of one record type."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from farhand.wire.attempt_events import AttemptChanged
from farhand.wire.attention_events import (
    ApprovalAsked,
    ApprovalClosed,
    NoticeDelayed,
    NoticePosted,
    NoticesRead,
    NoticeTold,
    QuestionAsked,
    QuestionClosed,
    RunStuck,
    RunUnstuck,
)
from farhand.wire.change_events import ChangeReady, ChangeSettled, DiscardExplained
from farhand.wire.comment_events import CommentDrafted, CommentsDropped
from farhand.wire.file_events import FilePublished
from farhand.wire.host_events import (
    AgentsFound,
    DevicesChanged,
    HostRestored,
    PairingAttempted,
    ProjectsChanged,
    ThreadStarted,
)
from farhand.wire.model import LAZY
from farhand.wire.passkeys import PasskeysChanged, PasskeyUsed
from farhand.wire.power_events import HostSlept, KeepAwakeChanged
from farhand.wire.push import PushChanged
from farhand.wire.run_events import CheckEnded, RunCommits, RunStarted, RunStep, TaskEnded
from farhand.wire.spending_events import DaySpent, TaskSpent
from farhand.wire.task_events import (
    CommandAccepted,
    CommandRefused,
    MessageReceived,
    QueueChanged,
    TaskChanged,
    TaskCreated,
    TaskEdited,
)
from farhand.wire.workspace_events import WorkspaceOpening, WorkspaceRemoved

AnyEvent = Annotated[
    ThreadStarted
    | HostRestored
    | DevicesChanged
    | PairingAttempted
    | ProjectsChanged
    | AgentsFound
    | MessageReceived
    | CommandAccepted
    | CommandRefused
    | TaskCreated
    | TaskChanged
    | TaskEdited
    | QueueChanged
    | KeepAwakeChanged
    | HostSlept
    | RunStarted
    | RunStep
    | RunCommits
    | CheckEnded
    | AttemptChanged
    | ChangeReady
    | ChangeSettled
    | DiscardExplained
    | FilePublished
    | CommentDrafted
    | CommentsDropped
    | WorkspaceRemoved
    | WorkspaceOpening
    | TaskEnded
    | TaskSpent
    | DaySpent
    | ApprovalAsked
    | ApprovalClosed
    | QuestionAsked
    | QuestionClosed
    | RunStuck
    | RunUnstuck
    | NoticePosted
    | NoticeDelayed
    | NoticeTold
    | NoticesRead
    | PushChanged
    | PasskeysChanged
    | PasskeyUsed,
    Field(discriminator="type"),
]
EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent, config=LAZY)
