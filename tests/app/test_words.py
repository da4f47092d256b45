"""What the screens offer agrees with what the rest of Farhand can do."""

import re
from pathlib import Path

from farhand.cli.demonstration import EXAMPLES
from farhand.demo.scenario import SCENARIOS


def test_the_demo_offers_messages_that_its_model_knows() -> None:
    *known, _ = SCENARIOS  # the last one answers whatever nobody foresaw
    assert len(EXAMPLES) == len(known)
    for text, scenario in zip(EXAMPLES, known, strict=True):
        assert re.search(scenario.pattern, text)


WORDS = Path(__file__).resolve().parents[2] / "web" / "src" / "lib" / "words"


def test_every_part_of_the_words_is_there_in_german() -> None:
    parts = {path.name for path in WORDS.glob("*.ts") if not path.name.endswith(".test.ts")} - {"spoken.ts"}
    german = {path.name for path in (WORDS / "de").glob("*.ts")}
    assert parts - german == set()
    spoken = (WORDS / "de" / "index.ts").read_text() + (WORDS / "de" / "words.ts").read_text()
    assert {name for name in parts - {"count.ts"} if f"'./{name.removesuffix('.ts')}'" not in spoken} == set()


def test_no_word_is_kept_while_a_module_loads_since_its_language_comes_later() -> None:
    kept = re.compile(
        r"^(?:export )?const (?!.*=>).*\b(?:words|figures|keys|needs|pushWords|passkeyWords|diff|verdict)\.\w",
        re.MULTILINE,
    )
    shown = [path for path in WORDS.parents[1].rglob("*.ts") if not path.name.endswith(".test.ts")]
    assert [path.name for path in shown if kept.search(path.read_text())] == []
