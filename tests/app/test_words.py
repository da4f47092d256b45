"""What the screens say agrees with what the rest of Farhand says."""

import json
import re

from farhand.demo import scenario
from tests.app.gallery import WEB


def test_the_demo_offers_the_messages_that_its_model_knows() -> None:
    words = (WEB / "src" / "lib" / "words.ts").read_text(encoding="utf-8")
    listed = re.search(r"demoExamples: \[(.*?)\]", words, re.DOTALL)
    assert listed
    offered = [json.loads(f'"{each}"') for each in re.findall(r"'([^']*)'", listed[1])]
    assert offered == [scenario.TASK, scenario.FOLLOW_UP, scenario.NEEDS_LEAVE]
