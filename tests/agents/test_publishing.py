"""The tool by which an agent hands a file over: from the workspace alone, as it was at that moment."""

import hashlib
import json
import os
import subprocess
from pathlib import Path

import pytest

from farhand.agents.publishing import MAX_BYTES, TOOL, command, publish


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    workspace = tmp_path / "work"
    (workspace / "out").mkdir(parents=True)
    (workspace / "out" / "report.pdf").write_bytes(b"%PDF")
    (workspace / ".git").mkdir()
    (workspace / ".git" / "config").write_text("[user]")
    (tmp_path / "secret.txt").write_text("secret")
    (workspace / "link.txt").symlink_to(tmp_path / "secret.txt")
    (workspace / "out" / "elsewhere").symlink_to(tmp_path)
    os.mkfifo(workspace / "pipe")
    return workspace


def test_a_published_file_is_a_copy_of_how_it_was_then(workspace: Path, tmp_path: Path) -> None:
    publish("out/report.pdf", workspace, tmp_path / "published")
    (workspace / "out" / "report.pdf").write_bytes(b"other")

    (note,) = (tmp_path / "published").glob("*.json")
    assert json.loads(note.read_text()) == {
        "file": note.stem,
        "name": "report.pdf",
        "media": "application/pdf",
        "size": 4,
        "sha256": hashlib.sha256(b"%PDF").hexdigest(),
    }
    assert note.with_suffix("").read_bytes() == b"%PDF"


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt", "/etc/hostname", "link.txt", "out/elsewhere/secret.txt", ".git/config", "out", "pipe",
        "missing", "", "a\0b",
    ],
)  # fmt: skip
def test_what_is_no_file_of_the_workspace_is_not_published(workspace: Path, tmp_path: Path, path: str) -> None:
    with pytest.raises((ValueError, OSError)):
        publish(path, workspace, tmp_path / "published")
    assert list((tmp_path / "published").glob("*.json")) == []


def test_a_file_that_is_too_large_is_not_published(workspace: Path, tmp_path: Path) -> None:
    with (workspace / "huge").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(ValueError, match="larger than 200 MB"):
        publish("huge", workspace, tmp_path / "published")


def test_the_server_lists_its_tool_and_tells_the_agent_what_went_wrong(workspace: Path, tmp_path: Path) -> None:
    asked = [
        {"id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18"}},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/list"},
        {"id": 3, "method": "tools/call", "params": {"name": TOOL, "arguments": {"path": "out/report.pdf"}}},
        {"id": 4, "method": "tools/call", "params": {"name": TOOL, "arguments": {"path": "../secret.txt"}}},
        {"id": 5, "method": "resources/list"},
    ]
    lines = "".join(json.dumps({"jsonrpc": "2.0", **each}) + "\n" for each in asked)
    said = subprocess.run(
        command(workspace, tmp_path / "published"),
        input=lines,
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    )
    answers = {each["id"]: each for each in map(json.loads, said.stdout.splitlines())}
    assert list(answers) == [1, 2, 3, 4, 5]
    assert answers[1]["result"]["protocolVersion"] == "2025-06-18"
    assert [each["name"] for each in answers[2]["result"]["tools"]] == [TOOL]
    assert answers[3]["result"]["isError"] is False
    assert answers[4]["result"]["isError"] is True
    assert "not in the workspace" in answers[4]["result"]["content"][0]["text"]
    assert answers[5]["error"]["code"] == -32601
