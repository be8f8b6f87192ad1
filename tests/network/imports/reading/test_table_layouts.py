"""Tables as they are laid out: without headings, several in one, rows in one cell; and what is no table of people."""

import pytest

from network.imports.reading import BadRow, UnreadableFile, read
from tests.network.imports.reading.test_headings import EMAILS, JO, PHONES, book


@pytest.mark.parametrize("heading", ["Email", "E-mail Address", "email", "E-Mail", "Correo electrónico", "E-bost"])
def test_an_address_a_line_below_a_heading(heading: str) -> None:
    jo, di = book(heading, "jo.bell@example.com", "di@example.com")
    assert (jo.name, jo.emails, di.emails) == (JO, ("jo.bell@example.com",), ("di@example.com",))


def test_lists_of_addresses_without_headings() -> None:
    jo, di = book("jo.bell@example.com", "di@example.com")
    assert (jo.name, di.name) == (JO, "di@example.com")
    jo, di = book("Jo Bell <jo@example.com>", "", "Di Marsh <di@example.com>")
    assert [(jo.name, jo.emails), (di.name, di.emails)] == [(JO, EMAILS), ("Di Marsh", ("di@example.com",))]
    jo, di = book('To: "Jo Bell" <jo@example.com>, Di Marsh <di@example.com>;')
    assert [(jo.name, jo.emails), (di.name, di.emails)] == [(JO, EMAILS), ("Di Marsh", ("di@example.com",))]
    jo, di = book("Jo Bell,jo@example.com,07700 900123,met at choir", "Di Marsh,di@example.com,,")
    assert (jo.name, jo.emails, jo.phones, jo.note) == (JO, EMAILS, ("07700 900123",), "met at choir")
    assert (di.name, di.emails, di.phones) == ("Di Marsh", ("di@example.com",), ())
    jo, di = book("Jo,Bell,jo@example.com", "Di,Marsh,di@example.com")
    assert (jo.name, jo.note, di.name) == (JO, "", "Di Marsh")
    jo, di = book("Jo Bell,07700 900123", "Di Marsh;+44 7700 900124")
    assert [(jo.name, jo.phones), (di.name, di.phones)] == [(JO, PHONES[:1]), ("Di Marsh", ("+44 7700 900124",))]


def test_tables_put_below_each_other() -> None:
    same = ["First Name,Last Name,E-mail Address", "Jo,Bell,jo@example.com"]
    assert [card.name for card in book(*same, *same[:1], "Di,Marsh,di@example.com")] == [JO, "Di Marsh"]
    other = ["Name,Company,Position,E-mail,Phone,City", "Di Marsh,Marsh Ltd,Boss,di@example.com,07700 900124,Dover"]
    jo, di = book(*same, *other)
    assert (di.name, di.firm, di.phones) == ("Di Marsh", "Marsh Ltd", ("07700 900124",))
    di, jo = book(*other, *same)
    assert (jo.name, jo.emails) == (JO, EMAILS)


def test_single_quotes_as_marks_of_text() -> None:
    jo, neil = book(
        "'First Name','Last Name','E-mail Address','Notes'",
        "'Jo','Bell','jo@example.com','kind,tall'",
        "'Al','O'Neil','al@example.com',''",
    )
    assert (jo.name, jo.emails, jo.note) == (JO, EMAILS, "kind,tall")
    assert neil.name == "Al O'Neil"


@pytest.mark.parametrize(
    "table",
    [
        "Date,Amount,Balance\n2024-01-01,3,4\n",
        "Name,Price\nBread,3\n",
        "Number,Account,Amount\n1,2,3\n",
        "City,Country\nDover,UK\n",
        "just some words\n",
        "2024-01-01,Bread,3.50\n2024-01-02,Milk,1.20\n",
        "Bread 3.50\nMilk 1.20\n",
        "a,b\n" * 5000,
        "From: jo@example.com\nSubject: Hello\n\nDear Jo,\nhow are you?\nYours,\nDi\n",
    ],
)
def test_tables_and_texts_of_something_else_are_refused(table: str) -> None:
    with pytest.raises(UnreadableFile, match="couldn’t find any people"):
        read(table.encode())


def test_a_row_that_slipped_is_still_refused() -> None:
    reading = read(b"Name,Email\nJo Bell,jo@example.com,07700900123\nDi Marsh,di@example.com\n")
    assert [card.name for card in reading.cards] == ["Di Marsh"]
    assert reading.bad_rows == [BadRow(1, reading.bad_rows[0].reason, "Jo Bell jo@example.com 07700900123")]


def test_rows_that_stand_whole_in_one_cell() -> None:
    rows = '"Name,Email,Phone"\n"Jo Bell,jo@example.com,07700 900123"\n"""Marsh, Di"",di@example.com,"\n'
    jo, di = read(rows.encode()).cards
    assert (jo.name, jo.emails, jo.phones) == (JO, EMAILS, ("07700 900123",))
    assert (di.name, di.emails) == ("Marsh, Di", ("di@example.com",))
    [only_name] = read(b'"Name, whole",Email\n"Bell, Jo",jo@example.com\n').cards
    assert only_name.emails == EMAILS
