"""What stands in a card, version by version."""

import pytest

from network.imports.reading import Card, NamedAfter, Reading, read


def cards(*lines: str, version: str = "3.0") -> Reading:
    return read("\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode())


def card(*lines: str, version: str = "3.0") -> Card:
    reading = cards(*lines, version=version)
    assert reading.bad_rows == []
    [only] = reading.cards
    return only


def test_without_a_formatted_name_the_name_is_put_together() -> None:
    assert card("N:Bell;Jo;Ann;Dr;MBE").name == "Dr Jo Ann Bell MBE"


def test_several_middle_names_are_a_list_in_3_and_words_in_2_1() -> None:
    assert card("N:Bell;Jo;Ann,May;;").name == "Jo Ann May Bell"
    assert card("N:Bell;Jo;Ann,May;;", version="2.1").name == "Jo Ann,May Bell"


def test_an_escaped_semicolon_is_part_of_the_name_in_every_version() -> None:
    for version in ("2.1", "3.0", "4.0"):
        assert card(r"N:Bell\; Sons;Jo;;;", version=version).name == "Jo Bell; Sons"


@pytest.mark.parametrize(
    ("lines", "name", "named_after"),
    [
        (["FN:", "NICKNAME:Jojo", "ORG:Bakery"], "Jojo", NamedAfter.NICKNAME),
        (["N:;;;;", "ORG:Haverby Bakery;Shop"], "Haverby Bakery, Shop", NamedAfter.ORGANISATION),
        (["EMAIL:jo.ann.bell@example.com"], "Jo Ann Bell", NamedAfter.ADDRESS),
        (["EMAIL:jo.bell+shop@example.com"], "Jo Bell", NamedAfter.ADDRESS),
        (["EMAIL:info@example.com"], "info@example.com", NamedAfter.ADDRESS),
        (["EMAIL:j.b@example.com"], "j.b@example.com", NamedAfter.ADDRESS),
        (["FN:jo@example.com", "EMAIL:jo@example.com"], "jo@example.com", NamedAfter.ADDRESS),
        (["TEL:01632 960123"], "01632 960123", NamedAfter.NUMBER),
    ],
)
def test_a_card_without_a_name_takes_the_next_best_and_says_so(
    lines: list[str], name: str, named_after: NamedAfter
) -> None:
    assert (card(*lines).name, card(*lines).named_after) == (name, named_after)


def test_an_organisation_that_gave_its_name_is_not_said_again_as_work() -> None:
    assert card("ORG:Haverby Bakery", "TITLE:Front desk").work == "Front desk"


def test_what_somebody_does_is_their_title_and_where() -> None:
    assert (
        card("FN:Jo", "TITLE:Baker", "ROLE:First hand", "ORG:Haverby Bakery;").work
        == "Baker, First hand, Haverby Bakery"
    )


def test_where_somebody_works_is_the_organisation_without_its_department() -> None:
    assert card("FN:Jo", "ORG:Haverby Bakery\\; Sons;Front of house").firm == "Haverby Bakery; Sons"
    assert card("FN:Jo", "ORG:;Front of house").firm == ""
    assert card("ORG:Haverby Bakery").firm == ""  # the card is the firm's own


def test_a_card_with_nothing_to_know_a_person_by_is_a_bad_row() -> None:
    [bad] = cards("NOTE:hello").bad_rows
    assert "no name" in bad.reason


def test_a_group_is_a_bad_row() -> None:
    for line in ("KIND:group", "X-ADDRESSBOOKSERVER-KIND:group"):
        [bad] = cards("FN:Choir", line, version="4.0").bad_rows
        assert "group" in bad.reason
        assert bad.hint == "Choir"


def test_the_preferred_address_comes_first_in_each_version_s_own_words() -> None:
    for mark in ("TYPE=INTERNET,PREF", "type=HOME;type=pref", "PREF=1", "PREF", 'TYPE="home,pref"'):
        assert card("FN:Jo", "EMAIL;PREF=50:b@example.com", f"EMAIL;{mark}:a@example.com").emails[0] == "a@example.com"


def test_addresses_are_kept_once_whatever_their_case() -> None:
    assert card("FN:Jo", "EMAIL:Jo@Example.com", "EMAIL:jo@example.com").emails == ("Jo@Example.com",)


def test_what_is_no_address_is_kept_in_the_note() -> None:
    odd = card("FN:Jo", "EMAIL:ask at the shop", "TEL:at mum's", "NOTE:Kind")
    assert (odd.emails, odd.phones, odd.note) == ((), (), "Kind\nask at the shop\nat mum's")


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("mailto:jo@example.com", "jo@example.com"),
        ("Jo Bell <jo@example.com>", "jo@example.com"),
        ("jo@exa mple.com", "jo@example.com"),
        ("jo@bücher.example", "jo@bücher.example"),
    ],
)
def test_addresses_are_found_in_what_stands_around_them(written: str, read_as: str) -> None:
    assert card("FN:Jo", f"EMAIL:{written}").emails == (read_as,)


def test_numbers_lose_the_marks_that_iphones_put_around_them() -> None:
    assert card("FN:Jo", "TEL:\u202a+44 7700 900123\u202c").phones == ("+44 7700 900123",)


def test_numbers_as_addresses_of_4_0() -> None:
    found = card("FN:Jo", "TEL;VALUE=uri:tel:+44-7700-900123;ext=7", "TEL;VALUE=uri:TEL:+447700900124", version="4.0")
    assert found.phones == ("+44-7700-900123 ext. 7", "+447700900124")


@pytest.mark.parametrize(
    "lines",
    [
        ["TEL;TYPE=FAX:01632 960123"],
        ["TEL;WORK;FAX:01632 960123"],
        ['TEL;TYPE="work,fax":01632 960123'],
        ["TEL;TYPE=PAGER:01632 960123"],
        ["item1.TEL:01632 960123", "item1.X-ABLabel:_$!<Assistant>!$_"],
    ],
)
def test_numbers_that_several_people_share_stand_apart(lines: list[str]) -> None:
    found = card("FN:Jo", "item2.X-ABLabel:Fax of somebody else", *lines)
    assert (found.phones, found.other_numbers) == ((), ("01632 960123",))


def test_a_number_that_is_also_a_fax_reaches_the_person() -> None:
    found = card("FN:Jo", "TEL;FAX:01632 960123", "TEL;HOME:01632-960123")
    assert (found.phones, found.other_numbers) == (("01632-960123",), ())


def test_the_town_is_kept_and_the_street_is_not() -> None:
    found = card(
        "FN:Jo", "ADR;TYPE=WORK:;;1 High St;Dover;Kent;;UK", r"ADR;TYPE=HOME:;;2 Low St\, back;Haverby;Kent;;UK"
    )
    assert found.place_words == "Haverby, Kent, UK"
    assert "St" not in repr(found)


def test_a_card_that_says_it_is_private_stays_so() -> None:
    assert card("FN:Jo", "CLASS:PRIVATE").private
    assert card("FN:Jo", "CLASS:confidential").private
    assert not card("FN:Jo", "CLASS:PUBLIC").private


def test_backslashes_of_notes_are_undone_once() -> None:
    assert (
        card("FN:Jo", r"NOTE:one\, two\; three\: four\nfive C:\\new \x").note
        == "one, two; three: four\nfive C:\\new \\x"
    )


def test_an_unescaped_comma_does_not_cut_a_name_or_note_short() -> None:
    found = card("FN:Bell, Jo", "NOTE:kind, wise, tall")
    assert (found.name, found.note) == ("Bell, Jo", "kind, wise, tall")


def test_a_last_backslash_is_harmless() -> None:
    found = card("FN:Jo\\", "N:Bell\\", "NOTE:a\\\\")
    assert (found.name, found.note) == ("Jo", "a\\")
    assert card("N:Bell\\").name == "Bell"


def test_folding_may_cut_a_letter_in_two() -> None:
    name = "Zoë Müller".encode()
    cut = name.index("ü".encode()) + 1
    data = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:" + name[:cut] + b"\r\n " + name[cut:] + b"\r\nEND:VCARD\r\n"
    assert read(data).cards[0].name == "Zoë Müller"


def test_folding_of_2_1_keeps_the_space_and_that_of_3_0_does_not() -> None:
    assert card("FN:Jo", " Bell", version="2.1").name == "Jo Bell"
    assert card("FN:Jo B", " ell", "NOTE:x", "\ty").name == "Jo Bell"


def test_quoted_printable_goes_on_over_soft_breaks_only_where_it_is_quoted_printable() -> None:
    found = card(
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=", "=AB =", "M=C3=BCller",
        "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ=",
        "TEL;CELL:07700 900123",
        "NOTE;QUOTED-PRINTABLE:one=0D=0Atwo",
        version="2.1",
    )  # fmt: skip
    assert (found.name, found.phones, found.note) == ("Zoë Müller", ("07700 900123",), "one\ntwo")


def test_quoted_printable_in_other_charsets() -> None:
    assert card("FN;CHARSET=ISO-8859-2;ENCODING=QUOTED-PRINTABLE:=A3ukasz", version="2.1").name == "Łukasz"
    assert card("FN;CHARSET=WINDOWS-1251;ENCODING=QUOTED-PRINTABLE:=CE=EB=FC=E3=E0", version="2.1").name == "Ольга"
    assert card("FN;CHARSET=NONSENSE;ENCODING=QUOTED-PRINTABLE:Zo=EB", version="2.1").name == "Zoë"
    assert card("FN;ENCODING=QUOTED-PRINTABLE:Zo=EB", version="2.1").name == "Zoë"


def test_quoted_printable_that_breaks_off_gives_what_is_left() -> None:
    for broken in ("Zo=C3=AB=C3", "Zo=C3=AB=", "Zo=C3=AB=C", "Zo=C3=ABx=Z!"):
        assert card(f"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{broken}", version="2.1").name.startswith("Zoë")


def test_letters_of_one_byte_with_and_without_a_charset() -> None:
    data = "BEGIN:VCARD\nVERSION:2.1\nFN:Zoë “Z” Bell\nN;CHARSET=ISO-8859-2:x\nEND:VCARD\n".encode("cp1252")
    assert read(data).cards[0].name == "Zoë “Z” Bell"
    polish = b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=ISO-8859-2:" + "Łukasz".encode("iso-8859-2") + b"\nEND:VCARD\n"
    assert read(polish).cards[0].name == "Łukasz"


def test_one_card_in_another_encoding_spoils_no_other() -> None:
    utf8 = "BEGIN:VCARD\nVERSION:3.0\nFN:Zoë\nEND:VCARD\n"
    assert [one.name for one in read(utf8.encode() + utf8.encode("cp1252") + utf8.encode()).cards] == ["Zoë"] * 3


def test_a_quotation_mark_that_is_never_closed_loses_no_number() -> None:
    assert card("FN:Jo", 'TEL;TYPE="cell:07700 900123').phones == ("07700 900123",)


def test_a_broken_card_is_skipped_alone_and_one_without_its_end_is_read() -> None:
    data = (
        "BEGIN:VCARD\nFN:Ann\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Ben\nTEL:1\n"
        "begin:vcard\nFN:Cem\nend:vcard\n"
        "BEGIN:VCARD\nNOTE:nobody\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Dot\nEND:VCARD\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Eve"
    )
    reading = read(data.encode())
    assert [(one.number, one.name) for one in reading.cards] == [(1, "Ann"), (2, "Ben"), (3, "Cem"), (5, "Dot")]
    assert [(bad.number, bad.hint) for bad in reading.bad_rows] == [(4, ""), (6, "Eve")]


@pytest.mark.parametrize(("last", "read_too"), [("TEL:07700 900123\n", True), ("TEL:0770", False), ("", True)])
def test_a_file_cut_in_a_line_says_so_and_one_that_only_lacks_its_end_loses_nobody(last: str, read_too: bool) -> None:
    reading = read(f"BEGIN:VCARD\nFN:Ann\nEND:VCARD\nBEGIN:VCARD\nFN:Ben\n{last}".encode())
    assert [one.name for one in reading.cards] == ["Ann", "Ben"][: 1 + read_too]
    assert [bad.hint for bad in reading.bad_rows] == ["Ben"][read_too:]


def test_an_agent_inside_a_card_is_no_person_of_its_own() -> None:
    reading = read(
        b"BEGIN:VCARD\nVERSION:2.1\nFN:Ann\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nFN:Bot\nTEL:07700900001\nEND:VCARD\n"
        b"TEL:07700900002\nEND:VCARD\nBEGIN:VCARD\nFN:Cem\nEND:VCARD\n"
    )
    assert [(one.name, one.phones) for one in reading.cards] == [("Ann", ("07700900002",)), ("Cem", ())]
    assert reading.bad_rows == []


def test_line_ends_of_every_kind() -> None:
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:Jo\nTEL:07700\n  900123\nEND:VCARD\nBEGIN:VCARD\nFN:Al\nEND:VCARD\n"
    for end in ("\n", "\r\n", "\r", "\r\r\n"):
        assert [one.name for one in read(text.replace("\n", end).encode()).cards] == ["Jo", "Al"]


def test_long_words_are_shortened_with_an_ellipsis() -> None:
    found = card("FN:" + "x" * 5000, "TITLE:" + "y" * 5000, "NOTE:" + "z" * 50_000)
    assert (len(found.name), len(found.work), len(found.note)) == (120, 200, 5000)
    assert found.name.endswith("…")


@pytest.mark.parametrize(
    "line",
    [
        "URL:www.linkedin.com/in/jobell",
        "URL:linkedin.com/in/jobell",
        "URL:http://uk.linkedin.com/in/jobell",
        "X-SOCIALPROFILE;type=linkedin:https://www.linkedin.com/in/jobell",
    ],
)
def test_pages_of_linkedin_are_kept_with_their_scheme(line: str) -> None:
    assert card("FN:Jo", line).note == "https://www.linkedin.com/in/jobell"
    assert card("FN:Jo", "URL:https://example.com").note == ""
