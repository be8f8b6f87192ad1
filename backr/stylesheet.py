"""One stylesheet out of many small files: `css/backr.css` is tokens, base, layout, each part and each page, joined."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCE = Path(__file__).resolve().parent / "static" / "css"
NAME = "css/backr.css"


def joined() -> str:
    """Return the whole stylesheet: tokens, base and layout, then the parts by name, then what is one page's own."""
    first = [SOURCE / name for name in ("tokens.css", "base.css", "layout.css")]
    parts = [*first, *sorted((SOURCE / "components").glob("*.css")), *sorted((SOURCE / "pages").glob("*.css"))]
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)


class StylesheetFinder(BaseFinder):
    """Gives Django's static files the joined stylesheet, written below `BACKR_HOME` when a part has changed."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.folder = Path(settings.BACKR_HOME) / "joined"

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        written = self._write()
        return [str(written)] if find_all else str(written)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        self._write()
        yield NAME, FileSystemStorage(location=self.folder)

    def _write(self) -> Path:
        path = self.folder / NAME
        text = joined()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return path
