"""UTF-8 that a program took for something else and wrote again: undone, and nothing else is touched."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.imports.reading import read
from network.imports.reading.twice import mended
from tests.hypothesis_profiles import examples
from tests.network.imports.reading.test_encodings_of_one_byte import GREEK, HUNGARIAN, POLISH, RUSSIAN, table, vcards

NAMES = ["Zoë Müller", "José García", "François Noël", *POLISH, *HUNGARIAN, *RUSSIAN, *GREEK, "李小龙", "O’Brien–Smith"]
LEFT_BY_WINDOWS = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def twice(text: str, codec: str = "cp1252") -> str:
    """Return `text` as a program leaves it that takes UTF-8 for `codec`. Windows passes on bytes that it has not."""
    data = text.encode()
    if codec == "cp1252":
        return "".join(LEFT_BY_WINDOWS.get(byte) or bytes([byte]).decode("cp1252") for byte in data)
    return data.decode(codec)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "mac_roman", "cp1251", "cp850"])
def test_a_name_that_was_encoded_twice_comes_back(name: str, codec: str) -> None:
    try:
        broken = twice(name, codec)
    except UnicodeDecodeError:
        pytest.skip("that program could not have read it")
    assert mended(broken) == name


@pytest.mark.parametrize("form", [table, vcards])
def test_all_rows_or_some_of_them(form: Any) -> None:
    names = ["Zoë Müller", "Łukasz Żak", "Ольга Кузнецова", "李小龙"]
    for broken in (names, names[:2], names[2:], names[:1]):
        text = form([twice(name) if name in broken else name for name in names])
        assert [card.name for card in read(text.encode()).cards] == names
    thrice = form([twice(twice(name)) for name in names])
    assert [card.name for card in read(thrice.encode()).cards] == names


def test_in_quoted_printable_too() -> None:
    quoted = "".join(f"={byte:02X}" for byte in twice("Zoë").encode())
    data = f"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{quoted}\nEND:VCARD\n"
    assert read(data.encode()).cards[0].name == "Zoë"


@pytest.mark.parametrize("text", [
    *NAMES, "JOÃO", "SÃO PAULO", "ÎLE", "voilà\u00a0»", "É\u00a0!", "Çağla", "Đặng Văn Ân", "Ãrgerlich", "Åsa Öberg",
    "„Ära“", "naïve — café", "Віталій Кличко", "Рівне", "Ђорђе", "Ärzte", "ßÜ", "√2 ≈ 1.41", "Âme", "–élan", "œuvre",
    "ÀÉÎÕÜ", "Ø£", "©2024", "¡Hola!", "25 °C", "½ l", "ćwiartka – żółć", "ГЁТЕ", "Ş. Ğ.", "ÅÄÖ", "👩‍🍳", "محمد", "שלום",
])  # fmt: skip
def test_what_was_written_rightly_stays(text: str) -> None:
    assert mended(text) == text


@settings(max_examples=examples(400))
@given(st.text(st.sampled_from("aeÄÖÜäöüßéèàçñøåæŁłŻżИваноОльгаΓιώργÃÂ°»“”’– ,;"), max_size=30))
def test_a_second_look_changes_nothing_more(text: str) -> None:
    assert mended(mended(text)) == mended(text)
