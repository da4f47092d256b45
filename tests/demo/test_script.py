"""What the scripted model decides from a conversation."""

from farhand.demo.script import Call, Drop, Fail, Hang, Place, Said, Say, Scenario, find_place, read_step

SCRIPT = '<<SCRIPT ["first", {"tool": "Read", "input": {"file_path": "{cwd}/a"}}] SCRIPT>>'


def _step(*turns: Said, scenarios: tuple[Scenario, ...] = ()) -> object:
    return read_step(find_place(turns, scenarios), 0)


def test_the_step_is_the_number_of_turns_taken_since_the_prompt() -> None:
    where = Said("system", "Primary working directory: /home/me/work\nmore")
    prompt, taken = Said("user", SCRIPT), Said("assistant", "first")
    assert _step(prompt) == Say("first")
    assert _step(prompt, where, taken, Said("user", "", tool_result=True)) == Say(
        "", (Call("Read", {"file_path": "/home/me/work/a"}),)
    )
    assert _step(prompt, taken, taken) == Say("done")


def test_the_newest_prompt_with_a_script_counts() -> None:
    assert _step(Said("user", SCRIPT), Said("assistant", "x"), Said("user", '<<SCRIPT ["new"] SCRIPT>>')) == Say("new")


def test_a_scenario_is_found_by_what_the_user_wrote_and_not_by_what_the_agent_added() -> None:
    scenarios = (Scenario("limit", ("limited",)),)
    added = "<system-reminder>limit</system-reminder>"
    assert _step(Said("user", "add a limit"), scenarios=scenarios) == Say("limited")
    assert _step(Said("user", f"{added}hello"), scenarios=scenarios) == Say("ok")


def test_faults_happen_as_often_as_they_say_and_then_give_way() -> None:
    place = Place({"fail": 529, "times": 2, "then": {"drop": "mid", "then": "at last"}}, "k", {})
    overloaded, cut = Fail(529, "scripted failure"), Drop(mid=True, then=Say("at last"))
    assert [read_step(place, before) for before in range(4)] == [overloaded, overloaded, cut, Say("at last")]


def test_silence_comes_before_the_answer() -> None:
    place = Place({"hang": 3, "then": "at last"}, "k", {})
    assert [read_step(place, before) for before in range(2)] == [Hang(3), Say("at last")]


def test_a_script_that_is_no_json_is_said_by_the_model() -> None:
    found = _step(Said("user", "<<SCRIPT [ SCRIPT>>"))
    assert isinstance(found, Say)
    assert found.text.startswith("bad script")


def test_the_newest_file_that_came_with_a_message_is_named_in_a_tools_input() -> None:
    script = '<<SCRIPT [{"tool": "Read", "input": {"file_path": "{file}"}}] SCRIPT>>'
    told = f"{script}\n\nThese files came with it:\n- /inputs/a.txt\n- /inputs/b.txt\n\nMend it."
    place = find_place([Said("user", told)], ())
    assert read_step(place, 0) == Say(calls=(Call("Read", {"file_path": "/inputs/b.txt"}),))
