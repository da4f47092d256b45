"""What a granted rule covers: the same again, and nothing that was smuggled in beside it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.agents.commands import PREFIXES, prefix_of
from farhand.agents.policy import judge
from farhand.agents.port import Ask
from farhand.agents.rules import COMMANDS, EDITS, allows, for_command, for_reading, for_url, offers, words_of
from farhand.wire.permissions import Permissions, Preset, Rule

SMUGGLED = st.sampled_from([
    ";", "&", "|", "\n", "\r", "$(id)", "`id`", "${X}", "<(id)", ">x", "<x", "*", "?", "[a]", "{a,b}", "~", "#", "!",
    "'", '"', "\\", "\0", "\t", "\u202e", "\u200b", "\u00a0", "\uff1b", "\u037e", "\u2024", "=x", "../x", "/x", "-x",
])  # fmt: skip
HOME = Path("/home/me")


def covers(rule: Rule, command: str) -> bool:
    """Whether a granted rule lets a command go ahead."""
    return allows(Permissions(preset=Preset.ASK, rules=(rule,)), for_command(command, is_inside=True))


@given(st.text(), st.text())
def test_an_exact_command_covers_itself_alone(granted: str, other: str) -> None:
    rule = Rule(kind="command", value=granted)
    assert covers(rule, granted) is bool(granted.strip())
    assert covers(rule, other) is (granted == other and bool(granted.strip()))


@given(st.sampled_from(PREFIXES), SMUGGLED, st.text(alphabet="ab -./", max_size=6), st.text(max_size=6))
def test_no_prefix_covers_what_a_shell_would_take_apart(
    prefix: tuple[str, ...], smuggled: str, before: str, after: str
) -> None:
    words = " ".join(prefix)
    command = f"{words} {before}{smuggled}{after}"
    plain = set(command) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.,:/@+- ")
    assert not plain or smuggled in {"../x", "/x", "-x"}
    if not plain:
        assert prefix_of(command) is None
    assert prefix_of(f"{words} {smuggled}") is None
    assert prefix_of(f"{words}{smuggled}{after}") is None or (plain and smuggled in {"../x", "/x", "-x"})


@given(st.text())
def test_a_prefix_is_derived_only_from_the_words_it_stands_for(command: str) -> None:
    prefix = prefix_of(command)
    if prefix is not None:
        assert command.split(" ")[: len(prefix)] == list(prefix)
        assert command.isascii()


@pytest.mark.parametrize(
    ("command", "prefix"),
    [
        ("npm run build", ("npm", "run")),
        ("npm run", ("npm", "run")),
        ("npm test", ("npm", "test")),
        ("make", ("make",)),
        ("make test", ("make",)),
        ("go test ./...", ("go", "test")),
        ("python -m pytest tests/a.py", ("python", "-m", "pytest")),
        ("npm run build; rm -rf ~", None),
        ("npm run build\nrm x", None),
        ("npm run $(x)", None),
        ("npm run build --prefix ../other", None),
        ("npm  run build", None),
        ("make SHELL=/bin/x", None),
        ("make -f /tmp/x", None),
        ("pytest ../other", None),
        ("pytest a/../../b", None),
        ("npm install x", None),
        ("npm runx", None),
        ("\uff4epm run build", None),
        ("", None),
    ],
)
def test_prefixes(command: str, prefix: tuple[str, ...] | None) -> None:
    assert prefix_of(command) == prefix


def test_a_prefix_covers_its_like_and_an_exact_rule_does_not() -> None:
    prefix = Rule(kind="prefix", value="npm run")
    assert [covers(prefix, each) for each in ("npm run a", "npm run b", "npm test")] == [True, True, False]


@pytest.mark.parametrize(
    ("path", "folders"),
    [
        ("/opt/data/set/a.csv", ["/opt/data/set", "/opt/data", "/opt"]),
        ("/home/me/notes/a.md", ["/home/me/notes"]),
        ("/home/me/.ssh/id", []),
        ("/home/me/a", []),
        ("/a", []),
    ],
)
def test_a_folder_to_read_is_neither_root_nor_home_nor_hidden(path: str, folders: list[str]) -> None:
    assert [rule.value for rule in for_reading(Path(path), HOME)] == folders


def test_a_folder_is_granted_as_it_really_is(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "secret").mkdir()
    (tmp_path / "data" / "link").symlink_to(tmp_path / "secret")
    granted = Permissions(rules=(Rule(kind="read", value=str(tmp_path / "data")),))

    def may_read(path: str) -> bool:
        verdict = judge("Read", {"file_path": path}, workspace=tmp_path / "work")
        return isinstance(verdict, Ask) and allows(granted, verdict.rules)

    assert may_read(f"{tmp_path}/data/a")
    assert may_read("../data/deep/a")
    assert not may_read(f"{tmp_path}/data/link/a")
    assert not may_read(f"{tmp_path}/data/../secret/a")
    assert not may_read(f"{tmp_path}/data-other/a")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://docs.python.org/3/", "docs.python.org"),
        ("http://example.org:80/", "example.org"),
        ("https://EXAMPLE.org./x?y=//evil.org", "example.org"),
        ("https://example.org:8443/", None),
        ("https://example.org@evil.org/", None),
        ("https://evil.org\\@example.org/", None),
        ("https://ex\u0430mple.org/", None),
        ("https://example.org\n.evil.org/", None),
        ("https://example.org:x/", None),
        ("file:///etc/passwd", None),
        ("ftp://example.org/", None),
        ("//example.org", None),
        ("", None),
    ],
)
def test_a_page_is_covered_by_its_host_where_there_is_no_doubt(url: str, host: str | None) -> None:
    assert [rule.value for rule in for_url(url)] == ([host] if host else [])


@given(st.text(), st.text())
def test_an_address_never_passes_for_another_host(user: str, path: str) -> None:
    granted = Permissions(rules=(Rule(kind="host", value="example.org"),))
    assert not allows(granted, for_url(f"https://{user}@evil.org/{path}"))
    assert not allows(granted, for_url(f"https://evil.org/{path}@example.org/"))


def test_the_narrowest_rule_of_each_kind_is_offered_in_exact_words() -> None:
    offered = offers(tuple(for_command("npm run build", is_inside=True)))
    assert [each.words for each in offered] == ["Bash: npm run build", "Bash: npm run *"]
    assert COMMANDS not in [each.rule for each in offered]
    reading = offers(tuple(for_reading(Path("/opt/data/a"), HOME)))
    assert [each.words for each in reading] == ["Read: /opt/data/**"]
    assert words_of(EDITS) == "Edit: files in the workspace"
