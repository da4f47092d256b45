"""The demo's conversation, carried out by the real agent in runners of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from farhand.demo.model import ScriptedModel
from farhand.demo.project import make_sample
from farhand.demo.scenario import FOLLOW_UP, SCENARIOS, TASK
from farhand.runs.protocol import ChangeMade, SessionOpened
from tests.runner.conftest import Place, end_of

pytestmark = pytest.mark.journey


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    with ScriptedModel(SCENARIOS) as model:
        yield model


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return make_sample(tmp_path / "sample")


async def test_the_task_and_its_follow_up_are_done_with_every_test_passing(place: Place) -> None:
    first = place.spec(TASK, linger_s=30)
    heard = await place.carry_out(first)
    ended = end_of(heard)
    assert (ended.state, ended.verified, ended.headline) == ("done", True, "6 of 6 tests pass")
    assert ended.denied == ()
    assert place.model.requests[0].mentions("Our word for a caller that comes too often is `heron`")
    session = next(event.session for event in heard if isinstance(event, SessionOpened))
    follow_up = await place.carry_out(place.spec(FOLLOW_UP, session=session), previous=first)
    assert (end_of(follow_up).state, end_of(follow_up).headline) == ("done", "7 of 7 tests pass")
    change = next(event for event in follow_up if isinstance(event, ChangeMade))
    assert {file.path for file in change.files} == {"app.py", "limits.py", "tests/test_site.py"}
