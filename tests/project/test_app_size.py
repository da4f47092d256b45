"""What a phone loads before it shows anything: exact, from the built app."""

import re

import pytest

from bench.initial_js import APP, CSS_LIMIT_BYTES, JS_LIMIT_BYTES, gzipped_bytes


@pytest.mark.parametrize(("suffix", "limit"), [(".js", JS_LIMIT_BYTES), (".css", CSS_LIMIT_BYTES)])
def test_a_phone_loads_little_before_it_shows_something(suffix: str, limit: int) -> None:
    assert 0 < gzipped_bytes(suffix) <= limit


def test_the_page_has_no_inline_script_or_style() -> None:
    html = (APP / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", html) == []


def test_the_app_asks_nothing_of_other_machines() -> None:
    html = (APP / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html) == []
