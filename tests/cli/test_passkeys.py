"""Passkeys on the command line."""

from tests.cli.conftest import ID, OTHER, Cli, FakeHost

UNUSED: dict[str, object] = {
    "passkey": ID, "credential": "aWQ", "domain": "studio.example", "name": "Key", "added_at": 1_760_000_000_000,
    "added_by": ID,
}  # fmt: skip
USED = UNUSED | {"passkey": OTHER, "name": "Phone", "used_at": 1_760_000_600_000}


def test_passkeys_are_listed_with_what_they_are_needed_for_and_their_last_use(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/passkeys", {"demand": "approvals", "passkeys": [USED, UNUSED]})
    first, phone, key = cli("passkeys").out.splitlines()
    assert first == "devices need a passkey to allow something"
    assert phone.split()[:3] == ["Phone", "for", "studio.example"]
    assert "used 2025-10-09" in phone
    assert phone.endswith(OTHER[:8])
    assert "never used" in key


def test_where_none_was_added_the_way_to_one_is_told(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/passkeys", {"demand": "none", "passkeys": []})
    assert "in the app, under Devices and about" in cli("passkeys").out


def test_a_lost_passkey_is_removed_and_the_demand_changed(host: FakeHost, cli: Cli) -> None:
    host.on(f"POST /v1/passkeys/{OTHER[:8]}/remove", {"demand": "none", "passkeys": []})
    host.on("POST /v1/passkeys/demand", {"demand": "dispatch", "passkeys": [UNUSED]})
    assert cli("passkeys", "remove", OTHER[:8]).code == 0
    assert "whatever has agents work" in cli("passkeys", "demand", "dispatch").out
    assert ("POST /v1/passkeys/demand", {"demand": "dispatch"}) in host.asked
    assert cli("passkeys", "demand", "sometimes").code == 2
