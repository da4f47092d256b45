"""Short scripts for the canned model: what its agent does when a message has certain words."""

from farhand.demo.script import Json, Scenario


def edits(words: str, path: str = "page.txt", content: str = "two\n") -> Scenario:
    """Return an agent that writes one file and says so."""
    return Scenario(words, (write(path, content), f"Wrote `{path}`."))


def asks_for_shell(words: str, command: str) -> Scenario:
    """Return an agent that wants to run a command, and then says that it ended."""
    given: Json = {"command": command, "description": "Look after the page"}
    return Scenario(words, ({"text": "That takes a command.", "tool": "Bash", "input": given}, "The page is settled."))


def fails(words: str, status: int, times: int, *then: Json) -> Scenario:
    """Return a model that answers with an HTTP error so many times, and then goes on."""
    first, *rest = then or ("At last.",)
    return Scenario(words, ({"fail": status, "times": times, "then": first}, *rest))


def write(path: str, content: str) -> Json:
    """Return the step that writes a file."""
    return {"text": f"Writing {path}.", "tool": "Write", "input": {"file_path": f"{{cwd}}/{path}", "content": content}}
