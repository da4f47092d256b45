import pytest

from farhand.routing.route import Known, project_of, route

SHOP, BLOG = Known("1", "shop", "/p/shop"), Known("2", "blog", "/p/blog")


@pytest.mark.parametrize(
    ("text", "kind", "rest"),
    [
        ("!pytest -q", "command", "pytest -q"),
        ("  ! ls ", "command", "ls"),
        ("fix it!", "agent", "fix it!"),
        ("!", "command", ""),
    ],
)
def test_a_message_that_starts_with_a_mark_is_a_command(text: str, kind: str, rest: str) -> None:
    routed = route(text)
    assert (routed.kind, routed.text) == (kind, rest)


@pytest.mark.parametrize(
    "text",
    ["Also add it to /api/contact with the same config", "and the tests too", "now rename it", "add it to the README"],
)
def test_a_message_that_leans_on_what_came_before_continues_it(text: str) -> None:
    assert route(text).continues


@pytest.mark.parametrize("text", ["Add rate limiting to /api/subscribe", "Alsophila is misspelt", "fix the login"])
def test_a_message_that_stands_alone_continues_nothing(text: str) -> None:
    assert not route(text).continues


def test_the_only_project_is_meant() -> None:
    assert project_of("fix the login", [SHOP]) == SHOP


def test_the_one_project_that_is_named_is_meant() -> None:
    assert project_of("in the Shop, fix the login", [SHOP, BLOG]) == SHOP
    assert project_of("fix the bloggers", [SHOP, BLOG]) is None
    assert project_of("move it from shop to blog", [SHOP, BLOG]) is None
