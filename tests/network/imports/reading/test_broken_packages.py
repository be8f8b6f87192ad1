"""Whatever the bytes of a workbook, a zip or a table, nothing but a refusal in plain words leaves the reader."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from network.imports.reading import UnreadableFile, read
from tests.hypothesis_profiles import examples
from tests.network.imports.reading.test_made_up import is_fit_to_keep
from tests.network.imports.reading.workbooks import with_part, workbook, zipped

BOOK = workbook([["Name", "E-mail", "Shoe size"], ["Jo Bell", "jo@example.com", 38]], [["Name", "Phone"], ["Di", 447]])
ZIP = zipped({"a.csv": "Name,Email\nJo,jo@example.com\n", "b.vcf": "BEGIN:VCARD\nFN:Di\nEND:VCARD\n", "c.xlsx": BOOK})
PARTS = ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml"]
XML = st.lists(st.sampled_from([
    "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>",
    "<sheetData>", "<row>", "<row r='2'>",
    "<row r='-1'>", "<c r='A1' t='s'>", "<c t='inlineStr'>", "<is><t>Name</t></is>", "<v>1</v>",
    "<v>x</v>", "<f>A1</f>",
    "<c r='ZZZZ9'/>", "<c s='99'/>", "</c>", "</row>", "</sheetData>", "</worksheet>", "&amp;",
    "<!DOCTYPE a>", "jo@example.com",
]), max_size=25).map("".join)  # fmt: skip
changes = st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=4)), min_size=1, max_size=8)


def come_through(data: bytes) -> None:
    with suppress(UnreadableFile):
        is_fit_to_keep(read(data))


def changed(data: bytes, places: list[tuple[int, bytes]]) -> bytes:
    for at, new in places:
        at %= len(data)
        data = data[:at] + new + data[at + len(new) :]
    return data


@settings(max_examples=examples(300), deadline=None)
@given(st.sampled_from([BOOK, ZIP]), changes)
def test_bytes_that_were_changed_on_the_way(data: bytes, places: list[tuple[int, bytes]]) -> None:
    come_through(changed(data, places))


@settings(max_examples=examples(200), deadline=None)
@given(st.sampled_from(PARTS), st.one_of(XML, st.binary(max_size=60)))
def test_parts_that_hold_something_else(part: str, contents: str | bytes) -> None:
    come_through(with_part(BOOK, part, contents))


@settings(max_examples=examples(200), deadline=None)
@given(
    st.lists(st.lists(st.text("ab@.é;,\t|\"' 07+\u5f20Ã¼", max_size=12), max_size=5), max_size=6),
    st.sampled_from(",;\t|"),
)
def test_tables_of_any_cells(rows: list[list[str]], delimiter: str) -> None:
    come_through("\n".join(delimiter.join(row) for row in rows).encode())
