"""The script that a phone loads before it shows anything: exact, from the built app. A test holds the limit, too."""

import gzip
import json
import re
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from bench.measure import Aim, Result, conclude, tell

APP = Path(__file__).resolve().parents[1] / "src" / "farhand" / "app"
JS_LIMIT_BYTES = 110_000
CSS_LIMIT_BYTES = 15_000
KB = 1000
AIM = Aim(value=JS_LIMIT_BYTES / KB)


class _Chunk(BaseModel):
    """One file of the build, as vite's manifest tells it."""

    model_config = ConfigDict(extra="ignore")

    file: str
    imports: tuple[str, ...] = ()
    css: tuple[str, ...] = ()


_MANIFEST: TypeAdapter[dict[str, _Chunk]] = TypeAdapter(dict[str, _Chunk])


def initial_files(app: Path = APP) -> set[str]:
    """Return every script and style that index.html needs before it runs, through static imports."""
    manifest = _MANIFEST.validate_python(json.loads((app / ".vite" / "manifest.json").read_text(encoding="utf-8")))
    by_file = {chunk.file: chunk for chunk in manifest.values()}
    html = (app / "index.html").read_text(encoding="utf-8")
    named = set(re.findall(r'(?:src|href)="/([^"]+\.(?:js|css))"', html))
    waiting, found = [by_file[each] for each in named if each in by_file], set(named)
    while waiting:
        chunk = waiting.pop()
        found |= {chunk.file, *chunk.css}
        waiting += [manifest[each] for each in chunk.imports if manifest[each].file not in found]
    return found


def gzipped_bytes(suffix: str, app: Path = APP) -> int:
    """Return the size of the initial files with that ending, each as `gzip -9` makes it."""
    return sum(len(gzip.compress((app / each).read_bytes(), 9)) for each in initial_files(app) if each.endswith(suffix))


def measure(rounds: int = 1) -> Result:
    """Count; once is enough for what is exact."""
    del rounds
    return conclude("initial_js", "kB", AIM, [gzipped_bytes(".js") / KB])


if __name__ == "__main__":
    tell(measure)
