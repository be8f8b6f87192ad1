"""LDIF."""

from base64 import b64encode

from network.imports.reading import Format, read

JO = """dn: cn=Jo Bell,mail=jo@example.com
objectclass: top
objectclass: person
objectclass: mozillaAbPersonAlpha
givenName: Jo
sn: Bell
cn: Jo Bell
mail: jo@example.com
mozillaSecondEmail: bell@example.org
telephoneNumber: 01632 960140
mobile: 07700 900143
fax: 01632 960142
o: Haverby Bakery
ou: Ovens
title: Baker
l: Dover
mozillaHomeLocalityName: Haverby
description: kind, and
  tall
modifytimestamp: 0
"""
ZOE = f"dn:: {b64encode('cn=Zoë Müller'.encode()).decode()}\ncn:: {b64encode('Zoë Müller'.encode()).decode()}\n"
CHOIR = "dn: cn=Choir\nobjectclass: top\nobjectclass: groupOfNames\ncn: Choir\nmember: cn=Jo Bell,mail=jo@example.com\n"


def test_an_entry_whole() -> None:
    reading = read(JO.encode())
    [jo] = reading.cards
    assert reading.format is Format.LDIF
    assert (jo.name, jo.work, jo.firm) == ("Jo Bell", "Baker, Haverby Bakery, Ovens", "Haverby Bakery")
    assert (jo.emails, jo.phones) == (("jo@example.com", "bell@example.org"), ("07700 900143", "01632 960140"))
    assert (jo.other_numbers, jo.place_words, jo.note) == (("01632 960142",), "Haverby", "kind, and tall")


def test_base64_that_is_not_utf_8() -> None:
    [zoe] = read(b"dn: cn=x\ncn:: " + b64encode("Zoë Müller".encode("cp1252")) + b"\nmail: zoe@example.com\n").cards
    assert zoe.name == "Zoë Müller"


def test_several_entries_in_base64_and_groups() -> None:
    for front in ("", "version: 1\n\n", "# made by a program\nversion: 1\n"):
        reading = read((front + "\n".join([JO, ZOE, CHOIR])).replace("\n", "\r\n").encode())
        assert [card.name for card in reading.cards] == ["Jo Bell", "Zoë Müller"]
        assert [(bad.number, bad.hint) for bad in reading.bad_rows] == [(3, "Choir")]
