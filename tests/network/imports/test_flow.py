"""An address book from upload to undo, through the pages."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from network.contacts.actions import add_contact
from network.models import Address, Contact, ContactImport, ImportRow, Member, OutboxRow
from tests.factories.people import make_member
from tests.network.imports.samples import book, many, vcard

pytestmark = pytest.mark.django_db


def upload(client: Client, data: bytes, name: str = "contacts.vcf") -> str:
    answer = client.post("/people/import/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)  # type: ignore[attr-defined]


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def choose(
    client: Client, url: str, *, show: str = "add", shown: str = "", row: list[int] | None = None, **pressed: Any
) -> str:
    data = {"show": show, "shown": shown, "page": "1", "row": row or [], **pressed}
    answer = client.post(f"{url}choose/", data)
    assert answer.status_code == 302
    return str(answer.url)  # type: ignore[attr-defined]


def names(member: Member) -> list[str]:
    return sorted(Contact.objects.filter(owner=member).values_list("name", flat=True))


def test_the_page_says_beforehand_what_happens(as_alice: Client) -> None:
    page = page_of(as_alice, "/people/import/")
    for promise in (
        "We don’t write to, ring or text anybody in it",
        "tell them quietly, on their own page",
        "If you keep somebody private",
        "We leave out",
    ):
        assert promise in page


def test_upload_preview_choose_result(as_alice: Client, alice: Member) -> None:
    add_contact(owner=alice, name="Al Fox", addresses=[("email", "al@example.com")])
    url = upload(
        as_alice,
        book(
            vcard("Jo Bell", email="jo@example.com", title="Baker", more="ADR;TYPE=HOME:;;1 High St;Haverby;;;"),
            vcard("Al Fox", email="al@example.com", phone="07700 900002"),
            vcard("Al Fox", email="al@example.com"),
            vcard(note="nobody"),
            vcard("Dot Lee", email="dot@example.com"),
        ),
    )
    preview = page_of(as_alice, url)
    assert names(alice) == ["Al Fox"]
    assert "New: 2" in preview
    assert "with something new: 1" in preview
    assert "Left as they are: 1" in preview
    assert "Couldn’t be read: 1" in preview
    assert "Jo Bell" in preview
    assert "New: a phone number." in page_of(as_alice, f"{url}?show=update")
    assert "with nothing new" in page_of(as_alice, f"{url}?show=skip")
    assert "It has no name" in page_of(as_alice, f"{url}?show=bad")
    result = page_of(as_alice, choose(as_alice, url, shown="1,5", row=[1], add="yes"))
    assert names(alice) == ["Al Fox", "Jo Bell"]
    assert "There’s 1 new person on your list." in result
    assert "No. 4 in the file" in result
    assert "It has no name" in result
    jo = Contact.objects.get(owner=alice, name="Jo Bell")
    assert (jo.work, jo.place_words, jo.came_with_id) == ("Baker", "Haverby", ContactImport.objects.get().pk)
    assert Address.objects.get(contact__name="Al Fox", kind="phone").value == "07700 900002"


def test_the_file_is_forgotten_when_it_is_read_and_who_was_not_chosen_when_it_is_done(as_alice: Client) -> None:
    url = upload(as_alice, book(vcard("Jo Bell", email="jo@example.com"), vcard("Al Fox", email="al@example.com")))
    assert ContactImport.objects.get().upload is None
    choose(as_alice, url, shown="1,2", row=[1], add="yes")
    assert [bool(row.card) for row in ImportRow.objects.order_by("number")] == [True, False]


def test_everybody_private_marks_the_new_and_leaves_the_old(as_alice: Client, alice: Member) -> None:
    add_contact(owner=alice, name="Al Fox", addresses=[("phone", "07700 900002")])
    al = vcard("Al Fox", phone="07700 900002", note="tall")
    url = upload(as_alice, book(vcard("Jo Bell"), al, vcard("Di", more="CLASS:PRIVATE")))
    choose(as_alice, url, shown="1,3", row=[1, 3], add="yes", all_private="on")
    assert dict(Contact.objects.values_list("name", "private")) == {"Jo Bell": True, "Al Fox": False, "Di": True}


def test_a_card_that_is_private_in_the_file_stays_private(as_alice: Client) -> None:
    url = upload(as_alice, book(vcard("Jo Bell"), vcard("Di", more="CLASS:PRIVATE")))
    choose(as_alice, url, shown="1,2", row=[1, 2], add="yes")
    assert dict(Contact.objects.values_list("name", "private")) == {"Jo Bell": False, "Di": True}


def test_a_member_in_the_file_is_told_only_if_not_private(as_alice: Client, bob: Member) -> None:
    from network.invitations.handshakes import waiting_recognitions

    url = upload(as_alice, book(vcard("Robert", email=bob.email)))
    assert "member" not in page_of(as_alice, url)
    choose(as_alice, url, shown="1", row=[1], add="yes", all_private="on")
    assert not list(waiting_recognitions(bob))
    as_alice.post(f"{url}undo/")
    url = upload(as_alice, book(vcard("Robert", email=bob.email)))
    choose(as_alice, url, shown="1", row=[1], add="yes")
    assert len(list(waiting_recognitions(bob))) == 1


def test_adding_marks_the_owner_for_the_projections(as_alice: Client, alice: Member) -> None:
    url = upload(as_alice, book(vcard("Jo Bell", email="jo@example.com")))
    projections = OutboxRow.objects.exclude(consumer="imports")
    assert not projections.filter(subject=str(alice.pk)).exists()
    choose(as_alice, url, shown="1", row=[1], add="yes")
    assert {row.consumer for row in projections.filter(subject=str(alice.pk))} == {"graph", "vectors"}


def test_ticks_are_kept_from_page_to_page(as_alice: Client, alice: Member) -> None:
    url = upload(as_alice, many(range(1, 151)))
    first = page_of(as_alice, url)
    assert first.count('name="row"') == 100
    shown = re.search(r'name="shown" value="([\d,]+)"', first)
    assert shown is not None
    kept = choose(as_alice, url, shown=shown.group(1), row=[2, 3], keep="add:2")
    assert kept.endswith("?show=add&page=2")
    assert page_of(as_alice, kept).count('name="row"') == 50
    assert ImportRow.objects.filter(chosen=True).count() == 52


def test_all_and_none_reach_every_page(as_alice: Client) -> None:
    url = upload(as_alice, many(range(150)))
    choose(as_alice, url, none="yes")
    assert not ImportRow.objects.filter(chosen=True).exists()
    assert "You haven’t ticked anybody" in page_of(as_alice, choose(as_alice, url, add="yes"))
    choose(as_alice, url, all="yes")
    assert ImportRow.objects.filter(chosen=True).count() == 150


def test_ticks_for_rows_that_are_not_there_do_nothing(as_alice: Client) -> None:
    url = upload(as_alice, book(vcard("Jo Bell"), vcard(note="nobody")))
    choose(as_alice, url, shown="1,2,99,-4,x,99999999999999", row=[2, 99], keep="nonsense")
    assert list(ImportRow.objects.values_list("chosen", flat=True)) == [False, False]


def test_pressing_twice_adds_once(as_alice: Client, alice: Member) -> None:
    url = upload(as_alice, book(vcard("Jo Bell")))
    for _press in range(2):
        choose(as_alice, url, shown="1", row=[1], add="yes")
    assert names(alice) == ["Jo Bell"]


def test_the_same_file_twice_doubles_nobody(as_alice: Client, alice: Member) -> None:
    data = book(vcard("Jo Bell", email="jo@example.com"), vcard("Al Fox"), vcard("", phone="07700 900002"))
    for _time in range(2):
        url = upload(as_alice, data)
        choose(as_alice, url, add="yes")
    assert names(alice) == ["07700 900002", "Al Fox", "Jo Bell"]


def test_two_previews_of_one_file_double_nobody(as_alice: Client, alice: Member) -> None:
    data = book(vcard("Jo Bell", email="jo@example.com"))
    one, two = upload(as_alice, data), upload(as_alice, data)
    choose(as_alice, one, shown="1", row=[1], add="yes")
    choose(as_alice, two, shown="1", row=[1], add="yes")
    assert names(alice) == ["Jo Bell"]


def test_one_person_on_two_cards_becomes_one_contact_whichever_is_ticked(as_alice: Client, alice: Member) -> None:
    data = book(
        vcard("Jo Bell", email="jo@example.com"),
        vcard("Jo", email="jo@example.com", phone="07700 900001"),
        vcard("Jo B", email="jo@example.com", title="Baker"),
    )
    for ticked in ([1, 2, 3], [2, 3], [3]):
        url = upload(as_alice, data)
        choose(as_alice, url, shown="1,2,3", row=ticked, add="yes")
        [jo] = Contact.objects.filter(owner=alice)
        assert jo.name == {1: "Jo Bell", 2: "Jo", 3: "Jo B"}[ticked[0]]
        assert jo.work == "Baker"
        assert jo.addresses.filter(kind="phone").count() == (2 in ticked)
        as_alice.post(f"{url}undo/")
        assert names(alice) == []


def test_leaving_it_alone_keeps_nothing(as_alice: Client, alice: Member) -> None:
    url = upload(as_alice, book(vcard("Jo Bell")))
    assert as_alice.post(f"{url}leave/").status_code == 302
    assert (names(alice), ImportRow.objects.count()) == ([], 0)
    assert "we haven’t kept any of it" in page_of(as_alice, url)
    assert as_alice.post(f"{url}leave/").status_code == 404


def test_what_is_no_address_book_is_refused_kindly(as_alice: Client) -> None:
    for data, words in (
        (b"", "empty"),
        (b"%PDF-1.4", "PDF"),
        (b"PK\x03\x04", "zip"),
        (b"hello", "couldn’t find any people"),
    ):
        assert words in page_of(as_alice, upload(as_alice, data, "a.pdf"))
    assert not ContactImport.objects.exclude(upload=None).exists()


def test_the_ending_of_the_name_does_not_matter(as_alice: Client, alice: Member) -> None:
    url = upload(as_alice, book(vcard("Jo Bell")), "holiday photo.jpg")
    choose(as_alice, url, add="yes")
    assert names(alice) == ["Jo Bell"]


def test_a_file_too_large_is_refused_before_it_is_kept(as_alice: Client, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 2000
    answer = as_alice.post("/people/import/", {"file": SimpleUploadedFile("a.vcf", b"x" * 2001)})
    assert "It’s usually photos that make it so big" in answer.content.decode()
    assert as_alice.post("/people/import/", {}).status_code == 200
    assert not ContactImport.objects.exists()


def test_too_many_cards_are_refused(as_alice: Client, settings: Any) -> None:
    settings.IMPORT_MAX_CARDS = 10
    assert "more than 10 people" in page_of(as_alice, upload(as_alice, many(range(11))))


def test_words_from_a_file_are_shown_as_words(as_alice: Client) -> None:
    evil = "<script>alert(1)<b>"
    url = upload(as_alice, book(vcard(evil, title=evil), vcard(evil, note="x", more="KIND:group")), f"{evil}.vcf")
    for page in (page_of(as_alice, url), page_of(as_alice, f"{url}?show=bad"), page_of(as_alice, "/people/import/")):
        assert evil not in page
        assert "&lt;script&gt;alert(1)&lt;b&gt;" in page


def test_somebody_else_s_import_is_not_there(as_alice: Client) -> None:
    url = upload(as_alice, book(vcard("Jo Bell")))
    stranger = Client()
    stranger.force_login(make_member("Carol"))
    assert stranger.get(url).status_code == 404
    assert stranger.get(f"{url}undo/").status_code == 404
    for address in ("choose", "leave", "undo"):
        assert stranger.post(f"{url}{address}/", {"show": "add"}).status_code == 404
    assert ContactImport.objects.get().state == "preview"


def test_files_are_dropped_or_chosen_by_a_button_that_a_thumb_can_hit(as_alice: Client) -> None:
    page = page_of(as_alice, "/people/import/")
    assert page.count("data-file-drop") == 1
    assert "Drop your files here, or choose them:" in page
    for old_android in ("text/x-vcard", "text/comma-separated-values"):
        assert old_android in page
