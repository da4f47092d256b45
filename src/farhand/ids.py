"""Identifiers, as distinct types, and how new ones are made."""

import secrets
from collections.abc import Callable
from typing import NewType

HostId = NewType("HostId", str)
DeviceId = NewType("DeviceId", str)
PartyId = HostId | DeviceId
EventId = NewType("EventId", str)
CommandId = NewType("CommandId", str)
MessageId = NewType("MessageId", str)
TaskId = NewType("TaskId", str)
RunId = NewType("RunId", str)
ProjectId = NewType("ProjectId", str)
ApprovalId = NewType("ApprovalId", str)
QuestionId = NewType("QuestionId", str)
RuleId = NewType("RuleId", str)
CommentId = NewType("CommentId", str)
StuckId = NewType("StuckId", str)
NoticeId = NewType("NoticeId", str)
PasskeyId = NewType("PasskeyId", str)
EpochId = NewType("EpochId", str)
LogId = NewType("LogId", str)
Incarnation = NewType("Incarnation", str)
RendezvousId = NewType("RendezvousId", str)
BlobId = NewType("BlobId", str)

ID_BYTES = 16  # 128 random bits: no two parties ever make the same id
ID_PATTERN = r"^[0-9a-f]{32}$"

RandomBytes = Callable[[int], bytes]


def new_id(random: RandomBytes = secrets.token_bytes) -> str:
    """Return a new random id: 32 lowercase hexadecimal characters."""
    return random(ID_BYTES).hex()
