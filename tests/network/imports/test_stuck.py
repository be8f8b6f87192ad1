"""An import that fails every time is given up, its member is told, and chooses what becomes of it."""

from contextlib import suppress
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from network.imports import worker
from network.imports.actions import forget_old
from network.imports.worker import work_on
from network.models import Contact, ContactImport, ImportRow, Member, OutboxRow
from tests.factories.people import make_member
from tests.network.imports.samples import many
from tests.network.imports.test_flow import choose, page_of, upload

pytestmark = pytest.mark.django_db


def fail_until_parked(monkeypatch: pytest.MonkeyPatch, function: str, import_id: int) -> None:
    """Let `worker.<function>` fail until nobody tries again; then it works as before."""

    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("a bug")

    with monkeypatch.context() as patched:
        patched.setattr(worker, function, broken)
        for _attempt in range(5):
            assert not OutboxRow.objects.filter(consumer="imports", due_at=None).exists()
            OutboxRow.objects.filter(consumer="imports").update(due_at=timezone.now())
            work_on(import_id)
    assert OutboxRow.objects.filter(consumer="imports", due_at=None, parked_at__isnull=False).exists()


@pytest.fixture
def unread(as_alice: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page of an import that cannot be read."""
    monkeypatch.setattr("network.imports.actions.AT_ONCE_BYTES", 0)
    url = upload(as_alice, many(range(15)))
    assert "We’re reading contacts.vcf." in page_of(as_alice, url)
    fail_until_parked(monkeypatch, "known_to", ContactImport.objects.get().pk)
    return url


@pytest.fixture
def half_added(as_alice: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page of an import of which ten people were added, and then none."""
    monkeypatch.setattr(worker, "ROWS_AT_ONCE", 10)
    url = upload(as_alice, many(range(15)))
    monkeypatch.setattr("network.imports.actions.AT_ONCE_ROWS", 0)
    choose(as_alice, url, add="yes")
    real = worker.add_some

    def first_ten(brought: ContactImport, rows: list[ImportRow], *args: Any) -> None:
        if rows[0].number > 1:
            raise RuntimeError("a bug")
        real(brought, rows, *args)

    monkeypatch.setattr(worker, "add_some", first_ten)
    work_on(ContactImport.objects.get().pk)
    monkeypatch.setattr(worker, "add_some", real)
    OutboxRow.objects.filter(consumer="imports").update(attempts=0)
    fail_until_parked(monkeypatch, "add_some", ContactImport.objects.get().pk)
    return url


def doctor_says() -> str:
    out = StringIO()
    with suppress(CommandError, SystemExit):
        call_command("doctor", only=["outbox"], stdout=out)
    return out.getvalue()


def test_its_member_and_the_operator_are_told(as_alice: Client, unread: str) -> None:
    page = page_of(as_alice, unread)
    assert "We’ve tried several times to read contacts.vcf, and it went wrong each time." in page
    assert "That’s our fault, not yours." in page
    assert "imports: 0 due, oldest 0 s, 1 parked" in doctor_says()


def test_it_may_be_tried_again(as_alice: Client, unread: str) -> None:
    for _press in range(2):
        assert as_alice.post(f"{unread}again/").status_code == 302
    assert "We’re reading contacts.vcf." in page_of(as_alice, unread)
    work_on(ContactImport.objects.get().pk)
    assert "Who would you like to add?" in page_of(as_alice, unread)
    assert "0 parked" in doctor_says()


def test_the_file_may_be_taken_away_and_nothing_is_parked_any_more(as_alice: Client, unread: str) -> None:
    assert as_alice.post(f"{unread}leave/").status_code == 302
    brought = ContactImport.objects.get()
    assert (brought.state, brought.upload) == ("cancelled", None)
    work_on(brought.pk)
    assert "imports: 0 due, oldest 0 s, 0 parked" in doctor_says()


def test_a_file_that_nobody_took_away_is_forgotten_after_a_week(unread: str) -> None:
    ContactImport.objects.update(created_at=timezone.now() - timedelta(days=8))
    forget_old()
    brought = ContactImport.objects.get()
    assert (brought.state, brought.upload) == ("cancelled", None)


def test_what_is_half_added_may_be_gone_on_with(as_alice: Client, alice: Member, half_added: str) -> None:
    assert "it went wrong each time. 10 of 15 are on your list." in page_of(as_alice, half_added)
    as_alice.post(f"{half_added}again/")
    work_on(ContactImport.objects.get().pk)
    assert Contact.objects.filter(owner=alice).count() == 15
    assert "Your address book is in" in page_of(as_alice, half_added)


def test_what_is_half_added_may_be_undone(as_alice: Client, alice: Member, half_added: str) -> None:
    assert f'href="{half_added}undo/"' in page_of(as_alice, half_added)
    assert "10 people who came from this file will come off your list." in page_of(as_alice, f"{half_added}undo/")
    as_alice.post(f"{half_added}undo/")
    work_on(ContactImport.objects.get().pk)
    assert not Contact.objects.filter(owner=alice).exists()
    assert "All undone" in page_of(as_alice, half_added)


def test_one_that_cannot_be_undone_is_told_of_and_tried_again(
    as_alice: Client, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = upload(as_alice, many(range(3)))
    choose(as_alice, url, add="yes")
    monkeypatch.setattr("network.imports.actions.AT_ONCE_ROWS", 0)
    as_alice.post(f"{url}undo/")
    fail_until_parked(monkeypatch, "undo_rows", ContactImport.objects.get().pk)
    page = page_of(as_alice, url)
    assert "3 people are still to come off your list." in page
    assert "undo/" not in page
    as_alice.post(f"{url}again/")
    work_on(ContactImport.objects.get().pk)
    assert not Contact.objects.filter(owner=alice).exists()


def test_while_it_is_being_added_it_cannot_be_undone(as_alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    url = upload(as_alice, many(range(3)))
    monkeypatch.setattr("network.imports.actions.AT_ONCE_ROWS", 0)
    choose(as_alice, url, add="yes")
    assert as_alice.get(f"{url}undo/").status_code == 302
    assert as_alice.post(f"{url}undo/").status_code == 404
    assert ContactImport.objects.get().state == "applying"


def test_nobody_tries_again_for_another_member(unread: str) -> None:
    stranger = Client()
    stranger.force_login(make_member("Carol"))
    assert stranger.post(f"{unread}again/").status_code == 404
    assert OutboxRow.objects.get(consumer="imports").due_at is None
