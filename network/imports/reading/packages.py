"""Several files in one: the zips that Google and LinkedIn make, and what a member chooses together."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.imports.reading.cards import UnreadableFile
from network.platform.text import shortened, tidy

MOST_FILES = 10_000  # in a zip; Google's has a folder for each label, with photographs
MOST_READ = 500  # of them that may be address books
LONGEST_FILE = 32 * 1024 * 1024  # bytes, unpacked
MOST_UNZIPPED = 64 * 1024 * 1024  # bytes, of all files together that are looked into
DEEPEST = 2  # zips in zips: one that was chosen together with others, and one that was packed once more
BEGINS = b"PK\x03\x04"
EMPTY = b"PK\x05\x06"
ENTRY = b"PK\x01\x02"
PIECE = 64 * 1024  # bytes
TOGETHER = b"chosen together"
"""The comment of a zip that `put_together` made, in which each file was chosen and none is passed over."""
BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError)
"""What `zipfile` raises for archives that are encrypted, broken, or packed in a way that Python does not know."""

LEFT_ALONE = frozenset([
    "jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "bmp", "tif", "tiff", "svg", "mp4", "mov", "3gp", "mp3",
    "opus", "m4a", "html", "htm", "css", "js", "db", "ini", "plist",
])  # fmt: skip
"""Endings of what lies beside address books in exports: pictures and pages to look at."""
OF_LINKEDIN = "connections.csv"
PEOPLE_OF_LINKEDIN = frozenset([OF_LINKEDIN, "contacts.csv", "importedcontacts.csv"])


@dataclass(frozen=True, slots=True)
class Part:
    """One file: what it is called, for the member to know it by, and what it holds."""

    name: str
    data: bytes


@dataclass(slots=True)
class Budget:
    """What may still be unpacked, of the whole upload."""

    files: int = field(default_factory=lambda: MOST_READ)
    bytes: int = field(default_factory=lambda: MOST_UNZIPPED)


def put_together(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return several files, each a name and its bytes, as one that `read` takes; a single one as it is."""
    if len(files) == 1:
        return files[0][1]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = TOGETHER
        for number, (name, data) in enumerate(files, start=1):
            archive.writestr(f"{number}/{name.replace(chr(0), '').replace('/', '-')[-100:]}", data)
    return out.getvalue()


def is_zip(data: bytes) -> bool:
    return data.startswith((BEGINS, EMPTY))


def opened(data: bytes) -> zipfile.ZipFile:
    """Open a zip. Raises `UnreadableFile` if that cannot be, or if it lists too many files to be looked through."""
    if data.count(ENTRY) > MOST_FILES:
        raise UnreadableFile(too_many_files())
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise UnreadableFile(broken_zip()) from error


def unpacked(archive: zipfile.ZipFile, file: zipfile.ZipInfo) -> bytes:
    """Return what is in a file, not more than it says its size is. Raises one of `BROKEN`.

    It is read in pieces, as `ZipFile.read` unpacks all at once whatever that size is. Only deflated files can be, so
    others are refused; no program packs address books otherwise.
    """
    if file.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError
    with archive.open(file) as stream:
        return b"".join(iter(lambda: stream.read(PIECE), b""))


def parts_of(data: bytes, budget: Budget, depth: int = 1) -> Iterator["Part | PartRefused"]:
    """Give the files of a zip one by one, those of zips in it too; in the place of one that cannot be read the refusal.

    No file is written anywhere, so their names do no harm. What is larger than `LONGEST_FILE`, or would unpack to more
    than the budget in all, is refused before it is unpacked. Raises `UnreadableFile` if the zip itself is broken.
    """
    with opened(data) as archive:
        together = archive.comment == TOGETHER
        files = archive.infolist() if together else chosen(archive.infolist())
        if files and (others := left_out(archive.infolist(), files)):
            yield PartsLeftOut(others)
        for file in files:
            name = short_name(file.filename)
            if file.file_size > min(LONGEST_FILE, budget.bytes):
                yield PartRefused(name, too_big())
                continue
            budget.bytes -= file.file_size
            try:
                contents = unpacked(archive, file)
            except BROKEN:
                yield PartRefused(name, broken_zip())
                continue
            yield from inside(name, contents, budget, depth - together)


def inside(name: str, contents: bytes, budget: Budget, depth: int) -> Iterator["Part | PartRefused"]:
    """Give a file of a zip, or if it is a zip itself what is in that."""
    if not is_zip(contents) or is_document(names_in(contents)):
        budget.files -= 1
        if budget.files < 0:
            raise UnreadableFile(too_many_files())
        yield Part(name, contents)
    elif depth >= DEEPEST:
        yield PartRefused(name, _("It’s a zip inside a zip. Unpack it, and choose the address books in it."))
    else:
        try:
            yield from parts_of(contents, budget, depth + 1)
        except UnreadableFile as refusal:
            yield PartRefused(name, str(refusal))


class PartRefused(UnreadableFile):
    """One file of several cannot be read; `name` says which."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name = name


class PartsLeftOut(PartRefused):
    """Files of a zip that are no address books, such as pictures."""

    def __init__(self, names: Sequence[str]) -> None:
        words = ngettext(
            "It isn’t an address book, so we’ve left it out: %(names)s.",
            "They aren’t address books, so we’ve left out these %(count)s: %(names)s.",
            len(names),
        )
        listed = shortened(", ".join(names[:20]), 200)
        super().__init__("", words % {"count": f"{len(names):,}", "names": listed})


def left_out(files: Iterable[zipfile.ZipInfo], read: Iterable[zipfile.ZipInfo]) -> list[str]:
    """Return the names of the files of a zip that are not looked at, but for those that systems hide."""
    looked_at = {file.filename for file in read}
    shown = (file for file in files if not file.is_dir() and not is_hidden(PurePosixPath(file.filename)))
    return [short_name(file.filename) for file in shown if file.filename not in looked_at]


def too_many_files() -> str:
    return _("This zip holds more files than we can look at. Unpack it, and choose the address books in it.")


def too_big() -> str:
    return _("It’s too big for us once it’s unpacked. Export it in parts, one group at a time.")


def broken_zip() -> str:
    return _(
        "This zip file is damaged, incomplete or locked with a password. Download it again, or unpack it and choose "
        "the address book inside."
    )


def chosen(files: Iterable[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Return the files that may be address books. Of LinkedIn's archive those are few of many tables."""
    kept = [file for file in files if not file.is_dir() and may_be_a_book(PurePosixPath(file.filename))]
    if any(base_name(file) == OF_LINKEDIN for file in kept):
        kept = [file for file in kept if base_name(file) in PEOPLE_OF_LINKEDIN or not base_name(file).endswith(".csv")]
    return kept


def may_be_a_book(path: PurePosixPath) -> bool:
    return not is_hidden(path) and path.suffix.lower().lstrip(".") not in LEFT_ALONE


def is_hidden(path: PurePosixPath) -> bool:
    return path.name.startswith(".") or "__MACOSX" in path.parts


def base_name(file: zipfile.ZipInfo) -> str:
    return PurePosixPath(file.filename.lower()).name


def short_name(path: str) -> str:
    return tidy(PurePosixPath(path[-400:].replace("\\", "/")).name, 60)


def names_in(data: bytes) -> list[str]:
    """Return the names in a zip, none of a broken one."""
    try:
        with opened(data) as archive:
            return archive.namelist()
    except UnreadableFile:
        return []


def size_of(data: bytes) -> int:
    """Return how many bytes of a zip will be unpacked at most; `MOST_UNZIPPED` for a broken one."""
    try:
        with opened(data) as archive:
            return sum(file.file_size for file in archive.infolist())
    except UnreadableFile:
        return MOST_UNZIPPED


def is_document(names: Iterable[str]) -> bool:
    """Tell whether a zip with these names in it is the document of some program, and no folder of files."""
    return not {"[Content_Types].xml", "mimetype", "Index/Document.iwa", "META-INF/manifest.xml"}.isdisjoint(names)
