"""Whether each part of a page can be read, reached and told apart, also by those who do not see it."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page
from pydantic import BaseModel, Field, TypeAdapter

OUT_OF_REACH = Path(__file__).with_name("out_of_reach.js")
CONTROLS = frozenset(
    (
        "button",
        "link",
        "textbox",
        "searchbox",
        "combobox",
        "checkbox",
        "switch",
        "radio",
        "slider",
        "DisclosureTriangle",
    )
)
PLACES = frozenset(
    ("article", "region", "group", "dialog", "main", "complementary", "banner", "form", "list", "table", "figure")
)
"""Where a screen reader says what one is in, once it has a name."""

_MOVING = """() => [...document.querySelectorAll('*')].flatMap((one) => ['', '::before', '::after'].map((part) => {
    const { animationName, transitionDuration } = getComputedStyle(one, part || null);
    return animationName === 'none' && /^[0s, ]+$/.test(transitionDuration) ? '' : one.localName + '.' + one.className;
})).filter(Boolean).concat(document.getAnimations().map(({ id }) => 'an animation ' + id))"""
_SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
        p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""


class _Text(BaseModel):
    value: str = ""


class _Node(BaseModel):
    id: str = Field(alias="nodeId")
    parent: str = Field("", alias="parentId")
    ignored: bool
    role: _Text = _Text()
    name: _Text = _Text()


class _Tree(BaseModel):
    nodes: list[_Node]


_SENTENCES: TypeAdapter[list[str]] = TypeAdapter(list[str])


@contextmanager
def enlarged_text(page: Page) -> Generator[None]:
    """Show all text twice as large, as a browser's settings do."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    yield
    page.evaluate("document.documentElement.style.fontSize = ''")


@contextmanager
def spaced_text(page: Page) -> Generator[None]:
    """Show lines, letters and words apart, as somebody's own style sheet does: WCAG 1.4.12."""
    page.evaluate(_SPACED)
    yield
    page.evaluate("document.adoptedStyleSheets = []")


def out_of_reach(page: Page) -> list[str]:
    """Return what is cut off, and which controls cannot be seen with the focus on them."""
    return _SENTENCES.validate_python(page.evaluate(OUT_OF_REACH.read_text(encoding="utf-8")))


def moving(page: Page) -> list[str]:
    """Return what moves, or would once it changes."""
    return _SENTENCES.validate_python(page.evaluate(_MOVING))


def alike(page: Page) -> list[str]:
    """Return the controls that a screen reader tells no name of, or the same of two in one place."""
    session = page.context.new_cdp_session(page)
    told = _Tree.model_validate(
        session.send("Accessibility.getFullAXTree")  # pyright: ignore[reportUnknownMemberType]  # as in journeys
    )
    session.detach()
    nodes = {node.id: node for node in told.nodes}
    controls = [node for node in nodes.values() if not node.ignored and node.role.value in CONTROLS]
    names = [(_place_of(node, nodes), node.role.value, node.name.value) for node in controls]
    nameless = [f"{node.role.value} without a name" for node in controls if not node.name.value.strip()]
    twice = {name for name in names if names.count(name) > 1}
    return nameless + [f"two: {role} “{name}”" for _, role, name in sorted(twice)]


def _place_of(node: _Node, nodes: dict[str, _Node]) -> str:
    above = nodes.get(node.parent)
    while above and not (above.role.value == "listitem" or (above.role.value in PLACES and above.name.value)):
        above = nodes.get(above.parent)
    return above.id if above else ""
