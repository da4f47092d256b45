"""The tables of the host's database, package by package."""

from farhand.attention import store as attention
from farhand.attention import stuck
from farhand.attention.passkeys import store as passkeys
from farhand.attention.push import store as push
from farhand.changes import comments_store
from farhand.changes import store as changes
from farhand.devices import contacts
from farhand.devices import store as devices
from farhand.host.facts import MIGRATIONS as FACTS
from farhand.outcomes import store as outcomes
from farhand.power import store as power
from farhand.runs import commits
from farhand.runs import store as runs
from farhand.tasks import (
    attachments,
    attempts_store,
    budgets,
    chains,
    permissions,
    projects,
    published,
    quota_store,
    rechecks,
    spending,
    steps,
    tickets,
)
from farhand.tasks import store as tasks
from farhand.thread import store as thread_store
from farhand.workspaces import openings, removals

DATABASE = "host.sqlite"
MIGRATIONS = {
    "thread": thread_store.MIGRATIONS,
    "tasks": tasks.MIGRATIONS,
    "attachments": attachments.MIGRATIONS,
    "attempts": attempts_store.MIGRATIONS,
    "rechecks": rechecks.MIGRATIONS,
    "chains": chains.MIGRATIONS,
    "quota": quota_store.MIGRATIONS,
    "spending": spending.MIGRATIONS,
    "budgets": budgets.MIGRATIONS,
    "projects": projects.MIGRATIONS,
    "permissions": permissions.MIGRATIONS,
    "published": published.MIGRATIONS,
    "runs": runs.MIGRATIONS,
    "commits": commits.MIGRATIONS,
    "attention": attention.MIGRATIONS,
    "stuck": stuck.MIGRATIONS,
    "push": push.MIGRATIONS,
    "passkeys": passkeys.MIGRATIONS,
    "devices": devices.MIGRATIONS,
    "contacts": contacts.MIGRATIONS,
    "facts": FACTS,
    "changes": changes.MIGRATIONS,
    "comments": comments_store.MIGRATIONS,
    "removals": removals.MIGRATIONS,
    "power": power.MIGRATIONS,
    "openings": openings.MIGRATIONS,
    "tickets": tickets.MIGRATIONS,
    "outcomes": outcomes.MIGRATIONS,
    "steps": steps.MIGRATIONS,
}
