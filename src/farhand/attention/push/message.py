"""What a push says: nothing but that something happened, unless its person wants more on the lock screen. Pure."""

import hashlib

from farhand.attention.push.sealing import MAX_BYTES
from farhand.attention.push.service import Urgency
from farhand.attention.tellings import Notice
from farhand.saying import mapped
from farhand.sayings import notices
from farhand.wire.attention_events import ApprovalAsked, NoticeKind
from farhand.wire.push import PushApproval, PushKind, PushMessage, PushNotification

KINDS: dict[NoticeKind, PushKind] = {
    "outcome": "done",
    "approval": "needs_you",
    "question": "needs_you",
    "device": "host",
    "host": "host",
}
"""What a person switches on and off. A test is of no kind: whoever asks for it gets it."""

_GENERIC: dict[NoticeKind, str] = {
    "outcome": notices.TASK_ENDED,
    "approval": notices.APPROVAL_NEEDED,
    "question": notices.YOU_ARE_ASKED,
    "device": notices.NEWS_OF_DEVICES,
    "host": notices.NEWS_OF_COMPUTER,
}
MAX_TITLE, MAX_BODY = 120, 480  # characters; push services take 4,096 bytes, and lock screens show less
TOPIC_LENGTH = 32  # what RFC 8030 allows


def urgency_of(kind: NoticeKind) -> Urgency:
    """Return whether a phone should be woken for it."""
    return "high" if kind in {"approval", "question", "test"} else "normal"


def tag_of(notice: Notice) -> str:
    """Return what a notification replaces: what was told before of the same task."""
    return notice.task or notice.id


def topic_of(notice: Notice) -> str:
    """Return the same for the push service, to which it says nothing."""
    return hashlib.sha256(tag_of(notice).encode()).hexdigest()[:TOPIC_LENGTH]


def is_shown_whole(exact: str) -> bool:
    """Return whether a lock screen shows an action to its last character, just as it is."""
    return len(exact) <= MAX_BODY and exact.isprintable()


def may_be_allowed(asked: ApprovalAsked) -> bool:
    """Return whether an action is harmless enough to be allowed on a lock screen.

    It is one that Farhand knows as such: an edit inside the workspace, or a build or test command of plain words, for
    which it offers a rule. Whatever else there is, a person looks at in the app.
    """
    kinds = {offer.rule.kind for offer in asked.rules}
    return asked.kind == "action" and not kinds.isdisjoint({"edits", "prefix"}) and is_shown_whole(asked.exact)


def compose(
    notice: Notice,
    *,
    host: str,
    app: str,
    detail: bool,
    badge: int,
    exact: str = "",
    approval: PushApproval | None = None,
) -> PushMessage:
    """Return the message for a notice. `exact` is the action that an approval is about; only with detail is it told."""
    if notice.kind == "test":
        title, body = host, notice.body
    elif detail:
        title, body = notice.title, exact or notice.body
    else:
        title, body = host, _GENERIC[notice.kind]
    notification = PushNotification(
        title=_clipped(title, MAX_TITLE),
        body=_clipped(body, MAX_BODY),
        navigate=app + _place_of(notice),
        tag=tag_of(notice),
    )
    message = PushMessage(notification=notification, app_badge=badge, approval=approval if detail else None)
    return message if len(message.to_json()) <= MAX_BYTES else _without_facts(message)


def _without_facts(message: PushMessage) -> PushMessage:
    shown = message.notification
    bare = shown.model_copy(update={"title": str(shown.title), "body": str(shown.body)})
    return message.model_copy(update={"notification": bare})


def _place_of(notice: Notice) -> str:
    if notice.task is None:
        return "#/notices"
    return f"#/card/{notice.task}/{notice.asked}" if notice.asked else f"#/card/{notice.task}"


def _printable(text: str) -> str:
    return "".join(each if each.isprintable() else " " for each in text)


def _clipped(text: str, length: int) -> str:
    # Nothing moves or hides what is shown, and no character takes more than four bytes of the little room there is.
    shown = mapped(text, _printable)
    return shown if len(shown) <= length else f"{shown[: length - 1]}…"
