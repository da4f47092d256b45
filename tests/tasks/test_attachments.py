"""Files of messages: what they are called here leads nowhere else, and what no device should send is refused."""

import secrets
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from farhand.errors import UsageError
from farhand.ids import new_id
from farhand.tasks.attachments import MAX_NAME_BYTES, chunks_of, refuse_unfit, safe_name, safe_names
from farhand.wire.blob import CHUNK_BYTES, MAX_ATTACHMENTS, MAX_FILE_BYTES, Manifest


def manifest(size: int = 10, **more: object) -> Manifest:
    described = {
        "blob": new_id(), "name": "plan.pdf", "size": size, "sha256": secrets.token_bytes(32),
        "key": secrets.token_bytes(32), "chunks": [secrets.token_bytes(32)] * chunks_of(size), **more,
    }  # fmt: skip
    return Manifest.model_validate(described)


@given(st.text())
@example("0000" + "𐀀" * 28 + "*𐀀")
def test_a_safe_name_is_one_part_of_a_path_that_any_shell_and_system_takes_as_it_is(name: str) -> None:
    safe = safe_name(name)

    assert safe
    assert len(safe.encode()) <= MAX_NAME_BYTES
    assert safe.isprintable()
    assert not safe.startswith((".", "-"))
    assert not safe.endswith((".", " "))
    assert PurePosixPath(safe).name == PureWindowsPath(safe).name == safe
    assert not set(safe) & set(" '\"`$;&|<>(){}[]*?:#~%^\\/!")
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\photo 1.JPG", "photo-1.JPG"),
        ("Übersicht.xlsx", "Übersicht.xlsx"),
        ("invoice\u202efdp.exe", "invoice-fdp.exe"),
        (".bashrc", "bashrc"),
        ("..", "file"),
        ("", "file"),
        ("CON.txt", "file-CON.txt"),
        ("rm -rf $HOME;.sh", "rm--rf-HOME-.sh"),
        ("a" * 300 + ".tar", "a" * 116 + ".tar"),
    ],
)
def test_names_stay_readable(given: str, safe: str) -> None:
    assert safe_name(given) == safe


@given(st.lists(st.sampled_from(["a.png", "A.PNG", "a-2.png", "image.png", ""]), max_size=8))
def test_files_side_by_side_have_names_of_their_own_where_capitals_do_not_count(names: list[str]) -> None:
    safe = list(safe_names(names))

    assert len({each.casefold() for each in safe}) == len(names)


@pytest.mark.parametrize(
    "unfit",
    [
        [manifest(MAX_FILE_BYTES + 1)],
        [manifest()] * (MAX_ATTACHMENTS + 1),
        [manifest(chunks=[])],
        [manifest(key=b"short")],
        [manifest(sha256=b"short")],
        [manifest(CHUNK_BYTES + 1, chunks=[b"h" * 32])],
    ],
)
def test_attachments_that_no_device_should_send_are_refused(unfit: list[Manifest]) -> None:
    with pytest.raises(UsageError):
        refuse_unfit(unfit)


def test_attachments_up_to_the_limits_are_taken() -> None:
    refuse_unfit([manifest(MAX_FILE_BYTES), manifest(0), *[manifest()] * (MAX_ATTACHMENTS - 2)])
