"""Which cards are no person."""

import pytest

from network.imports.reading import Card, NamedAfter, read
from network.imports.services import why_no_person

NAME, FIRM = NamedAfter.NAME, NamedAfter.ORGANISATION


PUBS = "The Red Lion; The Red Lion – Pub; Kings Arms; King’s Head; Fox & Hounds; Rose and Crown; White Hart; The Ivy; "
INSTITUTIONS = (
    "St Mary’s School; Haverby Primary; Haverby C of E Primary School; Little Acorns Nursery; School Office; "
    "The Surgery; Haverby Surgery; Haverby Church; Christ Church; St Thomas Church; Church of St Mary; "
    "Victoria Hospital; Police Station; Ysgol Haverby; The Post Office; The Old Bakery; Jo’s Cafe; "
)
CHAINS = "Tesco; Tesco Express; Boots (Haverby); M&S; Marks & Spencer; B&Q; Co-op; Dominos; Costa Coffee; Lloyds Bank; "
SMALL_FIRMS = (
    "Haverby Motors; A1 Cars; Smiths Garage; Haverby Boiler Repairs; Quay Housing Association; Haverby Credit Union; "
    "Quay Sports Centre; Haverby Community Centre; Village Hall; Haverby Town Hall; Curry House; Police 101; "
    "Gym; Airbnb; "
)
TAXIS = "A1 Taxis; City Cabs; Haverby Taxi; Taxi Haverby"


@pytest.mark.parametrize(
    ("name", "named_after", "phone"),
    [
        ("Domino’s", NAME, "01632 960123"),
        ("Nando's", NAME, "01632 960123"),
        ("Doctors Surgery", NAME, "01632 960123"),
        ("Haverby Library", NAME, "01632 960123"),
        ("Bells Bakery Ltd", NAME, "01632 960123"),
        ("Bäckerei Öhring GmbH", NAME, "01632 960123"),
        ("Meddygfa Hafan", NAME, "01632 960123"),
        ("Szpital Miejski", NAME, "01632 960123"),
        ("Quay Bakery", FIRM, "01632 960123"),
        ("Vodafone", NAME, "191"),
        ("Doctor", NAME, "01632 960123"),
        ("Haverby Taxis", NAME, "01632 960123"),
        ("Customer Care", NAME, "150"),
        ("Papa John's", NAME, "01632 960123"),
        ("St Mary’s", NAME, "01632 960123"),
        ("DHL", NAME, "0800 123 4567"),
        ("Haverby Gas", NAME, "0345 123 4567"),
        *((name, NAME, "01632 960123") for name in (PUBS + INSTITUTIONS + CHAINS + SMALL_FIRMS + TAXIS).split("; ")),
        *((name, NAME, "07700 900123") for name in ["Tesco", "The Red Lion", "St Mary’s School", "City Taxis"]),
    ],
)
def test_businesses_and_services(name: str, named_after: NamedAfter, phone: str) -> None:
    said = why_no_person(Card(1, name, phones=(phone,), named_after=named_after))
    assert said == "It looks like a business or a service, so we haven’t ticked it."


@pytest.mark.parametrize(
    "name", ["Voicemail", "Voicemail 121", "My voice mail", "Messagerie vocale", "Répondeur", "Mobilbox"]
)
def test_voicemail(name: str) -> None:
    assert why_no_person(Card(1, name, phones=("121",))) == "It looks like voicemail, so we haven’t ticked it."


MORE_OF_A_NAME = (
    "Rose Church; Mary School-Smith; Tesco Jones; Boots Jones; Halifax Smith; George Fox; Rose Bell; Rose & George; "
    "Ruth Abbey; Grace Chapel; Jo Temple; Iris Parish; Will Bank; Ann Station; Dr Church; John Lewis; "
)
MORE_OF_A_NAME += "Ben Motors; Mark Hall; Grace Hall; Heather Gym; Jo Village; Hairdresser; Window cleaner; Landlord; "
KNOWN_FROM = "Jo (bank); Jo - school; Mary (Church); Dave Taxi; School Nurse; Tesco driver; "
WITH_ARTICLES = "The Wife; The Boss; The Bells; The Plumber; The Rev Jo Bell"


@pytest.mark.parametrize(
    ("name", "phone"),
    [
        ("Jo Bell", "01632 960123"),
        ("Mum’s", "01632 960123"),
        ("Tom’s mum", "01632 960123"),
        ("Auntie Jo’s", "01632 960123"),
        ("Sam Plumber", "07700 900123"),
        ("Sam Garage", "07700 900123"),
        ("Sam Police", "07700 900123"),
        ("Khan Garage", "07700 900123"),
        ("Jo 101", "07700 900123"),
        ("!!!", ""),
        ("Sean O’Shea", "01632 960123"),
        ("Orange", "07700 900123"),
        ("Jo", "101"),
        ("Jo", ""),
        ("Miss Banks", ""),
        ("Ag", ""),
        ("07700 900123", "07700 900123"),
        *((name, "01632 960123") for name in (MORE_OF_A_NAME + KNOWN_FROM + WITH_ARTICLES).split("; ")),
        ("Kinga Church", "07700 900123"),
    ],
)
def test_people(name: str, phone: str) -> None:
    assert why_no_person(Card(1, name, phones=(phone,) if phone else ())) == ""


@pytest.mark.parametrize(
    ("line", "is_person"),
    [
        ("KIND:location", False),
        ("KIND:org", False),
        ("KIND:application", False),
        ("KIND:device", False),
        ("X-ABShowAs:COMPANY", False),
        ("KIND:individual", True),
        ("KIND:x-twin", True),
    ],
)
def test_what_the_card_itself_says_it_is(line: str, is_person: bool) -> None:
    [card] = read(f"BEGIN:VCARD\nVERSION:4.0\nFN:Haverby\n{line}\nEND:VCARD\n".encode()).cards
    assert (why_no_person(card) == "") is is_person


def test_a_group_is_named_among_what_could_not_be_read() -> None:
    reading = read(b"BEGIN:VCARD\nVERSION:4.0\nFN:Choir\nKIND:group\nEND:VCARD\n")
    assert [bad.hint for bad in reading.bad_rows] == ["Choir"]
