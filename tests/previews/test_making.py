"""Files of all kinds are shown part by part; hostile and broken ones end in one reason, within the limits."""

import datetime as dt
import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from farhand.previews.confinement import MEMORY_BYTES
from farhand.previews.formats import MAX_UNPACKED_BYTES
from farhand.previews.making import DEADLINE_S, make
from farhand.previews.parts import Wanted
from farhand.previews.shelf import Note, Place
from farhand.wire.previews import WhyNotShown
from tests.previews import files

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@dataclass(slots=True)
class Bench:
    """Where one file is looked into."""

    folder: Path
    why: WhyNotShown | None = None

    @property
    def source(self) -> Path:
        """Return where the file lies: under a name that says nothing of it."""
        return self.folder.with_name("0f3c")

    async def look(
        self, name: str, data: bytes | None = None, *, first: int = 0, count: int = 1, deadline_s: float = DEADLINE_S
    ) -> None:
        """Have parts of a file made."""
        if data is not None:
            self.source.write_bytes(data)
        self.why = await make(Wanted(self.source, name, first, count, 640), self.folder, deadline_s)

    def part(self, number: int = 0) -> tuple[Note, bytes]:
        """Return a part that was made."""
        place = Place(self.folder)
        note = place.find(number)
        assert note is not None, self.why
        return note, place.data(number).read_bytes()

    @property
    def made(self) -> list[int]:
        """Return the numbers of the parts that were made."""
        return sorted(int(path.name) for path in self.folder.iterdir() if path.name.isdecimal())


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    folder = tmp_path / "made"
    folder.mkdir()
    return Bench(folder)


async def test_pages_of_a_pdf_are_images_that_say_what_is_written_on_them(bench: Bench) -> None:
    await bench.look("report.pdf", files.pdf([f"page {n} of herons" for n in range(6)]), first=1, count=4)
    assert bench.made == [1, 2, 3, 4]
    note, data = bench.part(4)
    assert (note.kind, note.media, note.parts, note.says) == ("page", "image/webp", 6, "page 4 of herons")
    with Image.open(BytesIO(data)) as image:
        assert image.size == (640, 906)


async def test_a_picture_travels_no_wider_than_the_screen(bench: Bench) -> None:
    await bench.look("photo.jpg", files.picture(4000, 3000, "JPEG"))
    note, data = bench.part()
    assert (note.kind, note.title) == ("picture", "4000 × 3000")  # noqa: RUF001  # as people write it
    with Image.open(BytesIO(data)) as image:
        assert image.size == (640, 480)


async def test_sheets_are_tables_of_their_first_rows_and_say_what_is_left_out(bench: Bench) -> None:
    rows = [["item; new", "price"], *([f"heron {n}", n / 10] for n in range(300))]
    files.workbook(bench.source, {"Prices": rows, "Wide": [list(range(60))]})
    await bench.look("prices.xlsx", count=4)
    note, data = bench.part()
    lines = data.decode().splitlines()
    assert (note.kind, note.media, note.title, note.parts, note.more_rows) == ("sheet", "text/csv", "Prices", 2, 101)
    assert (lines[0], lines[3], len(lines)) == ('"item; new","price"', '"heron 2","0.2"', 200)
    note, data = bench.part(1)
    assert (note.title, note.more_rows, note.more_columns) == ("Wide", 0, 10)


async def test_values_of_a_sheet_are_written_as_their_cells_show_them(bench: Bench) -> None:
    row = ["heron", 1.25, 0.05, 12, dt.date(2026, 1, 5), dt.date(2026, 1, 5), 1 / 3]
    formats = {"B1": '0.00\\ "€"', "C1": "0.0%", "D1": "# ?/?", "E1": "d mmm yyyy", "F1": "mm-dd-yy"}
    files.workbook(bench.source, {"Prices": [row]}, formats)
    await bench.look("prices.xlsx")
    _, data = bench.part()
    assert data.decode().strip() == '"heron","1.25 €","5.0%","12","5 Jan 2026","2026-01-05","0.333333333333"'


async def test_a_document_is_its_text_and_slides_are_their_words_tables_and_pictures(bench: Bench) -> None:
    body = (
        files.paragraph("All birds", "Titel")
        + files.paragraph("Herons", "Heading1")
        + files.paragraph("They stand &lt;still&gt;")
    )
    titles = files.styles({"Titel": "Title"})
    await bench.look("letter.docx", files.document(body, more={"word/styles.xml": titles}))
    note, data = bench.part()
    assert (note.kind, note.media) == ("document", "text/html")
    assert "<h1>All birds</h1>" in data.decode()
    assert "<p>They stand &lt;still&gt;</p>" in data.decode()

    files.slides(bench.source)
    await bench.look("talk.pptx", count=4)
    note, data = bench.part()
    assert (note.kind, note.title, note.parts) == ("slide", "Herons", 2)
    assert "<p>They stand &lt;still&gt;</p>" in data.decode()
    assert 'src="data:image/webp;base64,' in data.decode()
    assert data.decode().endswith("<aside><p>Speak &lt;slowly&gt;</p><p>Then wait</p></aside>")
    assert "<td>item</td><td>4</td>" in bench.part(1)[1].decode()


async def test_a_long_text_is_its_first_lines(bench: Bench) -> None:
    await bench.look("notes.md", "".join(f"line {n:04} é\n" for n in range(20_000)).encode())
    note, data = bench.part()
    lines = data.decode().splitlines()
    assert (note.kind, note.media) == ("text", "text/markdown")
    assert (lines[-1], len(lines) + note.more_rows) == (f"line {len(lines) - 1:04} é", 20_000)


@pytest.mark.parametrize(
    ("encoding", "assumed"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("utf-16-le", "UTF-16"), ("cp1252", "Windows-1252")],
)
async def test_a_text_is_read_in_the_encoding_that_it_has(bench: Bench, encoding: str, assumed: str) -> None:
    await bench.look("table.csv", "item,price\nGruß,4\n".encode(encoding))
    note, data = bench.part()
    assert (note.media, data.decode(), note.assumed) == ("text/csv", "item,price\nGruß,4\n", assumed)


async def test_a_file_is_what_is_in_it_whatever_its_name_says(bench: Bench) -> None:
    await bench.look("notes.txt", files.pdf(["herons"]))
    assert bench.part()[0].kind == "page"


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("locked.pdf", files.locked_pdf(), "locked"),
        ("locked.docx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "locked"),
        ("old.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512, "unknown"),
        ("program.pdf", b"\x7fELF" + b"\0" * 64, "unknown"),
        ("archive.docx", files.packed({"readme.txt": "x"}), "unknown"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "damaged"),
        ("cut.docx", files.document(files.paragraph("x"))[:300], "damaged"),
        ("cut.png", files.picture()[:300], "damaged"),
        ("empty.pdf", files.pdf([]), "damaged"),
        (
            "laughs.docx",
            files.document(files.paragraph("&l9;"), f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'),
            "damaged",
        ),
    ],
)
async def test_what_cannot_be_shown_ends_in_a_reason(bench: Bench, name: str, data: bytes, why: WhyNotShown) -> None:
    await bench.look(name, data)
    assert (bench.why, bench.made) == (why, [])


async def test_what_would_fill_the_memory_is_not_unpacked(bench: Bench) -> None:
    await bench.look("bomb.docx", files.packed({"word/document.xml": b"\0" * (MAX_UNPACKED_BYTES + 1)}))
    assert (bench.why, bench.made) == ("too_much", [])
    huge = BytesIO()
    Image.new("1", (20_000, 20_000)).save(huge, "PNG")
    await bench.look("huge.png", huge.getvalue())
    assert (bench.why, bench.made) == ("too_much", [])


async def test_of_a_hundred_thousand_pages_the_first_comes_at_once(bench: Bench) -> None:
    await bench.look("endless.pdf", files.pdf(["herons"], count=100_000))
    assert bench.part()[0].parts == 100_000


async def test_what_takes_too_long_is_ended(bench: Bench) -> None:
    await bench.look("report.pdf", files.pdf(["herons"]), deadline_s=0.01)
    assert (bench.why, bench.made) == ("too_much", [])


async def test_a_picture_that_lies_elsewhere_is_not_fetched(bench: Bench) -> None:
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="p"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        link = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="p"'
            ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" TargetMode="External"'
            f' Target="http://127.0.0.1:{server.getsockname()[1]}/p.png"/></Relationships>'
        )
        data = files.document(drawing + files.paragraph("beside it"), more={"word/_rels/document.xml.rels": link})
        await bench.look("linked.docx", data)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert bench.part()[1] == b'<p><img src="" /></p><p>beside it</p>'


def test_a_maker_gets_no_more_memory_and_a_network_only_where_the_system_gives_it_no_own() -> None:
    program = (
        "import json, os, socket, sys\n"
        "from farhand.previews.confinement import confine\n"
        "before = os.path.exists('/proc/self/ns/net') and os.readlink('/proc/self/ns/net')\n"
        "confine()\n"
        "after = before and os.readlink('/proc/self/ns/net')\n"
        "def tried(what):\n"
        "    try:\n"
        "        what()\n"
        "    except (MemoryError, OSError):\n"
        "        return False\n"
        "    return True\n"
        f"memory = tried(lambda: bytearray({MEMORY_BYTES}))\n"
        "network = tried(lambda: socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5))\n"
        "print(json.dumps([memory, network, before == after]))\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        ran = subprocess.run([sys.executable, "-c", program, port], capture_output=True, check=True, env={**os.environ})
    memory, network, is_shared = json.loads(ran.stdout)
    assert (memory, network) == (sys.platform != "linux", is_shared)
