"""Post what is due: the outbox's consumer "mail", whose subjects are notices.

Each notice is sent at least once, and all but always exactly once. A notice is sent, and then noted as sent: a worker
killed in the moment between the two leaves it due, and it is sent again, with the same Message-ID, by which mail
programs know that they have it. The other order would lose a notice at the same moment, and a code or a request that
never comes is worse than one that comes twice. Two workers never have one notice at once: the lease sees to that.
"""

import smtplib
from collections.abc import Sequence

from anymail.exceptions import AnymailRequestsAPIError
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from network.models import Notice
from network.notices.compose import compose
from network.notices.readers import address_to_post_to

ABOUT_ONE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError)
"""What a mail server says of one mail; any other OSError, smtplib's included, is about the server."""
OF_ONE_MAIL = frozenset(range(400, 500)) - {401, 403, 408, 429}
"""The answers by which a provider refuses one mail; by the others it refuses us, or is not there."""


def project_notices(subjects: Sequence[str]) -> None:
    """Send each notice that is not sent yet. Those that were taken back, or have no reader any more, are passed over.

    Raises `ConnectionError` when the mail server is away, and whatever one mail is refused with.
    """
    waiting = Notice.objects.filter(pk__in=[int(subject) for subject in subjects], sent_at=None)
    with_people = waiting.select_related("member", *_people("introduction"), *_people("conversation__introduction"))
    letters = [(notice, address) for notice in with_people.order_by("pk") if (address := address_to_post_to(notice))]
    if not letters:
        return
    server: BaseEmailBackend = mail.get_connection()
    try:
        for notice, address in letters:
            _send(server, compose(notice, address))
            Notice.objects.filter(pk=notice.pk, sent_at=None).update(sent_at=timezone.now())
    finally:
        server.close()


def _people(introduction: str) -> list[str]:
    return [f"{introduction}__{role}" for role in ("requester", "introducer", "target_member")]


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
