"""Small files of Excel's, and of zips."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook


def workbook(*sheets: Sequence[Sequence[Any]], titles: Sequence[str] = ("People", "More", "Rest")) -> bytes:
    """Return a workbook as openpyxl writes it: without the results of formulas."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in zip(titles, sheets, strict=False):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, contents: str | bytes) -> bytes:
    """Return a zip in which one file holds something else."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for file in before.namelist():
            after.writestr(file, contents if file == name else before.read(file))
        if name not in before.namelist():
            after.writestr(name, contents)
    return out.getvalue()


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, contents in files.items():
            archive.writestr(name, contents)
    return out.getvalue()
