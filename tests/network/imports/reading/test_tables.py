"""Google's, Outlook's and LinkedIn's tables."""

import csv
import io

import pytest

from network.imports.reading import Format, NamedAfter, UnreadableFile, read

GOOGLE_OLD = next(
    csv.reader(
        [
            "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name "
            "Yomi,Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,"
            "Billing Information,Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,"
            "Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,"
            "Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Address 1 - Type,Address 1 - Formatted,Address 1 - Street,"
            "Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,"
            "Address 1 - Extended Address,Organization 1 - Type,Organization 1 - Name,Organization 1 - Yomi Name,"
            "Organization 1 - Title"
        ]
    )
)
GOOGLE_NEW = next(
    csv.reader(
        [
            "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
            "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,"
            "Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,"
            "Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,"
            "Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,"
            "Address 1 - Country,Address 1 - Extended Address"
        ]
    )
)
OUTLOOK = next(
    csv.reader(
        [
            "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,"
            "Business State,Home Street,Home City,Home State,Assistant's Phone,Business Fax,Business Phone,"
            "Business Phone 2,Company Main Phone,Home Phone,Mobile Phone,Pager,E-mail Address,E-mail Type,"
            "E-mail Display Name,E-mail 2 Address,Notes,Sensitivity"
        ]
    )
)
LINKEDIN = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]
LINKEDIN_NOTES = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing. You '
    "will only see email addresses for connections who have allowed their connections to see or download their email "
    "address using this setting https://www.linkedin.com/psettings/privacy/email. You can learn more here "
    'https://www.linkedin.com/help/linkedin/answer/261"\n\n'
)


def table(headings: list[str], *rows: dict[str, str], delimiter: str = ",", front: str = "") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, headings, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return (front + out.getvalue()).encode()


JO_OLD = {
    "Name": "Jo Bell", "Given Name": "Jo", "Family Name": "Bell", "Notes": "kind,\n\"very\" kind",
    "Group Membership": "* myContacts", "E-mail 1 - Type": "* Home",
    "E-mail 1 - Value": "jo@example.com ::: jo@work.example",
    "E-mail 2 - Value": "bell@example.com", "Phone 1 - Type": "Mobile", "Phone 1 - Value": "+44 7700 900123",
    "Phone 2 - Type": "Work Fax", "Phone 2 - Value": "01632 960999", "Address 1 - Street": "1 High St",
    "Address 1 - City": "Haverby", "Address 1 - Region": "Kent", "Organization 1 - Name": "Haverby Bakery",
    "Organization 1 - Title": "Baker",
}  # fmt: skip
JO_NEW = {
    "First Name": "Jo", "Last Name": "Bell", "Organization Name": "Haverby Bakery", "Organization Title": "Baker",
    "Notes": "kind,\n\"very\" kind", "Labels": "* myContacts", "E-mail 1 - Label": "* Home",
    "E-mail 1 - Value": "jo@example.com ::: jo@work.example", "E-mail 2 - Value": "bell@example.com",
    "Phone 1 - Label": "Mobile", "Phone 1 - Value": "+44 7700 900123", "Phone 2 - Label": "Work Fax",
    "Phone 2 - Value": "01632 960999", "Address 1 - City": "Haverby", "Address 1 - Region": "Kent",
}  # fmt: skip


@pytest.mark.parametrize(("headings", "row"), [(GOOGLE_OLD, JO_OLD), (GOOGLE_NEW, JO_NEW)], ids=["old", "new"])
def test_google_with_old_and_new_headings(headings: list[str], row: dict[str, str]) -> None:
    reading = read(table(headings, row))
    [jo] = reading.cards
    assert reading.format is Format.GOOGLE
    assert (jo.name, jo.work, jo.place_words) == ("Jo Bell", "Baker, Haverby Bakery", "Haverby, Kent")
    assert jo.emails == ("jo@example.com", "jo@work.example", "bell@example.com")
    assert (jo.phones, jo.other_numbers) == (("+44 7700 900123",), ("01632 960999",))
    assert jo.note == 'kind,\n"very" kind'
    assert "High" not in repr(jo)


def test_outlook() -> None:
    reading = read(
        table(
            OUTLOOK,
            {
                "Title": "Dr", "First Name": "Jo", "Last Name": "Bell", "Company": "Haverby Bakery",
                "Department": "Shop", "Job Title": "Baker", "Business City": "Dover", "Home City": "Haverby",
                "Home State": "Kent", "Assistant's Phone": "01632 960001", "Business Fax": "01632 960002",
                "Business Phone": "01632 960003", "Company Main Phone": "01632 960004", "Mobile Phone": "07700 900123",
                "E-mail Address": "jo@example.com", "E-mail Type": "SMTP", "E-mail 2 Address": "/o=Exchange/cn=jo",
                "E-mail Display Name": "Jo Bell (jo@example.com)", "Sensitivity": "Private",
            },
            {"E-mail Address": "ann.lee@example.com"},
            {"Company": "Haverby Bakery"},
        )
    )  # fmt: skip
    jo, ann, bakery = reading.cards
    assert reading.format is Format.OUTLOOK
    assert (jo.name, jo.work, jo.place_words) == ("Jo Bell", "Baker, Haverby Bakery, Shop", "Haverby, Kent")
    assert (jo.firm, bakery.firm) == ("Haverby Bakery", "")
    assert jo.emails == ("jo@example.com",)
    assert jo.phones == ("07700 900123", "01632 960003")
    assert set(jo.other_numbers) == {"01632 960001", "01632 960002", "01632 960004"}
    assert jo.private
    assert not ann.private
    assert (ann.name, ann.named_after) == ("Ann Lee", NamedAfter.ADDRESS)
    assert (bakery.name, bakery.named_after) == ("Haverby Bakery", NamedAfter.ORGANISATION)


@pytest.mark.parametrize("front", ["", LINKEDIN_NOTES], ids=["plain", "with notes"])
def test_linkedin_with_and_without_its_notes(front: str) -> None:
    row = {
        "First Name": "Jo", "Last Name": "Bell, MBE", "URL": "https://www.linkedin.com/in/jobell",
        "Company": "Haverby Bakery", "Position": "Baker", "Connected On": "09 Apr 2021",
    }  # fmt: skip
    reading = read(table(LINKEDIN, row, {"Connected On": "01 Jan 2020"}, {**row, "First Name": "Al"}, front=front))
    assert reading.format is Format.LINKEDIN
    assert [(one.number, one.name) for one in reading.cards] == [(1, "Jo Bell, MBE"), (3, "Al Bell, MBE")]
    assert reading.cards[0].note == "https://www.linkedin.com/in/jobell"
    assert reading.cards[0].work == "Baker, Haverby Bakery"
    assert reading.cards[0].firm == "Haverby Bakery"
    [gone] = reading.bad_rows
    assert gone.number == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_each_delimiter_is_found_out(delimiter: str) -> None:
    assert read(table(GOOGLE_NEW, JO_NEW, delimiter=delimiter)).cards[0].name == "Jo Bell"
    assert read(table(OUTLOOK, {"First Name": "Jo"}, delimiter=delimiter, front="sep=;\n")).cards[0].name == "Jo"


def test_a_heading_that_stands_there_twice_gives_the_cell_that_is_filled() -> None:
    data = b"First Name,Last Name,E-mail Address,E-mail Address,First Name\n,Bell,,jo@example.com,Jo\n"
    [jo] = read(data).cards
    assert (jo.name, jo.emails) == ("Jo Bell", ("jo@example.com",))


def test_cells_with_quotation_marks_commas_and_line_ends() -> None:
    data = b'First Name,Last Name,Mobile Phone,Notes\n"Jo ""Jojo""","Bell, MBE",07700900123,"one\n\ntwo, 3"\nAl,Fox,,\n'
    jo, al = read(data).cards
    assert (jo.name, jo.note, al.name) == ('Jo "Jojo" Bell, MBE', "one\n\ntwo, 3", "Al Fox")


def test_a_quotation_mark_that_is_never_closed_spoils_one_line() -> None:
    rows = "".join(f"P{n},Fox,,note\n" for n in range(600))
    for at in (0, 300, 599):
        lines = rows.splitlines(keepends=True)
        lines[at] = '"Jo,Bell,,open\n'
        reading = read(("First Name,Last Name,Mobile Phone,Notes\n" + "".join(lines)).encode())
        assert len(reading.cards) == 599
        [bad] = reading.bad_rows
        assert bad.number == at + 1
        assert "quotation mark" in bad.reason


def test_two_open_quotation_marks_spoil_two_lines() -> None:
    data = (
        b"First Name,Last Name,Mobile Phone,Notes,Company,Job Title\n"
        b'"A,Fox,,,,\nB,Fox,1234567,,,\nC,Fox,,,,\n"D,Fox,,,,\nE,Fox,,"a,b,\nc",,\n'
    )
    reading = read(data)
    assert [one.name for one in reading.cards] == ["B Fox", "C Fox", "E Fox"]
    assert [bad.number for bad in reading.bad_rows] == [1, 4]


def test_inches_are_no_open_quotation_marks() -> None:
    data = b'First Name,Last Name,Mobile Phone,Notes\nA,Fox,,5" pipes\nB,Fox,,x\nC,Fox,,7" pipes\nD,Fox,,\n'
    assert [one.name for one in read(data).cards] == ["A Fox", "B Fox", "C Fox", "D Fox"]


def test_a_row_that_slipped_is_refused_and_a_short_one_is_padded() -> None:
    reading = read(b"First Name,Last Name,Mobile Phone\nJo,Bell,MBE,07700900123\nAl\nEd,Fox,,,,\n")
    assert [one.name for one in reading.cards] == ["Al", "Ed Fox"]
    [bad] = reading.bad_rows
    assert "more columns" in bad.reason
    assert bad.hint == "Jo Bell MBE"


def test_formulas_stay_plain_text() -> None:
    evil = '=HYPERLINK("http://evil.example","click")'
    [jo] = read(table(OUTLOOK, {"First Name": "@SUM(1+1)", "Job Title": evil, "Notes": "-2+3"})).cards
    assert (jo.name, jo.work, jo.note) == ("@SUM(1+1)", evil, "-2+3")


def test_a_table_of_something_else_is_refused_in_plain_words() -> None:
    for data in (b"Date,Amount,Balance\n2024-01-01,3,4\n", b"just some words\n", b"a,b\n" * 5000):
        with pytest.raises(UnreadableFile, match="couldn’t find any people"):
            read(data)


def test_a_heading_alone_is_a_book_of_nobody() -> None:
    reading = read(",".join(LINKEDIN).encode())
    assert (reading.cards, reading.bad_rows) == ([], [])
