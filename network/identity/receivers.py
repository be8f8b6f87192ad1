"""Resolve identities again when a member proves an address or gives one up."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed, email_confirmed, email_removed
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from network.identity.resolve import is_in_step, refresh_member
from network.models import Member


@receiver(email_confirmed)
def on_confirmed(*, email_address: EmailAddress, **_more: Any) -> None:
    refresh_member(email_address.user)


@receiver(email_removed)
@receiver(email_changed)
def on_changed(*, user: Member, **_more: Any) -> None:
    refresh_member(user)


@receiver(user_logged_in)
def on_signed_in(*, user: Member, **_more: Any) -> None:
    """Repair what a crash between allauth's write and its signal left undone."""
    if not is_in_step(user):
        refresh_member(user)
