"""`manage.py outbox_retry` gives parked subjects another chance."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from network.models import OutboxRow
from network.platform.outbox.lease import lease
from network.platform.outbox.record import mark

pytestmark = pytest.mark.django_db


def retry(*args: str) -> str:
    out = StringIO()
    call_command("outbox_retry", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def parked() -> None:
    mark("graph", [1, 2])
    mark("mail", [1])
    OutboxRow.objects.update(due_at=None, parked_at=timezone.now(), attempts=8)


def test_all_parked_subjects_become_due_with_a_clean_sheet(parked: None) -> None:
    assert retry().splitlines() == ["graph: 2 will be tried again", "mail: 1 will be tried again"]
    assert lease("graph", 10).subjects == ["1", "2"]
    assert set(OutboxRow.objects.values_list("attempts", "parked_at")) == {(0, None)}


def test_one_consumer_can_be_retried_alone(parked: None) -> None:
    assert retry("mail") == "mail: 1 will be tried again\n"
    assert OutboxRow.objects.filter(consumer="graph", parked_at__isnull=True).count() == 0


def test_it_says_so_when_nothing_is_parked() -> None:
    mark("graph", [1])
    assert retry() == "Nothing is parked.\n"


def test_an_unknown_consumer_is_refused() -> None:
    with pytest.raises(CommandError):
        retry("grpah")
