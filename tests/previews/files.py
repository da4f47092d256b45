"""Files to look into, made on the spot: PDFs by their bytes, the others by the libraries that write them."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.util import Inches

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Target='
    '"word/document.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
    "</Relationships>"
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(texts: Sequence[str], *, count: int | None = None, trailer: str = "") -> bytes:
    """Return a PDF with a page for each text; `count` pages are claimed by naming the first again and again."""
    pages = [f"{4 + 2 * at} 0 R" for at in range(len(texts))]
    kids = " ".join(pages if count is None else pages[:1] * count)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count or len(texts)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, text in enumerate(texts):
        drawn = f"BT /F1 28 Tf 72 720 Td ({text}) Tj ET 72 700 420 2 re f"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * at} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    written, places = "%PDF-1.7\n", list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    begun = written.index("xref\n")
    return f"{written}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{begun}\n%%EOF".encode()


def locked_pdf() -> bytes:
    """Return a PDF that opens with a password only."""
    handler = f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{'ab' * 32}> /U <{'cd' * 32}> >>"
    return pdf(["secret"], trailer=f"/Encrypt {handler} /ID [<{'01' * 16}> <{'01' * 16}>] ")


def picture(width: int = 400, height: int = 300, form: str = "PNG") -> bytes:
    """Return a picture."""
    image = Image.new("RGB", (width, height), "#0b6470")
    ImageDraw.Draw(image).ellipse((width // 4, height // 4, width // 2, height // 2), fill="#ffffff")
    packed = io.BytesIO()
    image.save(packed, form)
    return packed.getvalue()


def workbook(
    path: Path, sheets: dict[str, Sequence[Sequence[str | float | dt.date]]], formats: dict[str, str] | None = None
) -> None:
    """Write a workbook; some cells of its first sheet are shown in formats of their own."""
    book = Workbook()
    for at, (title, rows) in enumerate(sheets.items()):
        sheet = book.active if at == 0 else book.create_sheet(title)
        sheet.title = title
        for row in rows:
            sheet.append(row)
    for cell, shown in (formats or {}).items():
        book.worksheets[0][cell].number_format = shown
    book.save(path)


def slides(path: Path) -> None:
    """Write two slides: texts and a picture, and a table."""
    shown = Presentation()
    first = shown.slides.add_slide(shown.slide_layouts[5])
    assert first.shapes.title is not None
    first.shapes.title.text_frame.text = "Herons"
    first.shapes.add_textbox(Inches(1), Inches(2), Inches(4), Inches(1)).text_frame.text = "They stand <still>"
    first.shapes.add_picture(io.BytesIO(picture()), Inches(1), Inches(1))
    notes = first.notes_slide.notes_text_frame
    assert notes is not None
    notes.text = "Speak <slowly>\n\nThen wait"
    second = shown.slides.add_slide(shown.slide_layouts[6])
    table = second.shapes.add_table(1, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "item", "4"
    shown.save(str(path))


def document(body: str, declared: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    """Return a document of Word with this body, and what else is packed with it."""
    text = f'<?xml version="1.0"?>{declared}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return packed({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": text, **(more or {})})


def styles(names: dict[str, str]) -> str:
    """Return the styles of a document, by their ids: Word translates these, and keeps the names."""
    named = (
        f'<w:style w:type="paragraph" w:styleId="{at}"><w:name w:val="{name}"/></w:style>' for at, name in names.items()
    )
    return f'<w:styles xmlns:w="{_WORD}">{"".join(named)}</w:styles>'


def paragraph(text: str, style: str = "") -> str:
    """Return a paragraph of a document."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def packed(files: dict[str, str | bytes]) -> bytes:
    """Return a zip archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in files.items():
            written.writestr(name, data)
    return archive.getvalue()
