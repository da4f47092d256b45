import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from farhand.checks.find import Folder, Found, checks_of_ticket, find_checks
from farhand.errors import UsageError
from farhand.wire.task_events import Verify


@dataclass(frozen=True, slots=True)
class FakeListing:
    """A project as a table of paths and texts."""

    files: dict[str, str]

    def text(self, path: str) -> str | None:
        return self.files.get(path)

    def names(self, folder: str) -> tuple[str, ...]:
        prefix = f"{folder}/" if folder else ""
        inside = (path.removeprefix(prefix) for path in self.files if path.startswith(prefix))
        return tuple(sorted({path.split("/")[0] for path in inside}))

    def has(self, path: str) -> bool:
        return path in self.files


def package(test: str, **more: str) -> str:
    return json.dumps({"scripts": {"test": test}, **more})


NPM_PLACEHOLDER = 'echo "Error: no test specified" && exit 1'
PYTEST_FILE = {"tests/test_a.py": "def test_a(): ..."}


@pytest.mark.parametrize(
    ("files", "command"),
    [
        ({}, None),
        ({"package.json": package("node --test")}, "npm test"),
        ({"package.json": package("vitest"), "pnpm-lock.yaml": ""}, "pnpm test"),
        ({"package.json": package("jest"), "yarn.lock": ""}, "yarn test"),
        ({"package.json": package("vitest"), "bun.lockb": ""}, "bun run test"),
        ({"package.json": package("vitest"), "bun.lock": ""}, "bun run test"),
        ({"package.json": package("jest", packageManager="pnpm@9.1.0")}, "pnpm test"),
        ({"package.json": package("jest", packageManager="pnpm@9.1.0"), "package-lock.json": ""}, "npm test"),
        ({"package.json": package(NPM_PLACEHOLDER)}, None),
        ({"package.json": package(NPM_PLACEHOLDER), "go.mod": ""}, "go test ./..."),
        ({"package.json": package(" ")}, None),
        ({"package.json": "{"}, None),
        ({"package.json": '{"scripts": []}'}, None),
        ({"package.json": "[]"}, None),
        ({"package.json": package("jest"), "pytest.ini": ""}, "npm test"),
        ({"pytest.ini": ""}, "python3 -m pytest"),
        ({"pyproject.toml": "[tool.pytest.ini_options]\n"}, "python3 -m pytest"),
        ({"pyproject.toml": "[project]\nname = 'x'\n"}, None),
        ({"pyproject.toml": "[["}, None),
        ({"setup.cfg": "[tool:pytest]\n"}, "python3 -m pytest"),
        ({"setup.cfg": "[metadata]\n"}, None),
        (PYTEST_FILE, "python3 -m pytest"),
        ({"app_test.py": "def test_a(): ..."}, "python3 -m pytest"),
        ({"tests/helper.py": ""}, None),
        ({**PYTEST_FILE, ".venv/bin/python": ""}, ".venv/bin/python -m pytest"),
        ({**PYTEST_FILE, "venv/bin/python": ""}, "venv/bin/python -m pytest"),
        ({**PYTEST_FILE, "uv.lock": ""}, "uv run python -m pytest"),
        ({**PYTEST_FILE, "poetry.lock": ""}, "python3 -m pytest"),
        ({"tests/test_a.py": "import unittest"}, "python3 -m unittest discover -s tests"),
        ({"test_a.py": "import unittest"}, "python3 -m unittest discover -s ."),
        ({"tests/test_a.py": "import unittest", "tests/test_b.py": "import pytest"}, "python3 -m pytest"),
        ({"Cargo.toml": ""}, "cargo test"),
        ({"go.mod": ""}, "go test ./..."),
        ({"Makefile": "all:\n\ntest: all\n\t./t\n"}, "make test"),
        ({"Makefile": "test := 1\ntests:\n"}, None),
        ({"Cargo.toml": "", "Makefile": "test:\n"}, "cargo test"),
    ],
)
def test_the_check_is_found_from_the_files(files: dict[str, str], command: str | None) -> None:
    found = find_checks(FakeListing(files), lambda program: program == "uv", "linux")
    assert found == (() if command is None else (Found(command, "found"),))


def test_windows_has_its_own_python() -> None:
    assert find_checks(FakeListing(PYTEST_FILE), lambda _: False, "win32")[0].command == "python -m pytest"
    files = {**PYTEST_FILE, ".venv/Scripts/python.exe": ""}
    assert find_checks(FakeListing(files), lambda _: False, "win32")[0].command == ".venv/Scripts/python.exe -m pytest"


def test_what_the_project_says_of_itself_comes_first_and_in_order() -> None:
    files = {"farhand.toml": 'check = ["make lint", "make unit"]', "package.json": package("jest")}
    assert find_checks(FakeListing(files)) == (
        Found("make lint", "farhand.toml"),
        Found("make unit", "farhand.toml"),
    )


def test_a_project_file_without_a_check_does_not_hide_the_others() -> None:
    assert find_checks(FakeListing({"farhand.toml": "", "go.mod": ""}))[0].command == "go test ./..."


def test_a_bad_project_file_is_an_error_and_not_skipped() -> None:
    with pytest.raises(UsageError):
        find_checks(FakeListing({"farhand.toml": "chekc = 1", "go.mod": ""}))


def test_a_real_folder_is_listed(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_text("import unittest")
    (tmp_path / "package.json").write_bytes(b"\xff")
    listing = Folder(tmp_path)
    assert listing.names("tests") == ("test_a.py",)
    assert listing.names("none") == ()
    assert listing.text("package.json") is None
    assert find_checks(listing)[0].command.endswith("-m unittest discover -s tests")


@pytest.mark.parametrize(
    ("ticket", "is_only", "commands"),
    [
        ((), False, ["npm test"]),
        (("npm run e2e",), False, ["npm test", "npm run e2e"]),
        (("npm test", "npm run e2e"), False, ["npm test", "npm run e2e"]),
        (("npm run e2e",), True, ["npm run e2e"]),
    ],
)
def test_a_ticket_adds_to_the_checks_of_the_project_or_stands_alone(
    ticket: tuple[str, ...], is_only: bool, commands: list[str]
) -> None:
    listing = FakeListing({"package.json": package("vitest")})
    assert [each.command for each in checks_of_ticket(Verify(commands=ticket, is_only=is_only), listing)] == commands
