"""Cards that programs and people have bent, and names and addresses in every dress."""

import pytest

from network.imports.reading import Card, NamedAfter, Reading, read

ANN = ["BEGIN:VCARD", "VERSION:3.0", "FN:Ann Field", "EMAIL:ann@example.com", "END:VCARD"]
BOB = ["BEGIN:VCARD", "VERSION:3.0", "FN:Bob Gate", "EMAIL:bob@example.com", "END:VCARD"]
BOTH = [("Ann Field", ("ann@example.com",)), ("Bob Gate", ("bob@example.com",))]


def card(*lines: str, version: str = "3.0") -> Card:
    reading = read("\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode())
    assert reading.bad_rows == []
    [only] = reading.cards
    return only


def people(data: str | bytes) -> list[tuple[str, tuple[str, ...]]]:
    reading: Reading = read(data if isinstance(data, bytes) else data.encode())
    assert reading.bad_rows == []
    return [(one.name, one.emails) for one in reading.cards]


@pytest.mark.parametrize("between", ["", " ", "\t", "\ufeff", "\r\n\ufeff", "\r\r\n", "\r\n\r\n", "\n\n\n", "\r"])
def test_cards_are_told_apart_whatever_stands_between_them(between: str) -> None:
    ends = "\r" if between == "\r" else "\r\n"
    assert people(ends.join(ANN) + between + ends.join(BOB) + between) == BOTH


@pytest.mark.parametrize("between", [";", ", ", "\t;", '","', "|", "\n;\n", "\x1a", "\n\x1a\n", "\u200b"])
def test_stray_marks_beside_begin_and_end_lose_nobody(between: str) -> None:
    assert people("\n".join(ANN) + between + "\n".join(BOB) + between.rstrip("\n")) == BOTH


@pytest.mark.parametrize("indent", [" ", "  ", "\t", "    ", "> ", ">", ">> ", " > "])
def test_cards_pasted_with_an_indent_or_as_a_quotation(indent: str) -> None:
    lines = [*ANN[:3], "NOTE:one", "  two", *ANN[3:], "", *BOB]
    text = "\n".join(indent + line for line in lines)
    assert people(text) == people("\n".join([*ANN, *BOB]) + f"\n{text}")[2:] == BOTH
    assert read(text.encode()).cards[0].note == "one two"


def test_every_card_with_an_indent_of_its_own() -> None:
    text = "\n".join([*(f"  {line}" for line in ANN), *(f"\t{line}" for line in BOB), *ANN])
    assert people(text) == [*BOTH, BOTH[0]]


def test_files_of_several_encodings_of_unicode_joined_in_one() -> None:
    both = "\r\n".join(ANN) + "\r\n" + "\ufeff" + "\r\n".join(BOB)
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-32"):
        assert people(both.encode(encoding)) == BOTH


@pytest.mark.parametrize("end", ["\r\r\n", "\r\r\r\n", "\r\n", "\n", "\r"])
def test_line_ends_doubled_by_programs_break_no_soft_break(end: str) -> None:
    lines = ["FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=", "=BCrgen M=C3=B6h=", "ring", "TEL:01632960105"]
    text = end.join(["BEGIN:VCARD", "VERSION:2.1", *lines, "END:VCARD", ""])
    [found] = read(text.encode()).cards
    assert (found.name, found.phones) == ("Jürgen Möhring", ("01632960105",))


def quoted_cards(before: str, version: str) -> str:
    lines = ["FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=92=D0=BB=D0=B0=D0=B4=D0=", f"{before}=B0"]
    note = ["NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Sch=C3=B6n=", f"{before}er Tag am =", f"{before}Meer"]
    return "\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, *note, "END:VCARD"])


@pytest.mark.parametrize("before", ["", " ", "\t"])
@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_a_blank_after_a_soft_break_is_folding_where_every_line_has_it(before: str, version: str) -> None:
    [found] = read(quoted_cards(before, version).encode()).cards
    assert (found.name, found.note) == ("Влада", "Schöner Tag am Meer")


def test_a_blank_after_a_soft_break_is_a_blank_where_other_lines_have_none() -> None:
    found = card(
        "FN;ENCODING=QUOTED-PRINTABLE:Jo=", " Bell", "NOTE;ENCODING=QUOTED-PRINTABLE:o=", "ne=", " two", version="2.1"
    )
    assert (found.name, found.note) == ("Jo Bell", "one two")


@pytest.mark.parametrize(
    "head",
    [
        "FN; CHARSET=UTF-8; ENCODING=QUOTED-PRINTABLE",
        "FN ;CHARSET=UTF-8 ;ENCODING=QUOTED-PRINTABLE ",
        "fn;charset=utf-8;encoding=quoted-printable",
        'FN;CHARSET="UTF-8";ENCODING=quoted-printable',
        "FN;QUOTED-PRINTABLE;CHARSET=utf8",
        "item1.FN;LANGUAGE=de;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE",
    ],
)
def test_parameters_in_every_spelling(head: str) -> None:
    assert card(f"{head}:=C3=96mer Ak", version="2.1").name == "Ömer Ak"


def test_words_that_go_on_below_without_a_fold() -> None:
    found = card("FN:Gábor Béla", "", "Szabó", "ORG:Haverby", "Bakery", "NOTE:kind", "and tall", "TEL:07700900123")
    assert (found.name, found.firm, found.phones) == ("Gábor Béla Szabó", "Haverby Bakery", ("07700900123",))
    assert found.note == "kind\nand tall"


def test_a_picture_that_is_not_folded_is_no_part_of_a_name() -> None:
    assert card("FN:Jo Bell", "PHOTO;ENCODING=b:", "AAAA", "BBBB").name == "Jo Bell"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["FN:jo77@example.com", "N:Bell;Jo;;;"], "Jo Bell"),
        (["FN:<jo77@example.com>", "N:Bell;Jo;;;"], "Jo Bell"),
        (["FN:+44 7700 900123", "N:Bell;Jo;;;"], "Jo Bell"),
        (["FN:Jo Bell (jo77@example.com)", "N:;;;;"], "Jo Bell"),
        (["FN:Jo Bell <jo77@example.com>"], "Jo Bell"),
        (["FN:'Jo Bell'"], "Jo Bell"),
        (['FN:"Jo Bell"'], "Jo Bell"),
        (["FN:O'Neil", "N:O'Neil;;;;"], "O'Neil"),
        (["N:Back\\;Fore\\;\\;\\;;;;;"], "Back;Fore"),
        (["NAME:Oskar Malm"], "Oskar Malm"),
        (["FN:Tom &amp; Jo O&#39;Neil"], "Tom & Jo O'Neil"),
        (["FN:B&B; Tom &copy"], "B&B; Tom &copy"),
        (["FN:", "EMAIL:Jo Bell <jo@example.com>"], "Jo Bell"),
    ],
)
def test_the_name_is_found_where_it_is(lines: list[str], name: str) -> None:
    found = card(*lines, "EMAIL:jo77@example.com")
    assert (found.name, found.named_after) == (name, NamedAfter.NAME)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["N:王;小明;;;"], "王小明"),
        (["FN:小明 王", "N:王;小明;;;"], "王小明"),
        (["FN:翼 愛川", "N:愛川;翼;;;"], "愛川翼"),
        (["N:김;철수;;;"], "김철수"),
        (["FN:철수 김", "N:김;철수;;;"], "김철수"),
        (["N:佐藤;ひろみ;;;"], "佐藤ひろみ"),
        (["FN:王小明"], "王小明"),
        (["FN:陈 Peter", "N:Chan;Peter;;;"], "陈 Peter"),
        (["N:Wang;Xiaoming;;;"], "Xiaoming Wang"),
        (["N:Szabó;Gergő;;;"], "Szabó Gergő"),
        (["N:Kovács;János;;;"], "Kovács János"),
        (["N:Kovacs;Peter;;;", "TEL:+36301231234"], "Kovacs Peter"),
        (["N;LANGUAGE=hu:Nagy;Peter;;dr.;"], "dr. Nagy Peter"),
        (["FN:János Kovács", "N:Kovács;János;;;"], "János Kovács"),
        (["N:Müller;Jürgen;;;"], "Jürgen Müller"),
        (["N:Novák;Tomáš;;;"], "Tomáš Novák"),
    ],
)
def test_the_parts_of_a_name_stand_in_the_order_of_its_language(lines: list[str], name: str) -> None:
    assert card(*lines).name == name


@pytest.mark.parametrize(
    ("written", "addresses"),
    [
        ("MAILTO:jo@example.com", ["jo@example.com"]),
        ("mailto:jo@example.com?subject=hello", ["jo@example.com"]),
        ("mailto:jo%40example.com", ["jo@example.com"]),
        ("SMTP:jo@example.com", ["jo@example.com"]),
        ("jo@example.com.", ["jo@example.com"]),
        ("jo@example.com\\,", ["jo@example.com"]),
        ("jo@example.com;", ["jo@example.com"]),
        ("<jo@example.com>", ["jo@example.com"]),
        ("'jo@example.com'", ["jo@example.com"]),
        ('"Bell, Jo" <jo@example.com>', ["jo@example.com"]),
        ("‹jo@example.com›", ["jo@example.com"]),
        ("«jo@example.com»", ["jo@example.com"]),
        ("„Jo“ “jo@example.com”", ["jo@example.com"]),
        ("jo@example.com (home)", ["jo@example.com"]),
        ("&lt;jo@example.com&gt;", ["jo@example.com"]),
        ("o&#39;neil@example.com", ["o'neil@example.com"]),
        ("work: jo@example.com", ["jo@example.com"]),
        ("jo@example.com home", ["jo@example.com"]),
        ("o'neil@example.com", ["o'neil@example.com"]),
        ("jo@example.com; bell@example.org", ["jo@example.com", "bell@example.org"]),
        ("jo@example.com, bell@example.org", ["jo@example.com", "bell@example.org"]),
        ("jo@example.com bell@example.org", ["jo@example.com", "bell@example.org"]),
        ("jo@example.com/bell@example.org", ["jo@example.com", "bell@example.org"]),
        ("Jo <jo@example.com>, Bell <bell@example.org>", ["jo@example.com", "bell@example.org"]),
        ("/o=ExchangeLabs/ou=Group (FYDI)/cn=Recipients/cn=0a-Jo", []),
        ("/O=FIRM/OU=EX/CN=jo", []),
        ("IMCEAEX-_o=Firm_cn=jo@eurprd.prod.outlook.com", []),
    ],
)
def test_addresses_in_every_dress(written: str, addresses: list[str]) -> None:
    found = card("FN:Jo Bell", f"EMAIL:{written}")
    assert (found.emails, found.note) == (tuple(addresses), "")


def test_the_address_that_stands_for_a_name_is_kept_as_an_address() -> None:
    assert card("FN:jo.bell@example.com").emails == ("jo.bell@example.com",)


@pytest.mark.parametrize(
    "lines",
    [
        ["X-EVOLUTION-LIST:TRUE", "EMAIL:Jo <jo@example.com>"],
        ["KIND:GROUP"],
        ["X-ADDRESSBOOKSERVER-KIND:group"],
        ["MEMBER:urn:uuid:1"],
    ],
)
def test_a_list_is_no_person(lines: list[str]) -> None:
    data = "\n".join(["BEGIN:VCARD", "VERSION:3.0", "FN:Choir", *lines, "END:VCARD"])
    reading = read(data.encode())
    assert (reading.cards, [bad.hint for bad in reading.bad_rows]) == ([], ["Choir"])
    assert card("FN:Jo", "X-EVOLUTION-LIST:FALSE").name == "Jo"


@pytest.mark.parametrize(
    ("line", "firm", "work"),
    [
        ("ORG:Acme, Inc.", "Acme, Inc.", "Acme, Inc."),
        ("ORG:Acme\\, Inc.;Sales\\, North;Desk 1", "Acme, Inc.", "Acme, Inc., Sales, North, Desk 1"),
        ("ORG:Bell\\; Sons;", "Bell; Sons", "Bell; Sons"),
        ("ORG:;Sales", "", "Sales"),
    ],
)
def test_a_comma_is_part_of_a_firm_s_name(line: str, firm: str, work: str) -> None:
    for version in ("2.1", "3.0", "4.0"):
        found = card("FN:Jo", line if version != "2.1" else line.replace("\\,", ","), version=version)
        assert (found.firm, found.work) == (firm, work)


def test_a_firm_does_not_work_for_itself() -> None:
    firm = card("FN:Apple Orchard Ltd", "N:;;;;", "ORG:Apple Orchard Ltd;", "X-ABShowAs:COMPANY", "TITLE:Cider")
    assert (firm.name, firm.work, firm.firm) == ("Apple Orchard Ltd", "Cider", "")


@pytest.mark.parametrize(
    ("lines", "name", "firm"),
    [
        (["FN:sara@example.com", "ORG:Acme"], "sara@example.com", "Acme"),
        (["FN:", "ORG:Acme", "EMAIL:tom.field@example.com"], "Tom Field", "Acme"),
        (["ORG:Acme", "EMAIL:info@example.com"], "Acme", ""),
        (["ORG:Acme", "TEL:01632960123"], "Acme", ""),
    ],
)
def test_colleagues_without_names_are_told_apart_by_their_addresses(lines: list[str], name: str, firm: str) -> None:
    assert (card(*lines).name, card(*lines).firm) == (name, firm)
