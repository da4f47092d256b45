"""Slides: the title, texts, tables and pictures of each as HTML, in their order, and its notes; not how it looks."""

from collections.abc import Iterable, Iterator
from html import escape
from io import BytesIO

from pptx import Presentation
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.shapes.picture import Picture
from pptx.slide import Slide

from farhand.previews.markup import Pictures, as_bytes
from farhand.previews.parts import NotShown, Part, Wanted


def make(wanted: Wanted) -> Iterator[Part]:
    """Yield the wanted slides; raises NotShown."""
    slides = Presentation(str(wanted.source)).slides
    if len(slides) == 0:
        raise NotShown("unknown")
    for number in wanted.of(len(slides)):
        yield _slide(slides[number], number, len(slides), wanted.width)


def _slide(slide: Slide, number: int, parts: int, width: int) -> Part:
    title, pictures = slide.shapes.title, Pictures(width)
    shapes = [each for each in slide.shapes if title is None or each.shape_id != title.shape_id]
    markup = "\n".join(piece for shape in shapes for piece in _pieces(shape, pictures))
    markup += _notes(slide)
    words = title.text_frame.text.strip() if title is not None else ""
    return Part(number, "slide", "text/html", as_bytes(markup), parts, title=words)


def _pieces(shape: BaseShape, pictures: Pictures) -> Iterator[str]:
    match shape:
        case GroupShape():
            for each in shape.shapes:
                yield from _pieces(each, pictures)
        case Picture():
            yield _picture(shape, pictures)
        case GraphicFrame(has_table=True):
            yield f"<table>{''.join(_row(cell.text for cell in row.cells) for row in shape.table.rows)}</table>"
        case Shape(has_text_frame=True):
            for paragraph in shape.text_frame.paragraphs:
                if text := paragraph.text.strip():
                    yield f"<ul><li>{escape(text)}</li></ul>" if paragraph.level else f"<p>{escape(text)}</p>"
        case _:
            pass


def _notes(slide: Slide) -> str:
    written = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    lines = [line.strip() for line in written.text.splitlines()] if written is not None else []
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    return f"<aside>{paragraphs}</aside>" if paragraphs else ""


def _row(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<td>{escape(each)}</td>' for each in cells)}</tr>"


def _picture(shape: Picture, pictures: Pictures) -> str:
    try:
        held = shape.image.blob
    except ValueError:  # it lies elsewhere
        return ""
    address = pictures.address(BytesIO(held))
    return f'<img alt="{escape(shape.name)}" src="{address}">' if address else ""
