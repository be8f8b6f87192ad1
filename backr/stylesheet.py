"""`css/backr.css`, concatenated from many small files: tokens, base, layout, then each component and each page."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCE = Path(__file__).resolve().parent / "static" / "css"
NAME = "css/backr.css"


def stylesheet_text() -> str:
    """Return the whole stylesheet: tokens, base and layout, then the components and the pages by file name."""
    first = [SOURCE / name for name in ("tokens.css", "base.css", "layout.css")]
    paths = [*first, *sorted((SOURCE / "components").glob("*.css")), *sorted((SOURCE / "pages").glob("*.css"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


class StylesheetFinder(BaseFinder):
    """Gives Django's static files the stylesheet, which is written below `BACKR_HOME` when a source has changed."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.folder = Path(settings.BACKR_HOME) / "joined"

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        file = str(self._write())
        return [file] if find_all else file

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        self._write()
        yield NAME, FileSystemStorage(location=self.folder)

    def _write(self) -> Path:
        path = self.folder / NAME
        text = stylesheet_text()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return path
