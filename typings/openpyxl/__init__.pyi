from pathlib import Path
from typing import BinaryIO

from openpyxl.worksheet import Sheet

class Workbook:
    worksheets: list[Sheet]
    active: Sheet
    def create_sheet(self, title: str) -> Sheet: ...
    def save(self, filename: Path) -> None: ...

def load_workbook(filename: BinaryIO, *, read_only: bool = ..., data_only: bool = ...) -> Workbook: ...
