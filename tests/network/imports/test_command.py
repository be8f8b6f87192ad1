"""`manage.py import_contacts`."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from network.models import Contact, ContactImport, Member
from tests.network.imports.samples import book, many, vcard

pytestmark = pytest.mark.django_db


def run(member: str, path: Path, *more: str) -> str:
    out = io.StringIO()
    call_command("import_contacts", "--member", member, str(path), *more, stdout=out)
    return out.getvalue()


def test_it_brings_in_a_file_and_says_what_became_of_it(alice: Member, tmp_path: Path) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_bytes(
        book(vcard("Jo Bell", email="jo@example.com"), vcard(note="nobody"), vcard("Choir", more="KIND:group"))
    )
    assert run("ALICE@example.com", path).splitlines() == [
        "contacts.vcf: vCard, 3 cards",
        "1 added, 0 added to, 0 left as they were",
        "2 could not be read",
        "  no. 2: It has no name, no organisation, no e-mail address and no phone number.",
        "  no. 3 (Choir): It’s a group of people, not one person.",
    ]
    assert run(alice.email, path).splitlines()[1] == "0 added, 0 added to, 1 left as they were"
    assert Contact.objects.filter(owner=alice).count() == 1
    assert sorted(ContactImport.objects.values_list("state", flat=True)) == ["cancelled", "done"]


def test_looking_changes_nothing(alice: Member, tmp_path: Path) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_bytes(many(range(60)))
    assert "60 would be added, 0 would be added to" in run(alice.email, path, "--look")
    assert not Contact.objects.filter(owner=alice).exists()
    assert not ContactImport.objects.exists()


def test_a_business_is_not_added_and_is_named(alice: Member, tmp_path: Path) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_bytes(book(vcard("Jo Bell"), vcard("Doctors Surgery", phone="01632 960123")))
    assert run(alice.email, path).splitlines()[1:] == [
        "1 added, 0 added to, 0 left as they were",
        "0 could not be read",
        "1 not added, as nobody ticks them or answers here",
        "  no. 2 (Doctors Surgery): It looks like a business or a service, so we haven’t ticked it.",
    ]
    assert [contact.name for contact in Contact.objects.filter(owner=alice)] == ["Jo Bell"]


def test_a_long_file_is_brought_in_at_once_and_may_be_private(alice: Member, tmp_path: Path) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_bytes(many(range(600)))
    assert "600 added" in run(alice.email, path, "--private")
    assert Contact.objects.filter(owner=alice, private=True).count() == 600


def test_what_cannot_be_done_is_said_and_fails(alice: Member, tmp_path: Path) -> None:
    path = tmp_path / "contacts.vcf"
    with pytest.raises(CommandError, match="cannot be opened"):
        run(alice.email, path)
    with pytest.raises(CommandError, match="cannot be opened"):
        run(alice.email, tmp_path)
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="PDF"):
        run(alice.email, path)
    with pytest.raises(CommandError, match="no member"):
        run("nobody@example.com", path)
