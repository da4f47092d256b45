from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import BinaryIO

from mammoth import images as images

class Picture:
    def open(self) -> AbstractContextManager[BinaryIO]: ...

class Result:
    value: str

Convert = Callable[[Picture], object]

def convert_to_html(
    file: BinaryIO,
    *,
    convert_image: Convert = ...,
    external_file_access: bool = ...,
    style_map: str = ...,
    include_embedded_style_map: bool = ...,
) -> Result: ...
