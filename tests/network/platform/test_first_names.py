"""People are greeted by their first names, on Today and in e-mails."""

import pytest
from django.test import Client

from network.models import Member, Notice
from network.platform.notices.compose import compose
from network.platform.notices.record import notify


@pytest.mark.django_db
def test_today_and_e_mails_greet_by_the_first_name(alice: Member, as_alice: Client) -> None:
    Member.objects.filter(pk=alice.pk).update(name="Alice Okafor")
    assert "Hello, Alice<" in as_alice.get("/today/").content.decode()
    alice.refresh_from_db()
    notify(kind="introduction_withdrawn", member=alice, subject=None, details={})
    notice = Notice.objects.get()
    assert "Hello Alice,\n" in str(compose(notice, alice.email, None).body)
    Member.objects.filter(pk=alice.pk).update(name="")
    assert "Hello,\n" in str(compose(Notice.objects.get(), alice.email, None).body)
