"""How checks end on the commit a task began from: kept by tree and command, and set beside what fails now."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from farhand.wire.run_events import CheckResult, CheckStatus

FAILING = frozenset({CheckStatus.FAILED, CheckStatus.TIMED_OUT})
_KEPT = frozenset({CheckStatus.PASSED, CheckStatus.FAILED})  # time limits and missing programs are mended meanwhile
_WORDS: dict[CheckStatus, Literal["passed", "failed", "timed out", "not run"]] = {
    CheckStatus.PASSED: "passed",
    CheckStatus.FAILED: "failed",
    CheckStatus.TIMED_OUT: "timed out",
    CheckStatus.NOT_STARTED: "not run",
}


@dataclass(frozen=True, slots=True)
class Baselines:
    """What is known already, a small file for each tree and command."""

    folder: Path

    def find(self, tree: str, command: str) -> CheckResult | None:
        """Return how a command ended on a tree; None if that is not known."""
        try:
            return CheckResult.model_validate_json(self._path(tree, command).read_bytes())
        except (OSError, ValidationError):
            return None

    def keep(self, tree: str, check: CheckResult) -> None:
        """Note how a check ended on a tree, if it would end so again."""
        if check.status not in _KEPT:
            return
        path = self._path(tree, check.command)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            part = path.with_suffix(".part")
            part.write_bytes(check.model_copy(update={"output": ""}).to_json())
            part.replace(path)
        except OSError:  # what cannot be kept is found out again
            return

    def _path(self, tree: str, command: str) -> Path:
        name = hashlib.sha256(f"{tree}\0{command}".encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / f"{name}.json"


def compared(check: CheckResult, before: CheckResult | None) -> CheckResult:
    """Return a failing check with how it ended before the change; nothing known of that changes nothing else."""
    if check.status not in FAILING:
        return check
    if before is None:
        return check.model_copy(update={"baseline": "not run"})
    update = {
        "baseline": _WORDS[before.status],
        "baseline_passed": before.passed,
        "baseline_total": before.total,
    }
    return check.model_copy(update=update)
