"""Letters of one byte each, in files that do not say in which encoding."""

from base64 import b64encode
from collections.abc import Iterator

import pytest

from network.imports.reading import read
from network.imports.reading.legacy import MOST_WORDS, encoding_of

WESTERN = ["Zoë Müller", "Søren Kjær", "Peña Núñez", "João Gonçalves", "Hélène Lefèvre", "Mòrag NicDhòmhnaill"]
POLISH = ["Łukasz Wiśniewski", "Małgorzata Dąbrowska", "Grażyna Wójcik"]
CZECH = ["Jiří Dvořák", "Růžena Černá", "Tomáš Němec"]
HUNGARIAN = ["Gergő Szűcs", "Erzsébet Kőműves"]
MAC = ["José García", "Björn Müller", "François Noël"]
RUSSIAN = ["Ольга Кузнецова", "Сергей Иванов"]
UKRAINIAN = ["Віталій Кличко", "Їжакевич Євген"]
GREEK = ["Γιώργος Παπαδόπουλος", "Μαρία Νικολάου"]
TURKISH = ["Ayşe Yıldız", "Çağla Öztürk"]

BOOKS = [
    ("cp1252", [*WESTERN, "O’Brien–Smith"]),
    ("cp1250", POLISH),
    ("cp1250", CZECH),
    ("cp1250", HUNGARIAN),
    ("iso8859_2", POLISH),
    ("iso8859_2", ["Šárka Žižková", "Ľubomír Šťastný"]),
    ("mac_roman", MAC),
    ("cp1251", RUSSIAN),
    ("cp1251", UKRAINIAN),
    ("koi8_r", RUSSIAN),
    ("cp1253", GREEK),
    ("iso8859_7", ["Άννα Ωνάση", *GREEK]),
    ("cp1254", TURKISH),
    ("cp1257", ["Jānis Bērziņš", "Vytautas Žukauskas"]),
    ("cp850", ["Jürgen Müller", "Zoë Brontë", "José Peña"]),
    ("cp866", RUSSIAN),
    ("iso8859_5", RUSSIAN),
]
books = pytest.mark.parametrize(("encoding", "names"), BOOKS, ids=[f"{name}, {people[0]}" for name, people in BOOKS])


def table(names: list[str]) -> str:
    rows = (f"{name},p{at}@example.com,kind\r\n" for at, name in enumerate(names))
    return "Name,E-mail Address,Notes\r\n" + "".join(rows)


def vcards(names: list[str]) -> str:
    return "".join(f"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:{name}\r\nEND:VCARD\r\n" for name in names)


@books
def test_each_encoding_is_told_by_the_words_it_makes(encoding: str, names: list[str]) -> None:
    assert [card.name for card in read(table(names).encode(encoding)).cards] == names
    assert [card.name for card in read(vcards(names).encode(encoding)).cards] == names


@books
def test_the_same_in_quoted_printable_without_a_charset(encoding: str, names: list[str]) -> None:
    def quoted(name: str) -> str:
        return "".join(f"={byte:02X}" for byte in name.encode(encoding))

    cards = (f"BEGIN:VCARD\nVERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE:{quoted(name)}\nEND:VCARD\n" for name in names)
    assert [card.name for card in read("".join(cards).encode()).cards] == names


def test_a_book_with_one_odd_name_among_plain_ones() -> None:
    for encoding, name in (
        ("cp1250", "Łukasz"),
        ("cp1250", "Wiśniewski"),
        ("cp1252", "Zoë"),
        ("cp1252", "Müller"),
        ("cp1251", "Ольга"),
    ):
        names = ["Jo Bell", "Di Marsh", name, "Tom Field"]
        assert [card.name for card in read(table(names).encode(encoding)).cards] == names


def test_one_bad_byte_leaves_the_other_rows_their_letters() -> None:
    rows = table(["Zoë Müller", "Jo Bell", "Łukasz Żak", "李 小龙"]).encode()
    for spoilt, note in ((b"cut \xc3", "cut"), (b"gr\xc3\xbc\xc3", "grü"), (b"cut \xe2\x82", "cut")):
        reading = read(rows.replace(b"Jo Bell,p1@example.com,kind", b"Jo Bell,p1@example.com," + spoilt))
        assert [card.name for card in reading.cards] == ["Zoë Müller", "Jo Bell", "Łukasz Żak", "李 小龙"]
        assert reading.cards[1].note == note


def test_rows_of_another_encoding_amid_utf_8_keep_theirs() -> None:
    data = table(["Zoë", "Łukasz Żak", "李 小龙"]).encode() + "Jörg Groß,j@example.com,\r\n".encode("cp1252")
    assert [card.name for card in read(data).cards] == ["Zoë", "Łukasz Żak", "李 小龙", "Jörg Groß"]


def test_base64_with_and_without_its_charset() -> None:
    for encoding, charset in (("utf-8", ""), ("cp1251", ";CHARSET=windows-1251"), ("iso8859_2", ";CHARSET=ISO-8859-2")):
        name = {"utf-8": "Zoë Müller", "cp1251": "Ольга", "iso8859_2": "Łukasz"}[encoding]
        value = b64encode(name.encode(encoding)).decode()
        for form in (value, f"\n {value[:4]}\n {value[4:]}\n", f"\n{value[:4]}\n{value[4:]}\n"):
            data = f"BEGIN:VCARD\nVERSION:2.1\nFN{charset};ENCODING=BASE64:{form}\nTEL:07700900123\nEND:VCARD\n"
            [card] = read(data.encode()).cards
            assert (card.name, card.phones) == (name, ("07700900123",))


def test_only_so_many_words_are_judged() -> None:
    given = 0

    def texts() -> Iterator[bytes]:
        nonlocal given
        while True:
            given += 1
            letters = "".join(chr(97 + int(figure)) for figure in str(given))
            yield f"é{letters}".encode("cp1252")

    assert encoding_of(texts()) == "cp1252"
    assert given == MOST_WORDS
