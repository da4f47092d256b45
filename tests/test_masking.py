"""What looks like a key is masked, whatever stands around it; what is only random stays."""

import base64
import hashlib
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.masking import Masker, find_keys

R = "Zx9Kq2Lm7Pw4Ns8Tv1Bc6Df3Gh5Jk0Qr"  # as random as a key is
KEYS = {
    "an API key": f"sk-ant-api03-{R}{R}",
    "a project key": f"sk-proj-{R}",
    "a GitHub token": f"ghp_{R}abcd",
    "a fine-grained GitHub token": f"github_pat_11AAAAAAA0{R}_{R}",
    "an AWS key": "AKIAIOSFODNN7EXAMPLE",
    "a Slack token": "xoxb-123456789012-abcdefABCDEF",
    "a Google key": f"AIza{R}abc",
    "a GitLab token": "glpat-abcdEFGH1234_5678-xy",
    "an npm token": f"npm_{R}abcd",
    "a Stripe key": f"sk_live_{R}",
    "a JWT": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVPmB92K27uhbUJU1p1r_wW1g",
}
ASSIGNED = {
    "password=Sup3r-S3cret!": "Sup3r-S3cret!",
    'PGPASSWORD="hunter2hunter2"': "hunter2hunter2",
    f"api_key: '{R}'": R,
    f"Authorization: Bearer {R}": R,
    f'{{"client_secret": "{R}"}}': R,
    "postgres://app:tr0ub4dor@db.local/x": "tr0ub4dor",
    f"--token={R}": R,
    f"export GH_TOKEN={R}": R,
}
HARMLESS = (
    "ca78b3c6f0b1de5a3f2c9e8d7b6a5f4e3d2c1b0a",
    "index ca78b3c6f..c024af8e1 100644",
    str(uuid.UUID(int=2**127 + 12345)),
    f'"integrity": "sha512-{base64.b64encode(hashlib.sha512(b"x").digest()).decode()}"',
    f"    --hash=sha256:{hashlib.sha256(b'y').hexdigest()}",
    f"data:image/png;base64,{base64.b64encode(bytes(range(256)) * 20).decode()}",
    "const token = await getToken(user);",
    "password: string",
    "token = request.headers.get('authorization')",
    'token: "${{ secrets.NPM_TOKEN }}"',
    "secret = os.environ['API_KEY']",
    "max_tokens: 4096",
    ".sk-folding-cube-animation { color: red }",
    "Version=2.0.0.0, PublicKeyToken=31bf3856ad364e35",
    "bearer authentication-scheme",
    "https://example.com:8080/path?page=2",
    "see docs/how-to/lost-phone.md#2 of 14 tests",
)


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize(
    "around", ["{}", "key: {}\n", '"{}"', "a({}) b", "https://x.org/?k={}", "+export K={}\n", "npm test --token={}"]
)
def test_a_key_of_a_known_shape_is_masked_wherever_it_stands(name: str, around: str) -> None:
    key = KEYS[name]
    masked = Masker().mask(around.format(key))
    assert key not in masked
    assert key[-12:] not in masked
    assert "masked]" in masked


@pytest.mark.parametrize("text", ASSIGNED)
def test_what_is_assigned_to_a_telling_name_is_masked_and_its_name_stays(text: str) -> None:
    masked = Masker().mask(f"before {text} after")
    assert ASSIGNED[text] not in masked
    assert masked.startswith("before ")
    assert masked.endswith(" after")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_only_random_or_only_named_like_a_key_stays(text: str) -> None:
    assert Masker().mask(text) == text


def test_a_private_key_is_masked_to_its_end_or_to_that_of_the_text() -> None:
    begin, end = "-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----"
    body = "\n".join([R] * 5)
    assert Masker().mask(f"a\n{begin}\n{body}\n{end}\nb") == "a\n[private key masked]\nb"
    assert R not in Masker().mask(f"a\n{begin}\n{body}")


def test_the_secrets_of_the_environment_are_masked_by_their_names() -> None:
    masker = Masker.of({"MY_API_KEY": "plain-value-17", "DB_PASSWORD": "short", "HOME": "/home/ada", "PATH": "/bin"})
    assert masker.mask("it is plain-value-17, at /home/ada, short") == "it is [MY_API_KEY masked], at /home/ada, short"


def test_where_one_secret_begins_another_the_longer_one_is_masked_whole() -> None:
    masker = Masker.of({"A_TOKEN": "abcdef123456", "B_TOKEN": "abcdef123456-and-more"})
    assert masker.mask("abcdef123456-and-more") == "[B_TOKEN masked]"


@given(st.text(), st.sampled_from(sorted(KEYS)), st.text())
def test_no_text_around_a_key_lets_it_through(before: str, name: str, after: str) -> None:
    assert KEYS[name] not in Masker().mask(f"{before} {KEYS[name]} {after}")


@given(st.text(), st.sampled_from([*KEYS.values(), *ASSIGNED]), st.text())
def test_what_is_masked_once_stays_as_it_is(before: str, key: str, after: str) -> None:
    masked = Masker().mask(f"{before} {key} {after}")
    assert Masker().mask(masked) == masked


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_keys_are_found_in_order_and_apart(text: str) -> None:
    ends = [0, *(place for key in find_keys(text) for place in (key.start, key.end)), len(text)]
    assert ends == sorted(ends)


@given(st.sampled_from(sorted(KEYS)), st.text(alphabet="ab \n"), st.data())
def test_of_a_key_that_is_still_being_written_nothing_is_shown(name: str, before: str, data: st.DataObject) -> None:
    text = f"{before} {KEYS[name]} after"
    so_far = text[: data.draw(st.integers(0, len(text)))]
    assert KEYS[name][:6] not in Masker().mask_unfinished(so_far)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    ["eyJ", "eyJ.", "sk-", "sk-a ", "://a:", "://", "token=", "token ", "password:\t", "-----BEGIN ", "bearer ",
     "-----BEGIN PRIVATE KEY-----", "a", "A1", "gl", "xoxb-1", "'", "AKIA"],
)  # fmt: skip
def test_a_megabyte_made_to_be_slow_is_masked_in_a_moment(piece: str) -> None:
    Masker().mask(piece * (1_000_000 // len(piece)))
