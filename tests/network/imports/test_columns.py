"""Saying what the columns of a table are, when nobody knows its headings or they were taken for something else."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from network.imports.actions import MOST_WAITING, forget_old
from network.imports.forms import ColumnsForm
from network.imports.worker import work_on
from network.models import Contact, ContactImport, ImportRow, Member
from tests.factories.people import make_member
from tests.network.imports.reading.workbooks import workbook, zipped
from tests.network.imports.test_flow import choose, names, page_of, upload

pytestmark = pytest.mark.django_db

UNKNOWN = b"Nimi;Puhelin;Kaupunki;Ammatti\nJo Bell;07700 900123;Haverby;Baker\nDi Marsh;01632 960123;;Tailor\n"
KNOWN = b"Name,Email,Shoe size,Where we met\nJo Bell,jo@example.com,38,the club\n"
ROLES = {"column-0-0": "name", "column-0-1": "mobile", "column-0-2": "town", "column-0-3": "title"}


def say(client: Client, url: str, said: dict[str, str]) -> str:
    answer = client.post(f"{url}columns/", said)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)  # type: ignore[attr-defined]


def test_headings_that_nobody_knows_are_asked_about_and_the_people_are_kept(as_alice: Client, alice: Member) -> None:
    url = upload(as_alice, UNKNOWN, "list.csv")
    assert as_alice.get(url).url == f"{url}columns/"  # type: ignore[attr-defined]
    page = page_of(as_alice, f"{url}columns/")
    assert all(words in page for words in ("Nimi", "Jo Bell, Di Marsh", "Haverby"))
    assert re.search(r'<select name="column-0-1".*?<option value="phone" selected>', page)
    assert say(as_alice, url, ROLES) == url
    choose(as_alice, url, shown="1,2", row=[1, 2], add="yes")
    assert names(alice) == ["Di Marsh", "Jo Bell"]
    jo = Contact.objects.get(name="Jo Bell")
    assert (jo.work, jo.place_words, jo.addresses.get().value) == ("Baker", "Haverby", "07700 900123")


def test_columns_not_used_are_named_and_can_be_put_right_from_the_preview(as_alice: Client, alice: Member) -> None:
    url = upload(as_alice, KNOWN, "list.csv")
    assert "We didn’t use these columns: Shoe size, Where we met." in page_of(as_alice, url)
    page = page_of(as_alice, f"{url}columns/")
    assert re.search(r'<select name="column-0-0".*?<option value="name" selected>', page)
    say(as_alice, url, {"column-0-0": "name", "column-0-1": "email", "column-0-3": "note"})
    assert "We didn’t use these columns: Shoe size." in page_of(as_alice, url)
    choose(as_alice, url, shown="1", row=[1], add="yes")
    assert Contact.objects.get(owner=alice).note == "the club"


def test_headings_that_mean_something_else_can_be_put_right_again_and_again(as_alice: Client) -> None:
    url = upload(as_alice, b"Name,Phone,Email\nHaverby Bakery,Jo Bell,jo@example.com\n", "list.csv")
    for _time in range(2):
        say(as_alice, url, {"column-0-0": "firm", "column-0-1": "name", "column-0-2": "email"})
        card = ImportRow.objects.get().card
        assert (card["name"], card["firm"], card["phones"]) == ("Jo Bell", "Haverby Bakery", [])
    assert re.search(r'name="column-0-1".*?<option value="name" selected>', page_of(as_alice, f"{url}columns/"))


def test_the_first_row_may_be_a_person(as_alice: Client, alice: Member) -> None:
    url = upload(as_alice, b"Jo Bell;Haverby;Baker\nDi Marsh;;Tailor\n", "list.csv")
    assert "The first row is a person too" in page_of(as_alice, f"{url}columns/")
    said = {"column-0-0": "name", "column-0-1": "town", "column-0-2": "title"}
    say(as_alice, url, said | {"person-0": "on"})
    assert ImportRow.objects.count() == 2
    say(as_alice, url, said)
    assert ImportRow.objects.count() == 1


def test_somebody_must_be_in_it_and_what_was_said_stands(as_alice: Client) -> None:
    url = upload(as_alice, UNKNOWN, "list.csv")
    answer = as_alice.post(f"{url}columns/", {"column-0-2": "town", "column-0-3": "title"})
    page = " ".join(answer.content.decode().split())
    assert "Say which column has the names" in page
    assert re.search(r'name="column-0-3".*?<option value="title" selected>', page)
    assert ContactImport.objects.get().state == "columns"
    answer = as_alice.post(f"{url}columns/", {"column-0-0": "password", "column-9-9": "name"})
    assert "form-errors" in answer.content.decode()


def test_words_from_the_file_are_shown_as_words(as_alice: Client) -> None:
    evil = "<script>alert(1)</script>"
    url = upload(as_alice, f"Nimi {evil};Puhelin\nJo {evil};07700 900123\nDi;01632 960123\n".encode(), "list.csv")
    page = page_of(as_alice, f"{url}columns/")
    assert evil not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 2
    say(as_alice, url, {"column-0-1": "phone"})
    assert evil not in page_of(as_alice, url)


def test_it_is_nobody_else_s_and_not_for_files_without_columns(as_alice: Client) -> None:
    url = upload(as_alice, UNKNOWN, "list.csv")
    stranger = Client()
    stranger.force_login(make_member("Carol"))
    assert stranger.get(f"{url}columns/").status_code == 404
    assert stranger.post(f"{url}columns/", ROLES).status_code == 404
    cards = upload(as_alice, b"BEGIN:VCARD\nFN:Jo\nEND:VCARD\n")
    assert as_alice.get(f"{cards}columns/").status_code == 302


def kept(url: str) -> tuple[bool, bool]:
    brought = ContactImport.objects.get(pk=int(url.rstrip("/").rpartition("/")[2]))
    return brought.upload is not None, bool(brought.tables)


def test_the_file_is_kept_only_while_it_may_be_read_again(as_alice: Client) -> None:
    asked, previewed = upload(as_alice, UNKNOWN, "a.csv"), upload(as_alice, KNOWN, "b.csv")
    assert kept(asked) == kept(previewed) == (True, True)
    choose(as_alice, previewed, shown="1", row=[1], add="yes")
    as_alice.post(f"{asked}leave/")
    assert kept(asked) == kept(previewed) == (False, False)
    assert as_alice.post(f"{previewed}columns/", ROLES).status_code == 302
    late = upload(as_alice, UNKNOWN, "c.csv")
    ContactImport.objects.update(created_at=timezone.now() - timedelta(days=8))
    forget_old()
    assert kept(late) == (False, False)


def test_a_table_among_other_files_can_be_explained_too(as_alice: Client, alice: Member) -> None:
    files = [("a.csv", UNKNOWN), ("b.vcf", b"BEGIN:VCARD\nFN:Al Fox\nEND:VCARD\n"), ("c.pdf", b"%PDF-1.4")]
    chosen = [SimpleUploadedFile(name, data) for name, data in files]
    answer = as_alice.post("/people/import/", {"file": chosen})
    url = str(answer.url)  # type: ignore[attr-defined]
    work_on(ContactImport.objects.get().pk)
    assert ContactImport.objects.get().filename == "a.csv, b.vcf, c.pdf"
    bad = page_of(as_alice, f"{url}?show=bad")
    assert all(words in bad for words in ("a.csv", "c.pdf", "This is a PDF"))
    as_alice.post(f"{url}columns/", ROLES)
    work_on(ContactImport.objects.get().pk)
    assert sorted(ImportRow.objects.exclude(plan="bad").values_list("card__name", flat=True)) == [
        "Al Fox", "Di Marsh", "Jo Bell",
    ]  # fmt: skip


def test_too_many_files_or_too_large_ones_together_are_refused(as_alice: Client, settings: object) -> None:
    settings.IMPORT_MAX_BYTES = 100  # type: ignore[attr-defined]
    files = [SimpleUploadedFile(f"{number}.csv", b"x" * 60) for number in range(2)]
    assert "These files are 120" in as_alice.post("/people/import/", {"file": files}).content.decode()
    files = [SimpleUploadedFile(f"{number}.csv", b"x") for number in range(31)]
    assert "That’s 31 files" in as_alice.post("/people/import/", {"file": files}).content.decode()
    assert not ContactImport.objects.exists()


def test_a_small_workbook_is_read_at_once_and_a_zip_by_the_worker(as_alice: Client) -> None:
    upload(as_alice, workbook([["Name", "Phone"], ["Jo Bell", "07700 900123"]]), "a.xlsx")
    upload(as_alice, zipped({"a.csv": KNOWN}), "a.zip")
    assert dict(ContactImport.objects.values_list("filename", "state")) == {"a.xlsx": "preview", "a.zip": "reading"}


def test_many_columns_of_many_tables_are_asked_about_as_far_as_a_page_goes(as_alice: Client) -> None:
    """Twelve tables of 500 columns took 27 seconds to show, of a file of 50 kB."""
    known = ["Name,Email," + ",".join(f"x{table} {at}" for at in range(120)) for table in range(3)]
    rows = ["Jo Bell,jo@example.com," + ",".join(f"some {at}" for at in range(120))] * 3
    files = {f"{at}.csv": f"{head}\n{row}\n".encode() for at, (head, row) in enumerate(zip(known, rows, strict=True))}
    url = upload(as_alice, zipped(files), "lists.zip")
    work_on(ContactImport.objects.get().pk)
    page = page_of(as_alice, f"{url}columns/")
    assert page.count("<select") == ColumnsForm.MOST_ASKED
    assert "more columns than fit on a page" in page
    named = {f"column-{table}-0": "name" for table in range(2)} | {f"column-{table}-1": "email" for table in range(2)}
    say(as_alice, url, named)
    work_on(ContactImport.objects.get().pk)
    assert [row.card["name"] for row in ImportRow.objects.all()] == ["Jo Bell"] * 3
    assert "x2 119" in page_of(as_alice, url), "what was not asked about stays as it was"


def test_of_many_files_that_nobody_went_on_with_the_newest_are_kept(as_alice: Client) -> None:
    """Each was kept for a week, of up to 25 MB: one member could fill the disk."""
    urls = [upload(as_alice, UNKNOWN, f"{number}.csv") for number in range(MOST_WAITING + 2)]
    assert [kept(url) for url in urls] == [(False, False)] * 2 + [(True, True)] * MOST_WAITING
    assert set(ContactImport.objects.order_by("pk").values_list("state", flat=True)[:2]) == {"cancelled"}


def test_a_heading_is_no_example_of_its_column(as_alice: Client) -> None:
    url = upload(as_alice, UNKNOWN, "list.csv")
    page = page_of(as_alice, f"{url}columns/")
    assert page.count("Nimi") == 1
    assert page.count("Jo Bell") == 1


def test_a_first_row_that_is_a_person_s_is_an_example_and_no_heading(as_alice: Client) -> None:
    url = upload(as_alice, b"Jo Bell;Haverby;\nDi Marsh;Haverby;Tailor\nAl Fox;York;Cook\n", "list.csv")
    page = page_of(as_alice, f"{url}columns/")
    assert page.count("Jo Bell") == 1
    assert "Column 1" in page
    say(as_alice, url, {"person-0": "on", "column-0-0": "name", "column-0-1": "town", "column-0-2": "title"})
    assert [row.card["name"] for row in ImportRow.objects.order_by("number")] == ["Jo Bell", "Di Marsh", "Al Fox"]
    again = page_of(as_alice, f"{url}columns/")
    assert re.search(r'name="person-0"[^>]* checked', again)
    assert again.count("Jo Bell") == 1
