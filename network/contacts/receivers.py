"""When a member proves an address, or gives one up, who their contacts are may change."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed, email_confirmed, email_removed
from django.dispatch import receiver

from network.contacts.identity import refresh_member
from network.models import Member


@receiver(email_confirmed)
def on_confirmed(*, email_address: EmailAddress, **_more: Any) -> None:
    refresh_member(email_address.user)


@receiver(email_removed)
@receiver(email_changed)
def on_changed(*, user: Member, **_more: Any) -> None:
    refresh_member(user)
