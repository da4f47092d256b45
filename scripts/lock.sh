#!/bin/sh
# Choose the newest versions that pyproject.toml allows, on every platform, with their hashes; name no host.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/python -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --upgrade "$@"
}
build_requires() {
    .venv/bin/python -c 'import tomllib, pathlib
print("\n".join(tomllib.loads(pathlib.Path("pyproject.toml").read_text())["build-system"]["requires"]), "editables", sep="\n")'
}
# The tests' set is the largest and comes first, so that the three agree.
build_requires | compile --output-file lock/test.txt pyproject.toml --group dev -
compile --output-file lock/runtime.txt --constraints lock/test.txt pyproject.toml
build_requires | compile --output-file lock/build.txt --constraints lock/test.txt -
