"""What somebody is to be told is noted in the transaction of the act."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from network.models import Member, Notice, OutboxRow
from network.platform.features import NoticeKind, Recipients
from network.platform.notices.record import notify


def test_a_notice_is_kept_and_marked_for_the_post(alice: Member) -> None:
    notice = notify(kind="hello", member=alice, details={"path": "/today/"})
    assert Notice.objects.get() == notice
    assert OutboxRow.objects.get(consumer="mail").subject == str(notice.pk)


def test_a_notice_for_later_is_due_later(alice: Member) -> None:
    later = timezone.now() + timedelta(days=14)
    notice = notify(kind="hello", member=alice, due_at=later)
    assert notice.due_at == OutboxRow.objects.get(consumer="mail").due_at == later


@pytest.mark.parametrize("readers", [{}, {"member": True, "address": "a@example.com"}])
def test_a_notice_has_exactly_one_reader(alice: Member, readers: dict[str, object]) -> None:
    if "member" in readers:
        readers = {**readers, "member": alice}
    with pytest.raises(ValueError, match="either to a member"):
        notify(kind="hello", **readers)  # type: ignore[arg-type]


def test_a_notice_goes_only_to_whom_its_kind_is_for(alice: Member) -> None:
    with pytest.raises(ValueError, match="does not go to addresses"):
        notify(kind="hello", address="a@example.com")
    with pytest.raises(KeyError):
        notify(kind="of no feature", member=alice)
    with pytest.raises(ValueError, match="as a subject"):
        notify(kind="hello", member=alice, subject=alice)
    assert not Notice.objects.exists()


def test_a_kind_for_addresses_has_to_say_when_one_may_be_written_to() -> None:
    with pytest.raises(ValueError, match="may_still_send"):
        NoticeKind("hello", template="emails/hello", recipients=Recipients.ADDRESSES)


@pytest.mark.django_db(transaction=True)
def test_a_notice_outside_of_a_transaction_is_refused_and_leaves_nothing(alice: Member) -> None:
    with pytest.raises(TransactionManagementError):
        notify(kind="hello", member=alice)
    assert not Notice.objects.exists()
    with transaction.atomic():
        notify(kind="hello", member=alice)
    assert Notice.objects.count() == 1
