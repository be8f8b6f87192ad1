"""Post what is due: the outbox's consumer "mail", whose subjects are notices.

Each notice is sent at least once, and nearly always exactly once. It is sent first and noted as sent afterwards: when a
worker is killed between the two, the notice is still due and is sent again, with the same Message-ID, by which mail
programs know that they have it. In the other order the notice would be lost, and a code or a request that never comes
is worse than one that comes twice. The lease keeps two workers from having one notice at once.
"""

import smtplib
from collections.abc import Sequence

from allauth.account.models import EmailAddress
from anymail.exceptions import AnymailRequestsAPIError
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Model
from django.utils import timezone
from django.utils.module_loading import import_string

from network.models import Member, Notice
from network.platform.features import Recipients, notice_kind
from network.platform.notices.compose import compose
from network.platform.subjects import load_subjects

ABOUT_ONE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError)
"""What a mail server says of one mail; any other OSError, smtplib's included, is about the server."""
OF_ONE_MAIL = frozenset(range(400, 500)) - {401, 403, 408, 429}
"""The answers by which a provider refuses one mail. With any other it refuses us, or is not there."""


def project_notices(subjects: Sequence[str]) -> None:
    """Send each notice that is not sent yet. Those that were taken back, or may not be sent any more, are passed over.

    Raises `ConnectionError` when the mail server is away, and whatever one mail is refused with.
    """
    waiting = Notice.objects.filter(pk__in=[int(subject) for subject in subjects], sent_at=None)
    notices = list(waiting.select_related("member").order_by("pk"))
    about = load_subjects(notice.subject for notice in notices if notice.subject)
    letters = [
        (notice, address, row)
        for notice in notices
        if (address := address_to_post_to(notice, row := about.get(notice.subject)))
    ]
    if not letters:
        return
    server: BaseEmailBackend = mail.get_connection()
    try:
        for notice, address, row in letters:
            _send(server, compose(notice, address, row))
            Notice.objects.filter(pk=notice.pk, sent_at=None).update(sent_at=timezone.now())
    finally:
        server.close()


def address_to_post_to(notice: Notice, subject: Model | None) -> str:
    """Return the address that the notice goes to, or "" when it goes to nobody.

    Asked as it is posted, since much may have changed since it was made. To a member: their own address, once they have
    confirmed it, while their account is live. To somebody without an account: an address that they gave themselves, as
    the notice's kind tells. Raises `KeyError` for a kind that no feature declares.
    """
    kind = notice_kind(notice.kind)
    if notice.subject and subject is None:
        return ""
    if notice.member is None and Recipients.ADDRESSES not in kind.recipients:
        return ""
    if kind.may_still_send and not import_string(kind.may_still_send)(notice, subject):
        return ""
    return notice.address if notice.member is None else _address_of(notice.member)


def _address_of(member: Member) -> str:
    if member.invented and not settings.EMBEDDED:
        return ""  # nobody is behind an invented address, and no real mail may go to it
    confirmed = EmailAddress.objects.filter(user=member, email__iexact=member.email, verified=True).exists()
    return member.email if member.is_active and confirmed else ""


def _send(server: BaseEmailBackend, message: EmailMultiAlternatives) -> None:
    try:
        server.open()  # does nothing when it is open
        server.send_messages([message])
    except ABOUT_ONE_MAIL:
        raise
    except AnymailRequestsAPIError as error:
        if (error.status_code or 0) in OF_ONE_MAIL:
            raise
        raise ConnectionError(f"the mail provider is away: {error}") from error
    except OSError as error:
        raise ConnectionError(f"the mail server is away: {error}") from error
