"""What a lock screen shows: nothing but that something happened, unless its person wants more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.attention.push.message import KINDS, MAX_BODY, MAX_TITLE, compose, may_be_allowed, topic_of
from farhand.attention.push.sealing import MAX_BYTES
from farhand.attention.tellings import Notice
from farhand.ids import NoticeId, TaskId
from farhand.wire.attention_events import ApprovalAsked, NoticeKind
from farhand.wire.permissions import Rule, RuleOffer
from farhand.wire.push import PushApproval

TASK, ASKED = "a" * 32, "b" * 32
APPROVAL = PushApproval(approval=ASKED, action_hash=b"h" * 32, generation=1, pass_id="c" * 32)


def notice(kind: NoticeKind = "outcome", *, task: str | None = TASK, asked: str | None = None) -> Notice:
    return Notice(
        NoticeId("d" * 32), 5, 1, kind, TaskId(task) if task else None, "Fix the login: done", "3 files", asked
    )


@pytest.mark.parametrize("kind", KINDS)
def test_without_detail_a_notification_names_neither_task_nor_outcome(kind: NoticeKind) -> None:
    told = compose(
        notice(kind), host="studio", app="https://x/", detail=False, badge=1, exact="rm x", approval=APPROVAL
    )
    assert told.notification.title == "studio"
    assert "login" not in told.to_json().decode()
    assert "rm x" not in told.to_json().decode()
    assert told.approval is None


def test_with_detail_it_says_what_happened_and_a_tap_opens_the_very_card() -> None:
    told = compose(notice(), host="studio", app="https://x/", detail=True, badge=3)
    shown = told.notification
    assert (shown.title, shown.body, shown.tag, told.app_badge) == ("Fix the login: done", "3 files", TASK, 3)
    assert shown.navigate == f"https://x/#/card/{TASK}"


def test_an_approval_shows_the_action_itself_and_leads_to_its_own_card() -> None:
    asked = notice("approval", asked=ASKED)
    told = compose(asked, host="studio", app="https://x/", detail=True, badge=1, exact="npm test", approval=APPROVAL)
    assert told.notification.body == "npm test"
    assert told.notification.navigate == f"https://x/#/card/{TASK}/{ASKED}"
    assert told.approval == APPROVAL


def test_what_is_told_of_one_task_replaces_what_was_told_before() -> None:
    assert topic_of(notice()) == topic_of(notice("approval", asked=ASKED))
    assert topic_of(notice()) != topic_of(notice(task="e" * 32))
    assert len(topic_of(notice())) == 32


def test_news_without_a_task_replace_nothing_and_lead_to_the_notices() -> None:
    told = compose(notice("host", task=None), host="studio", app="https://x/", detail=False, badge=0)
    assert told.notification.tag == "d" * 32
    assert told.notification.navigate == "https://x/#/notices"


@given(title=st.text(), body=st.text(max_size=2000))
def test_any_text_fits_a_push_and_moves_nothing_on_the_screen(title: str, body: str) -> None:
    long = Notice(NoticeId("d" * 32), 5, 1, "outcome", TaskId(TASK), title, body)
    told = compose(long, host="h" * 64, app=f"https://{'x' * 250}/", detail=True, badge=10**6, approval=APPROVAL)
    assert len(told.to_json()) <= MAX_BYTES
    assert len(told.notification.title) <= MAX_TITLE
    assert len(told.notification.body) <= MAX_BODY
    assert (told.notification.title + told.notification.body).isprintable()


@pytest.mark.parametrize(
    ("kinds", "exact", "harmless"),
    [
        (("prefix", "command"), "npm test", True),
        (("edits",), '{"file_path":"a.txt"}', True),
        (("command",), "rm -r build", False),
        (("commands", "command"), "touch made.txt", False),
        (("write",), "x", False),
        (("host",), "https://x.example", False),
        ((), "git push", False),
        (("prefix",), "npm test\nrm -r ~", False),
        (("prefix",), "npm test \u202egpj", False),
        (("prefix",), "npm test " + "x" * MAX_BODY, False),
    ],
)
def test_only_what_is_known_to_be_harmless_and_seen_whole_is_allowed_from_a_lock_screen(
    kinds: tuple[str, ...], exact: str, harmless: bool
) -> None:
    rules = tuple(RuleOffer(rule=Rule.model_validate({"kind": kind, "value": "x"}), words="x") for kind in kinds)
    asked = ApprovalAsked(
        at=1, approval=ASKED, task=TASK, run="f" * 32, generation=1, tool="Bash", title="Run a command", exact=exact,
        action_hash=b"h" * 32, rules=rules,
    )  # fmt: skip
    assert may_be_allowed(asked) is harmless
    assert not may_be_allowed(asked.model_copy(update={"kind": "plan"}))
