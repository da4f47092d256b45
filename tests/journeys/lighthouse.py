"""Lighthouse on the running product: what it scores, and what the page asked the network for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

WEB = Path(__file__).resolve().parents[2] / "web"
PATIENCE_S = 60.0  # a run takes five seconds on a quiet machine
CATEGORIES = ("accessibility", "best-practices")


class _Audit(BaseModel):
    title: str
    score: float | None


class _Reference(BaseModel):
    id: str
    weight: float


class _Category(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    score: float | None
    references: list[_Reference] = Field(alias="auditRefs")


class Report(BaseModel):
    """What Lighthouse says of a page."""

    model_config = ConfigDict(populate_by_name=True)

    categories: dict[str, _Category]
    audits: dict[str, _Audit]
    address: str = Field(alias="finalDisplayedUrl")

    def scores(self) -> dict[str, float | None]:
        """Return the score of each category, of at most 1."""
        return {name: category.score for name, category in self.categories.items()}

    def failures(self) -> list[str]:
        """Return what cost points."""
        counted = {each.id for one in self.categories.values() for each in one.references if each.weight}
        return [audit.title for name, audit in self.audits.items() if name in counted and audit.score not in {None, 1}]


def judge(address: str, debugging_port: int, report: Path) -> Report:
    """Have a browser that runs open an address as it is, storage and all, and judge what is shown."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    node = shutil.which("node", path=path)
    assert node, "the tests' environment brings Node"
    command = [
        *(node, str(WEB / "node_modules" / "lighthouse" / "cli" / "index.js"), address),
        *(f"--port={debugging_port}", f"--only-categories={','.join(CATEGORIES)}", "--disable-storage-reset"),
        *("--throttling-method=provided", "--no-enable-error-reporting", "--quiet"),
        *("--output=json", f"--output-path={report}"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE_S)
    return Report.model_validate_json(report.read_bytes())
