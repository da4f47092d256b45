"""A change that adds what looks like a key is warned about; its diff is left alone."""

from farhand.changes.keys import MAX_WARNINGS, key_warnings

KEY = "AKIAIOSFODNN7EXAMPLE"


def _diff(path: str, *lines: str) -> str:
    return f"diff --git a/{path} b/{path}\n--- a/{path}\n+++ b/{path}\n@@ -1 +1,2 @@\n" + "\n".join(lines) + "\n"


def test_an_added_key_is_named_with_its_kind_and_file() -> None:
    diff = _diff("src/config.py", " import os", f"+KEY = '{KEY}'") + _diff("a.txt", "+nothing here")
    assert key_warnings(diff.encode()) == ("the change adds what looks like an AWS key to `src/config.py`",)


def test_a_key_that_was_there_before_or_goes_away_is_no_news() -> None:
    assert key_warnings(_diff("a", f" {KEY}", f"-{KEY}", "+fine").encode()) == ()


def test_a_key_of_many_lines_is_seen() -> None:
    diff = _diff("id_rsa", "+-----BEGIN PRIVATE KEY-----", "+abc", "+-----END PRIVATE KEY-----")
    assert key_warnings(diff.encode()) == ("the change adds what looks like a private key to `id_rsa`",)


def test_bytes_that_are_no_text_are_read_as_far_as_they_go() -> None:
    assert key_warnings(b"+++ b/x\n+\xff\xfe AKIAIOSFODNN7EXAMPLE\n") != ()


def test_many_files_are_counted_rather_than_listed() -> None:
    warnings = key_warnings("".join(_diff(f"f{number}", f"+{KEY}") for number in range(9)).encode())
    assert len(warnings) == MAX_WARNINGS + 1
    assert warnings[-1] == "and 4 more of these"
