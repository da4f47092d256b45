"""What a phone loads before it shows anything: exact, from the built app."""

import gzip
import json
import re
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, TypeAdapter

APP = Path(__file__).resolve().parents[2] / "src" / "farhand" / "app"
JS_LIMIT_BYTES = 110_000
CSS_LIMIT_BYTES = 15_000


class Chunk(BaseModel):
    """One file of the build, as vite's manifest tells it."""

    model_config = ConfigDict(extra="ignore")

    file: str
    imports: tuple[str, ...] = ()
    css: tuple[str, ...] = ()


_MANIFEST: TypeAdapter[dict[str, Chunk]] = TypeAdapter(dict[str, Chunk])


def initial_files() -> set[str]:
    """Return every script and style that index.html needs before it runs, through static imports."""
    manifest = _MANIFEST.validate_python(json.loads((APP / ".vite" / "manifest.json").read_text(encoding="utf-8")))
    by_file = {chunk.file: chunk for chunk in manifest.values()}
    html = (APP / "index.html").read_text(encoding="utf-8")
    named = set(re.findall(r'(?:src|href)="/([^"]+\.(?:js|css))"', html))
    waiting, found = [by_file[each] for each in named if each in by_file], set(named)
    while waiting:
        chunk = waiting.pop()
        found |= {chunk.file, *chunk.css}
        waiting += [manifest[each] for each in chunk.imports if manifest[each].file not in found]
    return found


def _gzipped(suffix: str) -> int:
    return sum(len(gzip.compress((APP / each).read_bytes(), 9)) for each in initial_files() if each.endswith(suffix))


@pytest.mark.parametrize(("suffix", "limit"), [(".js", JS_LIMIT_BYTES), (".css", CSS_LIMIT_BYTES)])
def test_a_phone_loads_little_before_it_shows_something(suffix: str, limit: int) -> None:
    assert 0 < _gzipped(suffix) <= limit


def test_the_page_has_no_inline_script_or_style() -> None:
    html = (APP / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", html) == []


def test_the_app_asks_nothing_of_other_machines() -> None:
    html = (APP / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html) == []
