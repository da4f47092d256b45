"""Read how many tests passed, out of how many that ran, from what test runners print. Skipped tests are in neither."""

import re
from collections.abc import Callable, Iterator

Counts = tuple[int, int]
"""Passed, and all that passed or failed."""

_PYTEST = re.compile(r"^=*\s*((?:\d+ [a-z]+(?: passed| failed)?,? ?)+) in [\d.]+s\b.*$", re.MULTILINE)
_JEST = re.compile(r"^\s*Tests:\s+(.*?)(\d+) total\s*$", re.MULTILINE)
_VITEST = re.compile(r"^\s*Tests\s+((?:\d+ [a-z ]+(?: \| )?)+)\(\d+\)\s*$", re.MULTILINE)
_NODE = re.compile(r"^(?:#|\u2139) (tests|pass|fail|cancelled)\s+(\d+)\s*$", re.MULTILINE)
_MOCHA = re.compile(r"^\s+(\d+) (passing|failing)\b", re.MULTILINE)
_BUN = re.compile(r"^\s*(\d+) (pass|fail)\s*$", re.MULTILINE)
_UNITTEST = re.compile(r"^Ran (\d+) tests? in [\d.]+s\s+(?:OK|FAILED|NO TESTS RAN)(?: \((.*)\))?\s*$", re.MULTILINE)
_CARGO = re.compile(r"^test result: \w+\. (\d+) passed; (\d+) failed;", re.MULTILINE)
_NEXTEST = re.compile(r"^\s*Summary \[[^\]]*\]\s+(\d+)(?:/\d+)? tests? run: (\d+) passed\b", re.MULTILINE)
_GO = re.compile(r"^--- (PASS|FAIL): ", re.MULTILINE)
_GO_EVENT = re.compile(r'^\{(?=.*"Action":"(pass|fail)")(?=.*"Test":"[^"/]+").*\}\s*$', re.MULTILINE)
_DENO = re.compile(r"^(?:ok|FAILED) \| (\d+) passed(?: \([^)]*\))? \| (\d+) failed\b", re.MULTILINE)
_RSPEC = re.compile(
    r"^(\d+) examples?, (\d+) failures?(?:, (\d+) pending)?(?:, (\d+) errors? occurred outside of examples)?\s*$",
    re.MULTILINE,
)
_PHPUNIT_OK = re.compile(r"^OK \((\d+) tests?, \d+ assertions?\)\s*$", re.MULTILINE)
_PHPUNIT = re.compile(r"^Tests: (\d+), Assertions: \d+(.*)\.\s*$", re.MULTILINE)
_DOTNET = re.compile(r"^\s*(?:Passed|Failed)!\s+- Failed:\s+(\d+), Passed:\s+(\d+),", re.MULTILINE)
_DOTNET_SUM = re.compile(r"^\s*Test summary: total: \d+, failed: (\d+), succeeded: (\d+),", re.MULTILINE)
_JUNIT = re.compile(r"<(/?)testsuite\b([^>]*?)(/?)>")
_ATTRIBUTE = re.compile(r'\b(tests|failures|errors|skipped|disabled)="(\d+)"')
_WORD = re.compile(r"(\d+) ([a-z]+)")
_PAIR = re.compile(r"([a-z ]+)=(\d+)")
_CAUSE = re.compile(r"\b(Errors|Failures|Skipped|Incomplete): (\d+)")
_PACKAGE = re.compile(r"^@?[\w./-]+(?: test:|:test:) ?", re.MULTILINE)  # which pnpm and turbo put before each line


def read_counts(output: str, *, is_whole: bool = True) -> Counts | None:
    """Return passed and total over every summary in an output, None where there is none.

    Runners that print no sum of their own are read only where the output `is_whole`.
    """
    readers: tuple[Callable[[str], Iterator[Counts]], ...] = (
        _read_pytest, _read_jest, _read_vitest, _read_node, _read_mocha, _read_bun, _read_unittest, _read_junit,
        _read_nextest, _read_deno, _read_rspec, _read_phpunit, _read_dotnet,
    )  # fmt: skip
    if is_whole:
        readers = (*readers, _read_cargo, _read_go, _read_go_events)
    output = _PACKAGE.sub("", output)
    found = [counts for reader in readers for counts in reader(output) if counts[1] > 0]
    return (sum(passed for passed, _ in found), sum(total for _, total in found)) if found else None


def _read_pytest(output: str) -> Iterator[Counts]:
    for match in _PYTEST.finditer(output):
        words = _words(match[1])
        passed = words.get("passed", 0) + words.get("xpassed", 0)
        yield passed, passed + words.get("failed", 0) + words.get("error", 0) + words.get("errors", 0)


def _read_jest(output: str) -> Iterator[Counts]:
    for match in _JEST.finditer(output):
        words = _words(match[1])
        yield words.get("passed", 0), words.get("passed", 0) + words.get("failed", 0)


def _read_vitest(output: str) -> Iterator[Counts]:
    for match in _VITEST.finditer(output):
        words = _words(match[1])
        yield words.get("passed", 0), words.get("passed", 0) + words.get("failed", 0)


def _read_node(output: str) -> Iterator[Counts]:
    seen = {"tests": 0, "pass": 0, "fail": 0, "cancelled": 0}
    for match in _NODE.finditer(output):
        seen[match[1]] += int(match[2])
    if seen["tests"]:
        yield seen["pass"], seen["pass"] + seen["fail"] + seen["cancelled"]


def _read_mocha(output: str) -> Iterator[Counts]:
    yield from _pairs(_MOCHA.findall(output), "passing")


def _read_bun(output: str) -> Iterator[Counts]:
    if "Ran " in output:
        yield from _pairs(_BUN.findall(output), "pass")


def _read_unittest(output: str) -> Iterator[Counts]:
    for match in _UNITTEST.finditer(output):
        causes = {name.strip(): int(count) for name, count in _PAIR.findall(match[2] or "")}
        total = int(match[1]) - causes.get("skipped", 0) - causes.get("expected failures", 0)
        bad = causes.get("failures", 0) + causes.get("errors", 0) + causes.get("unexpected successes", 0)
        yield max(total - bad, 0), total


def _read_cargo(output: str) -> Iterator[Counts]:
    for match in _CARGO.finditer(output):
        yield int(match[1]), int(match[1]) + int(match[2])


def _read_go(output: str) -> Iterator[Counts]:
    if "=== RUN" in output:  # without -v only failures are printed
        verdicts: list[str] = _GO.findall(output)
        yield verdicts.count("PASS"), len(verdicts)


def _read_go_events(output: str) -> Iterator[Counts]:
    verdicts: list[str] = _GO_EVENT.findall(output)
    yield verdicts.count("pass"), len(verdicts)


def _read_nextest(output: str) -> Iterator[Counts]:
    for match in _NEXTEST.finditer(output):
        yield int(match[2]), int(match[1])


def _read_deno(output: str) -> Iterator[Counts]:
    for match in _DENO.finditer(output):
        yield int(match[1]), int(match[1]) + int(match[2])


def _read_rspec(output: str) -> Iterator[Counts]:
    for match in _RSPEC.finditer(output):
        total, failed, pending, errors = (int(each or 0) for each in match.groups())
        yield total - failed - pending, total - pending + errors


def _read_phpunit(output: str) -> Iterator[Counts]:
    for match in _PHPUNIT_OK.finditer(output):
        yield int(match[1]), int(match[1])
    for match in _PHPUNIT.finditer(output):
        causes = {name: int(count) for name, count in _CAUSE.findall(match[2])}
        total = int(match[1]) - causes.get("Skipped", 0) - causes.get("Incomplete", 0)
        yield max(total - causes.get("Failures", 0) - causes.get("Errors", 0), 0), total


def _read_dotnet(output: str) -> Iterator[Counts]:
    for pattern in (_DOTNET, _DOTNET_SUM):
        for match in pattern.finditer(output):
            yield int(match[2]), int(match[1]) + int(match[2])


def _read_junit(output: str) -> Iterator[Counts]:
    depth = 0
    for match in _JUNIT.finditer(output):
        is_end, attributes, is_empty = match[1], match[2], match[3]
        if is_end:
            depth = max(depth - 1, 0)
            continue
        if depth == 0:  # an outer suite counts what its inner ones do
            counts = {name: int(count) for name, count in _ATTRIBUTE.findall(attributes)}
            total = counts.get("tests", 0) - counts.get("skipped", 0) - counts.get("disabled", 0)
            yield total - counts.get("failures", 0) - counts.get("errors", 0), total
        depth += not is_empty


def _words(text: str) -> dict[str, int]:
    return {word: int(count) for count, word in _WORD.findall(text)}


def _pairs(found: list[tuple[str, str]], good: str) -> Iterator[Counts]:
    passed = sum(int(count) for count, word in found if word == good)
    if found:
        yield passed, sum(int(count) for count, _ in found)
