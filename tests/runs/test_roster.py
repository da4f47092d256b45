"""A roster names the processes that were noted, and nobody who was given their ids later."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from farhand.process_tree import list_processes
from farhand.runs import roster
from farhand.runs.roster import Roster, read_roster


def test_who_was_noted_is_found_and_who_has_their_id_is_not(tmp_path: Path) -> None:
    me = list_processes()[os.getpid()]
    note = Roster(tmp_path / "processes")
    note.note([me])
    assert read_roster(note.path) == [me]
    note.note([replace(me, born="earlier")])
    assert read_roster(note.path) == []
    note.forget()
    assert read_roster(note.path) == []


def test_after_a_boot_nobody_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = Roster(tmp_path / "processes")
    note.note([list_processes()[os.getpid()]])
    monkeypatch.setattr(roster, "_BOOT", tmp_path / "other")
    (tmp_path / "other").write_text("another boot\n")
    assert read_roster(note.path) == []


def test_a_note_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    note = Roster(tmp_path / "later" / "processes")
    me = list_processes()[os.getpid()]
    note.note([me])
    assert read_roster(note.path) == []
    note.path.parent.mkdir()
    note.note([me])
    assert read_roster(note.path) == [me]
