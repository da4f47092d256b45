"""What the screens offer agrees with what the rest of Farhand can do."""

import re

from farhand.cli.demonstration import EXAMPLES
from farhand.demo.scenario import SCENARIOS


def test_the_demo_offers_messages_that_its_model_knows() -> None:
    *known, _ = SCENARIOS  # the last one answers whatever nobody foresaw
    assert len(EXAMPLES) == len(known)
    for text, scenario in zip(EXAMPLES, known, strict=True):
        assert re.search(scenario.pattern, text)
