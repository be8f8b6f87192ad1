"""A domain with letters beyond ASCII is one domain for the account, the fingerprint and the mail."""

from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from network.identity.fingerprints import fingerprint_of_email, normalise_email
from network.models import Fingerprint, Member, Notice
from network.platform.features import NoticeKind
from network.platform.mail_addresses import deliverable_address, readable_address
from network.platform.notices.compose import compose
from tests.factories.people import make_member
from tests.network.people.test_addresses import newest_code

MIGRATION = import_module("network.migrations.0019_one_spelling_of_a_mailbox")
WRITTEN = [
    "faß.example",
    "FAß.example",
    "βόλος.example",
    "bücher.example",
    "bu\u0308cher.example",
    "xn--fa-hia.example",
]


def domain_that_gets(message: EmailMessage) -> str:
    """The domain to which a mail server hands the letter."""
    return str(message.message()["To"]).rpartition("@")[2]


@pytest.mark.django_db
@pytest.mark.parametrize("domain", WRITTEN)
def test_a_code_goes_to_the_mailbox_that_it_proves(client: Client, domain: str) -> None:
    client.post("/account/signup/", {"email": f"ina@{domain}"})
    assert domain_that_gets(mail.outbox[-1]) == normalise_email(f"ina@{domain}").rpartition("@")[2]
    client.post("/account/confirm-email/", {"code": newest_code()})
    ina = Member.objects.get()
    assert set(ina.fingerprints.values_list("digest", flat=True)) == {fingerprint_of_email(f"ina@{domain}")}


@pytest.mark.django_db
@pytest.mark.parametrize("domain", WRITTEN)
def test_notices_go_to_the_same_mailbox(domain: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = NoticeKind("plain", template="emails/introductions/reach_code")
    monkeypatch.setattr("network.platform.notices.compose.notice_kind", lambda _name: plain)
    member = make_member("Ina", email=f"ina@{domain}")
    notice = Notice(member=member, kind="plain", subject="", created_at=timezone.now())
    assert domain_that_gets(compose(notice, member.email, None)) == normalise_email(member.email).rpartition("@")[2]


@pytest.mark.django_db
def test_two_domains_that_look_alike_are_two_accounts_and_two_mailboxes() -> None:
    for domain in ("faß.example", "fass.example"):
        Client().post("/account/signup/", {"email": f"ina@{domain}"})
    assert [domain_that_gets(message) for message in mail.outbox] == ["xn--fa-hia.example", "fass.example"]
    assert Member.objects.count() == 2


@pytest.mark.django_db
def test_however_one_spells_a_mailbox_it_is_one_account() -> None:
    make_member("Ina", email="ina@bücher.example")
    for spelling in ("bu\u0308cher.example", "xn--bcher-kva.example", "BÜCHER.example"):
        cache.clear()
        Client().post("/account/login/code/", {"email": f"ina@{spelling}"})
        assert newest_code()
        Client().post("/account/signup/", {"email": f"ina@{spelling}"})
    assert Member.objects.count() == 1
    assert {domain_that_gets(message) for message in mail.outbox} == {"xn--bcher-kva.example"}


@pytest.mark.django_db
@pytest.mark.parametrize("domain", ["a\u200cb.example", "😀.example", "-a.example", "xn--a.example"])
def test_a_domain_that_no_mail_reaches_is_refused_in_plain_words(client: Client, domain: str) -> None:
    page = client.post("/account/signup/", {"email": f"ina@{domain}"})
    assert page.status_code == 200
    assert "e-mail" in " ".join(page.context["form"].errors["email"])
    assert not mail.outbox


@given(st.text(), st.text(st.characters(exclude_characters="@")))
def test_one_spelling_of_a_mailbox_is_its_own_spelling(local: str, domain: str) -> None:
    try:
        readable = readable_address(f"{local}@{domain}")
    except ValueError:
        return
    assert readable_address(readable) == readable
    assert deliverable_address(readable) == deliverable_address(f"{local.lower()}@{domain}")


@pytest.mark.django_db
class TestAddressesFromBefore:
    def before(self, email: str) -> Member:
        member = make_member("Ina", email="x@example.com")
        Member.objects.filter(pk=member.pk).update(email=email)
        EmailAddress.objects.filter(user=member).update(email=email)
        member.fingerprints.update(digest=fingerprint_of_email(email))
        return member

    def after(self, member: Member) -> tuple[str, str, bool, int]:
        MIGRATION.name_mailboxes(apps, None)
        member.refresh_from_db()
        address = EmailAddress.objects.get(user=member)
        return member.email, address.email, address.verified, Fingerprint.objects.filter(member=member).count()

    def test_what_was_proved_is_called_by_the_mailbox_that_was_read(self, client: Client) -> None:
        member = self.before("ina@faß.example")
        assert self.after(member) == ("ina@fass.example", "ina@fass.example", True, 0)
        client.force_login(member)
        assert [row.digest for row in member.fingerprints.all()] == [fingerprint_of_email("ina@fass.example")]

    def test_it_proves_nothing_if_somebody_has_that_mailbox(self) -> None:
        member = self.before("ina@faß.example")
        make_member("Vic", email="ina@fass.example")
        assert self.after(member) == ("ina@faß.example", "ina@faß.example", False, 0)

    @pytest.mark.parametrize("email", ["ina@bücher.example", "ina@example.com", "ina@fass.example"])
    def test_what_both_read_alike_stays(self, email: str) -> None:
        assert self.after(self.before(email)) == (email, email, True, 1)

    def test_another_spelling_of_the_same_mailbox_becomes_the_one(self) -> None:
        member = self.before("ina@xn--bcher-kva.example")
        assert self.after(member) == ("ina@bücher.example", "ina@bücher.example", True, 1)
