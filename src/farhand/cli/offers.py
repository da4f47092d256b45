"""The rules that an approval offers, numbered as people see them."""

from farhand.errors import UsageError
from farhand.wire.attention_events import ApprovalAsked
from farhand.wire.permissions import Rule


def chosen_rule(asked: ApprovalAsked, number: int) -> Rule:
    """Return the offered rule of this number, from 1; raises UsageError."""
    if not asked.rules:
        raise UsageError("no rule is offered with this", hint="allow it once: `farhand allow TASK`")
    if number > len(asked.rules):
        raise UsageError(f"there is no rule {number}", hint="`farhand show` lists them by number")
    return asked.rules[number - 1].rule
