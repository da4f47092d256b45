"""How carefully a change wants to be looked at: small, medium or large, with the reasons in words. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from farhand.changes.left_alone import NOTHING_SAID, LeftAlone
from farhand.changes.lines import Line, read_lines
from farhand.masking import find_keys
from farhand.wire.change_events import ChangedFile, Risk, RiskLevel

MANY_LINES, VERY_MANY_LINES = 150, 600  # beyond the first, reviewers read on; beyond the second, they skim
MANY_FILES = 12
MEDIUM, LARGE = 2, 5

_TEST = re.compile(r"(^|/)(tests?|__tests__|spec)/|(^|/)test_[^/]*$|[._-](test|spec)s?\.[^/]*$|_test\.[^/]*$")
_WORKFLOW = re.compile(
    r"^(\.github/(workflows|actions)/|\.gitlab-ci|\.circleci/|\.buildkite/|\.ci/|azure-pipelines|Jenkinsfile|"
    r"\.pre-commit-config|farhand\.toml$)"
)
_LOCKS = frozenset(
    {
        "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "uv.lock", "poetry.lock", "Pipfile.lock",
        "Cargo.lock", "go.sum", "Gemfile.lock", "composer.lock", "flake.lock",
    }
)  # fmt: skip
_MANIFESTS = frozenset(
    {
        "package.json", "pyproject.toml", "setup.py", "setup.cfg", "Pipfile", "Cargo.toml", "go.mod", "Gemfile",
        "composer.json", "pom.xml", "build.gradle", "build.gradle.kts",
    }
)  # fmt: skip
_REQUIREMENTS = re.compile(r"requirements[^/]*\.(txt|in)$")
_DEPENDENCY = re.compile(r"""["']?[@\w][\w./@-]*["']?\s*([:=]\s*["'{]|[=<>~!]=|\sv?\d)""")
_SKIPS = re.compile(
    r"@pytest\.mark\.(skip|xfail)|@unittest\.skip|pytest\.skip\(|\b(it|test|describe)\.(skip|todo)\b|\bx(it|describe)\(|"
    r"\bt\.Skip|#\[ignore|@Disabled|@Ignore"
)
_ASSERTS = re.compile(r"\bassert|\bexpect\(|\bshould\b|\.Error(f)?\(|\.Fatal(f)?\(|\bt\.equal\b")


@dataclass(frozen=True, slots=True)
class _Finding:
    weight: int
    words: str


def judge_risk(files: Sequence[ChangedFile], diff: str, left_alone: LeftAlone = NOTHING_SAID) -> Risk:
    """Return the risk of a change from its files, its unified diff, and what its ticket wanted left alone."""
    found = (*_touched(left_alone), *_find(files, tuple(read_lines(diff))))
    findings = sorted(found, key=lambda each: -each.weight)
    weight = sum(each.weight for each in findings)
    level = RiskLevel.LARGE if weight >= LARGE else RiskLevel.MEDIUM if weight >= MEDIUM else RiskLevel.SMALL
    return Risk(level=level, weight=weight, reasons=tuple(each.words for each in findings))


def risk_words(risk: Risk) -> str:
    """Return a risk as one sentence: `medium risk: touches a lock file; deletes 1 file`."""
    return f"{risk.level} risk{': ' if risk.reasons else ''}{'; '.join(risk.reasons)}"


def is_test(path: str) -> bool:
    """Return whether a file is of the tests, as its name says."""
    return _TEST.search(path) is not None


def _touched(left_alone: LeftAlone) -> Iterator[_Finding]:
    yield from (_Finding(LARGE, words) for words in left_alone.touched)
    yield from (_Finding(0, f'not checked by Farhand: leave alone "{words}"') for words in left_alone.unchecked)


def _find(files: Sequence[ChangedFile], lines: Sequence[Line]) -> Iterator[_Finding]:
    if any(find_keys("\n".join(line.text for line in lines if line.kind == "added"))):
        yield _Finding(LARGE, "adds what looks like a key")
    yield from _tests(files, [line for line in lines if is_test(line.path)])
    if any(_WORKFLOW.search(file.path) for file in files):
        yield _Finding(3, "touches the build or what checks it")
    yield from _leading_elsewhere(files)
    gone = [file for file in files if file.status == "deleted" and not is_test(file.path)]
    if gone:
        yield _Finding(2, f"deletes {_counted(len(gone), 'file')}")
    yield from _dependencies(files, lines)
    yield from _size(files)


def _tests(files: Sequence[ChangedFile], lines: Sequence[Line]) -> Iterator[_Finding]:
    touched = [file for file in files if file.status != "added" and is_test(file.old_path or file.path)]
    gone = [file for file in touched if file.status == "deleted"]
    added = [line for line in lines if line.kind == "added"]
    removed = [line for line in lines if line.kind == "removed"]
    if gone:
        yield _Finding(LARGE, f"deletes {_counted(len(gone), 'test file')}")
    elif any(_SKIPS.search(line.text) for line in added):
        yield _Finding(LARGE, "skips tests")
    elif (fewer := _asserting(removed) - _asserting(added)) > 0:
        yield _Finding(4, f"weakens tests: {_counted(fewer, 'assertion')} fewer")
    elif touched and removed:
        yield _Finding(1, "changes tests that were there")


def _leading_elsewhere(files: Sequence[ChangedFile]) -> Iterator[_Finding]:
    pointers = [(file, file.pointer) for file in files if file.pointer is not None]
    out = [f"{file.path} → {pointer.target}" for file, pointer in pointers if pointer.outside and _is_there(file)]
    if out:
        more = f", and {_counted(len(out) - 1, 'more link')}" if out[1:] else ""
        yield _Finding(LARGE, f"a link leads out of the project, or could: {out[0]}{more}")
    if any(pointer.kind == "submodule" for _, pointer in pointers):
        yield _Finding(2, "changes a submodule, whose files are not shown")


def _is_there(file: ChangedFile) -> bool:
    return file.status != "deleted"


def _asserting(lines: Iterable[Line]) -> int:
    return sum(_ASSERTS.search(line.text) is not None for line in lines)


def _dependencies(files: Sequence[ChangedFile], lines: Sequence[Line]) -> Iterator[_Finding]:
    new = [line for line in lines if line.kind == "added" and _declares(line.path) and _DEPENDENCY.search(line.text)]
    if new:
        yield _Finding(2, "changes what the project depends on")
    elif any(PurePosixPath(file.path).name in _LOCKS for file in files):
        yield _Finding(1, "touches a lock file")


def _declares(path: str) -> bool:
    return PurePosixPath(path).name in _MANIFESTS or _REQUIREMENTS.search(path) is not None


def _size(files: Sequence[ChangedFile]) -> Iterator[_Finding]:
    counted = [file for file in files if PurePosixPath(file.path).name not in _LOCKS]
    lines = sum((file.added or 0) + (file.removed or 0) for file in counted)
    if lines > VERY_MANY_LINES:
        yield _Finding(LARGE, f"{lines:,} lines")
    elif lines > MANY_LINES:
        yield _Finding(2, f"{lines:,} lines")
    if len(counted) > MANY_FILES:
        yield _Finding(1, _counted(len(counted), "file"))


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
