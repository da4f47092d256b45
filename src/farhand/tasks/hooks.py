"""Whether a project carries hooks or servers that an agent would run: a risk in a folder one did not write."""

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

SETTINGS = (".claude/settings.json", ".claude/settings.local.json")
SERVERS = ".mcp.json"
RUNNING_KEYS = frozenset({"hooks", "statusLine", "apiKeyHelper", "awsAuthRefresh", "awsCredentialExport"})
SETTINGS_FILE: TypeAdapter[dict[str, object]] = TypeAdapter(dict[str, object])


def has_hooks(project: Path) -> bool:
    """Return whether the project's own settings name anything that would run; what cannot be read counts as yes."""
    if (project / SERVERS).exists():
        return True
    for name in SETTINGS:
        path = project / name
        if not path.exists():
            continue
        try:
            found = SETTINGS_FILE.validate_json(path.read_bytes())
        except (OSError, ValidationError):
            return True
        if RUNNING_KEYS & found.keys():
            return True
    return False
