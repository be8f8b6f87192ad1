"""The same people, however the file is written."""

import pytest

from network.imports.reading import read

PEOPLE = ["Zoë Müller", "Łukasz Żak", "Ольга", "李 小龙", "Aoife 👩‍🍳", "नमस्ते"]
VCARD = "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nTITLE:Baker\r\nEND:VCARD\r\n" for name in PEOPLE)
TABLE = "First Name,Last Name,Mobile Phone\r\n" + "".join(f"{name},,07700900123\r\n" for name in PEOPLE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [VCARD, TABLE], ids=["vcard", "table"])
def test_every_unicode_encoding_with_and_without_a_mark(text: str, encoding: str) -> None:
    assert [card.name for card in read(text.encode(encoding)).cards] == PEOPLE


@pytest.mark.parametrize("text", [VCARD, TABLE], ids=["vcard", "table"])
def test_utf_16_with_a_mark_in_both_orders(text: str) -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        assert [card.name for card in read(("\ufeff" + text).encode(encoding)).cards] == PEOPLE


def test_windows_1252() -> None:
    for text in (VCARD, TABLE):
        lines = text.replace("Łukasz Żak", "“Zoë” – œuvre €").replace("Ольга", "Ann")
        western = "".join(letter for letter in lines if letter.encode("cp1252", "ignore"))
        names = [card.name for card in read(western.encode("cp1252")).cards]
        assert names[:2] == ["Zoë Müller", "“Zoë” – œuvre €"]


def test_letters_put_together_in_two_ways_are_the_same() -> None:
    assert read(b"BEGIN:VCARD\nFN:" + "Zoe\u0308".encode() + b"\nEND:VCARD").cards[0].name == "Zo\u00eb"
