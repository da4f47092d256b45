"""Write web/src/lib/sayings.ts: every sentence of farhand.sayings by its code, with what is filled in.

Each language of the app words them all: the compiler names the one that is missing. `--check` writes nothing and
fails when the file is not what the sentences say.
"""

import sys
from pathlib import Path

from farhand.saying import Said, Sentence
from farhand.sayings.every import every_sentence

ROOT = Path(__file__).resolve().parent.parent
TYPESCRIPT = ROOT / "web" / "src" / "lib" / "sayings.ts"
HEAD = """\
// Generated from farhand.sayings by scripts/generate_sayings.py; `make check` fails when it is stale. Do not edit.
/** What is filled in for each sentence that the host says, by its code. */"""
TYPES: dict[object, str] = {
    str: "string",
    int: "number",
    float: "number",
    tuple[str, ...]: "readonly string[]",
}


def to_typescript() -> str:
    """Return the TypeScript."""
    lines = [f"  {code}: {_given(sentence)};" for code, sentence in every_sentence().items()]
    return "\n".join([HEAD, "export interface Sayings {", *lines, "}\n"])


def _given(sentence: Said | Sentence[...]) -> str:
    if isinstance(sentence, Said):
        return "null"
    given = [f"{name}: {TYPES[each.annotation]}" for name, each in sentence.signature.parameters.items()]
    return f"{{ {'; '.join(given)} }}"


def main(arguments: list[str]) -> int:
    """Write the file, or with `--check` say whether it is stale."""
    text = to_typescript()
    if TYPESCRIPT.exists() and TYPESCRIPT.read_text(encoding="utf-8") == text:
        return 0
    if "--check" in arguments:
        print(f"{TYPESCRIPT.relative_to(ROOT)} is stale: run `make wire`", file=sys.stderr)
        return 1
    TYPESCRIPT.write_text(text, encoding="utf-8")
    print(f"wrote {TYPESCRIPT.relative_to(ROOT)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
