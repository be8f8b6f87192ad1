"""Small address books after public reports of people who moved theirs, and what has to come out of each."""

from pathlib import Path
from typing import Any

import pytest

from network.imports.reading import Card, Reading, read

FOLDER = Path(__file__).parents[1] / "address_books"
JO = {"name": "Jo Bell", "emails": ("jo@example.com",)}
DI = {"name": "Di Marsh", "emails": ("di@example.com",)}

EXPECTED: dict[str, list[dict[str, Any]]] = {
    "bom-in-the-middle.vcf": [
        {"name": "Ann Field", "emails": ("ann@example.com",)},
        {"name": "Bob Gate", "emails": ("bob@example.com",)},
        {"name": "Cy Hill", "emails": ("cy@example.com",)},
    ],
    "chinese-no-fn.vcf": [{"name": "王小明", "phones": ("+8613800000000",)}],
    "club-with-members-addresses.vcf": [{"name": "Haverby Cricket Club"}, JO, DI],
    "cp1251-no-charset.vcf": [{"name": "Віталій Кличко"}],
    "csv-apostrophe-phone.csv": [{**JO, "phones": ("07700900165",)}, {**DI, "phones": ("07700900166",)}],
    "csv-one-bad-byte.csv": [{"name": "Zoë Müller"}, {**JO, "note": "cut"}, {"name": "Łukasz Żak"}],
    "csv-two-files-joined.csv": [JO, DI],
    "email-mailto-upper.vcf": [JO],
    "email-only-list.csv": [{"name": "Jo Bell", "emails": ("jo.bell@example.com",)}, {"emails": ("di@example.com",)}],
    "email-trailing-dot.vcf": [{"name": "Jo Bell", "emails": ("jo@example.com", "bell@example.com")}],
    "email-two-in-one.vcf": [
        {"emails": ("jo@example.com", "bell@example.org", "a1@example.com", "a2@example.com"), "note": ""}
    ],
    "escaped-semicolons-in-n-no-fn.vcf": [{"name": "Back;Fore"}],
    "evolution-list.vcf": [JO, DI],
    "family-email.vcf": [{"name": "Sarah Jones"}, {"name": "Tom Jones"}],
    "flexible-qp-params-spaces.vcf": [{"name": "Ömer Ak", "phones": ("01632960172",)}],
    "fn-is-email-n-and-org.vcf": [{"name": "Jo Bell", "firm": "Haverby Bakery", "emails": ("jo77@example.com",)}],
    "fn-is-email-n-has-name.vcf": [{"name": "Jo Bell", "emails": ("jo77@example.com",)}],
    "generic-first-last-email-mobile.csv": [{**JO, "phones": ("07700 900145",)}],
    "generic-name-email-phone.csv": [{**JO, "phones": ("07700 900147",)}],
    "google-new-japanese.csv": [{"name": "愛川翼", "phones": ("0997-52-4187",)}],
    "google-new.csv": [
        {
            "name": "Dr Rob Smithy",
            "work": "Manager, Acme, Sales",
            "firm": "Acme",
            "emails": ("rob@example.com", "bob@example.org"),
            "phones": ("+1 415 555 0134", "+1 415 555 0135"),
            "note": "Two\nlines",
        }
    ],
    "google-newline-in-fn.vcf": [{"name": "Gábor Béla Szabó-Gyöngy", "phones": ("+36 30 123 1234",)}],
    "icloud-whatsapp-impp.vcf": [{"name": "Mila Ivanova", "phones": ("+447700900118",)}],
    "indented-cards.vcf": [{"name": "Ann Field", "emails": ("ann@example.com",)}],
    "initial-shares-number.vcf": [{"name": "J. Smith"}, {"name": "John Brown"}],
    "kind-org.vcf": [{"name": "Apple Orchard Ltd", "work": "", "firm": ""}],
    "linkedin-contacts-csv.csv": [{**JO, "work": "Baker, Haverby Bakery", "phones": ("01632960175",)}],
    "linkedin-de.csv": [
        {
            "name": "Hans Beispiel",
            "work": "Entwickler, Beispiel AG",
            "firm": "Beispiel AG",
            "note": "https://www.linkedin.com/in/hans",
        }
    ],
    "linkedin-url-without-scheme.csv": [
        {"name": "Sarah Looper", "note": "https://www.linkedin.com/in/sarah-looper", "work": "CEO, Loopersomm LLC"}
    ],
    "mr-and-mrs.vcf": [{"name": "Mr Marsh"}, {"name": "Mrs Marsh"}],
    "nextcloud-end-begin-one-line.vcf": [
        {"name": "The Haverby News", "emails": ("news@example.com",), "phones": ("01632960171",)},
        {"name": "Marsh FM", "emails": ("fm@example.com",)},
    ],
    "nokia-suite-csv.csv": [{**JO, "work": "Baker, Haverby Bakery", "phones": ("07700900176",)}],
    "org-escaped-comma.vcf": [
        {"name": "Jo Bell", "firm": "Example, Inc.", "work": "Buyer, Example, Inc., North West, Sales"},
        {"name": "Di Marsh", "firm": "Acme, Inc."},
    ],
    "outlook-cp1250.csv": [{"name": "Łukasz Wiśniewski", "emails": ("l@example.pl",)}],
    "outlook-de.csv": [
        {
            "name": "Jutta Glöckner",
            "work": "Bäckerin, Bäckerei Müller",
            "firm": "Bäckerei Müller",
            "emails": ("jutta@example.de",),
            "phones": ("07700 900155", "01632 960155"),
            "note": "nett",
        }
    ],
    "outlook-display-name-with-address.csv": [JO],
    "outlook-es-mixed.csv": [
        {
            "name": "Lucía Moreno",
            "work": "Panadera, Panadería",
            "emails": ("lucia@example.es",),
            "phones": ("07700 900157",),
        }
    ],
    "outlook-exchange-ex.csv": [{"name": "Jo Bell", "emails": ("jo.bell@example.com",), "note": ""}],
    "outlook-x-ms-tel.vcf": [{"phones": ("01632 960119", "01632 960120"), "other_numbers": ("01632 960121",)}],
    "phone-dot-work.vcf": [{"name": "Oskar Malm", "phones": ("+441632960113",), "emails": ("oskar@example.com",)}],
    "qp-crcrlf.vcf": [{"name": "Jürgen Möhring", "note": "erste Zeile\nzweite Zeile"}],
    "qp-in-3.0-folded.vcf": [{"name": "Uta Berg", "note": "Schöne Grüße aus Öhringen"}],
    "qp-soft-break-then-space.vcf": [{"name": "Влада Капустина", "phones": ("+441632960102",)}],
    "roundcube-csv.csv": [
        {
            "name": "Jo Bell",
            "emails": ("jo@example.com", "bell@example.org"),
            "phones": ("07700 900154", "01632 960154"),
        }
    ],
    "salesforce-home-phone.csv": [
        {**JO, "work": "Baker, Haverby Bakery", "phones": ("07700 900148", "01632 960148", "01632 960149")}
    ],
    "semicolon-mails-outlook.csv": [{"name": "Jo Bell", "emails": ("jo@example.com", "bell@example.org")}],
    "single-quotes-everywhere.csv": [JO],
    "thunderbird-csv-en-gb.csv": [{**JO, "phones": ("07700 900144",), "work": "Baker, Haverby Bakery"}],
    "thunderbird-csv.csv": [
        {
            "name": "Jo Bell",
            "emails": ("jo@example.com", "bell@example.org"),
            "phones": ("07700 900143", "01632 960140", "01632 960141"),
            "other_numbers": ("01632 960142",),
            "work": "Baker, Haverby Bakery, Ovens",
            "note": "kind",
        }
    ],
    "two-colleagues-no-name.vcf": [
        {"name": "sara@example.com", "work": "Acme", "firm": "Acme"},
        {"name": "tom@example.com", "work": "Acme", "firm": "Acme"},
    ],
    "yahoo-csv.csv": [{**JO, "work": "Baker, Haverby Bakery", "phones": ("07700 900153", "01632 960153")}],
}
OF_PLANNING = {"colleagues-1200-one-switchboard.csv", "one-number-2000-first-names.csv", "same-name-9999.csv"}
"""Books whose rows were always read right."""
BAD_ROWS = {"evolution-list.vcf": ["Choir"]}


def book(name: str) -> Reading:
    return read((FOLDER / name).read_bytes())


def test_the_table_has_every_file() -> None:
    assert {path.name for path in FOLDER.iterdir()} - OF_PLANNING == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_person_comes_out_whole(name: str) -> None:
    reading = book(name)
    assert [bad.hint for bad in reading.bad_rows] == BAD_ROWS.get(name, [])
    for card, person in zip(reading.cards, EXPECTED[name], strict=True):
        assert {field: getattr(card, field) for field in person} == person
        assert_holds_no_rubbish(card)


def assert_holds_no_rubbish(card: Card) -> None:
    for text in (card.name, card.work, card.note):
        assert not set(text) & set("\ufffd=Ã³Ð")
    assert "/o=" not in repr(card)
