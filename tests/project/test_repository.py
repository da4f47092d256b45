"""Rules about the repository itself."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, Field

from farhand.errors import FarhandError
from scripts.check_length import LIMIT, too_long
from scripts.generate_reference import every_error
from scripts.generate_reference import pages as reference_pages
from scripts.generate_wire import SCHEMA, TYPESCRIPT, read_vocabulary, to_schema, to_typescript

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
LOCKS = ("lock/runtime.txt", "lock/test.txt", "lock/build.txt", "web/package-lock.json")
TEXT = {".py", ".pyi", ".ts", ".svelte", ".css", ".html", ".md", ".toml", ".txt", ".json", ".sh", ".webmanifest", ""}
MACHINE_PATH = re.compile(r"(?<![\w.$}~])/(work/(main|shared|dev)|root)/\w")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


class Package(BaseModel):
    """What of package.json is looked at here."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    dependencies: dict[str, str]
    dev_dependencies: dict[str, str] = Field(alias="devDependencies")


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_source_file_has_more_than_one_reason_to_exist() -> None:
    assert list(too_long()) == [], f"{LIMIT} lines at most"


def test_the_length_rule_finds_a_long_file(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "long.py").write_text("x = 1\n" * (LIMIT + 1))
    assert list(too_long(tmp_path)) == [(Path("src/long.py"), LIMIT + 1)]


def test_wire_schema_and_typescript_are_what_the_models_say() -> None:
    vocabulary = read_vocabulary()
    schema = to_schema(vocabulary)
    assert SCHEMA.read_text(encoding="utf-8") == schema
    assert TYPESCRIPT.read_text(encoding="utf-8") == to_typescript(vocabulary, schema)


@pytest.mark.parametrize("name", ["settings.md", "errors.md", "cli.md", "states.md"])
def test_a_reference_page_is_what_the_code_says(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == reference_pages()[name], "run `make reference`"


def test_every_error_code_is_of_one_class_only() -> None:
    reference_pages()  # imports everything
    codes = [each.code for each in every_error(FarhandError) if "code" in vars(each)]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_names_no_host(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert [
        line for line in lines if re.search(r"\"resolved\"|--(extra-)?index-url|--find-links|@ https?:", line)
    ] == []


@pytest.mark.parametrize("name", ["lock/runtime.txt", "lock/test.txt", "lock/build.txt"])
def test_a_lock_file_gives_a_hash_for_every_version(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    pins = [line for line in text.splitlines() if "==" in line and not line.lstrip().startswith("#")]
    assert pins
    assert [line for line in pins if "--hash=sha256:" not in line] == []


def test_the_three_python_locks_agree() -> None:
    assert dict(_pins("runtime")).items() <= dict(_pins("test")).items()
    assert dict(_pins("build")).items() <= dict(_pins("test")).items()


def _pins(name: str) -> Iterator[tuple[str, str]]:
    text = (ROOT / "lock" / f"{name}.txt").read_text(encoding="utf-8")
    yield from re.findall(r"^([\w.\-\[\]]+)==(\S+)", text, re.MULTILINE)


def test_the_app_names_exact_versions() -> None:
    package = Package.model_validate_json((ROOT / "web" / "package.json").read_text(encoding="utf-8"))
    named = package.dependencies | package.dev_dependencies
    assert named
    assert [name for name, version in named.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_no_tracked_file_names_a_path_of_somebodys_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in _tracked()
        if path.suffix in TEXT and not path.is_relative_to(ROOT / "tests" / "vectors")
        for match in MACHINE_PATH.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_every_link_between_pages_leads_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in _tracked()
        if page.suffix == ".md" and not page.is_relative_to(ROOT / "src")
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_readme_has_exactly_two_commands_to_set_up() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [
        line.partition("#")[0].strip()
        for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
        for line in block.splitlines()
    ]
    assert commands == ["make up", "make test"]


def test_packages_are_empty_at_their_door() -> None:
    full = [path for path in (ROOT / "src").rglob("__init__.py") if path.stat().st_size and "sample" not in path.parts]
    assert full == []


class _Build(BaseModel):
    requires: list[str]


class _About(BaseModel):
    dependencies: list[str]


class PythonProject(BaseModel):
    """What of pyproject.toml is looked at here."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    build: _Build = Field(alias="build-system")
    project: _About
    groups: dict[str, list[str]] = Field(alias="dependency-groups")


def test_every_dependency_is_locked() -> None:
    stated = PythonProject.model_validate(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    for wanted, name in (
        (stated.project.dependencies, "runtime"),
        (stated.groups["dev"], "test"),
        (stated.build.requires, "build"),
    ):
        names = {re.split(r"[\[<>=!~; ]", each)[0].lower() for each in wanted}
        assert names - dict(_pins(name)).keys() == set(), f"run `make lock`: lock/{name}.txt"
