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


def test_no_word_is_kept_while_a_module_loads_since_its_language_comes_later() -> None:
    kept = re.compile(
        r"^(?:export )?const (?!.*=>).*\b(?:words|figures|keys|needs|pushWords|diff|verdict)\.\w", re.MULTILINE
    )
    sources = Path(__file__).resolve().parents[2] / "web" / "src"
    shown = [path for path in sources.rglob("*.ts") if not path.name.endswith(".test.ts")]
    assert [path.name for path in shown if kept.search(path.read_text())] == []
