"""What stands in the record once somebody has joined, whatever went wrong on the way."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from network.models import Fingerprint, Member, OutboxRow
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db

SIGN_UP = "/account/signup/"


def test_the_graph_is_told_of_whoever_joins_and_does_nothing_else(client: Client) -> None:
    client.post(SIGN_UP, {"email": "amina@example.com"})
    member = Member.objects.get(email="amina@example.com")
    assert OutboxRow.objects.filter(consumer="graph", subject=str(member.pk)).exists()


def test_a_fingerprint_that_a_crash_left_out_is_made_at_the_next_sign_in(client: Client) -> None:
    member = make_member("Amina", verified=False)
    EmailAddress.objects.filter(user=member).update(verified=True)  # and then the machine went off
    client.post("/account/login/", {"login": member.email})
    found = re.search(r"\b(\d{4}-\d{4})\b", str(mail.outbox[-1].body))
    assert found
    client.post("/account/login/code/confirm/", {"code": found[1]})
    assert Fingerprint.objects.get().member == member


@pytest.mark.parametrize(("networks", "letters"), [(1, 10), (30, 20)])
def test_an_address_that_never_answers_is_written_to_twenty_times_a_day_at_most(
    monkeypatch: pytest.MonkeyPatch, networks: int, letters: int
) -> None:
    began = timezone.now()
    for minute in range(30):
        monkeypatch.setattr("django.utils.timezone.now", lambda now=began + timedelta(minutes=minute): now)
        somewhere = f"10.0.{minute % networks}.1"
        Client(REMOTE_ADDR=somewhere).post(SIGN_UP, {"email": "stranger@example.com"})
    assert len(mail.outbox) == letters
