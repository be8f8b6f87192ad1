"""Letters about accounts, rendered and sent by a thread of their own.

The page then takes the same time and looks the same whether or not there is an account, and also when the mail server
is slow or down. Where there is none, a letter is rendered and thrown away, so that the processor is as busy.
"""

import logging
import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from allauth.account.adapter import get_adapter
from anymail.exceptions import AnymailError
from django.conf import settings
from django.utils import translation

from network.platform.mail_addresses import deliverable_address
from network.platform.privacy import codes

log = logging.getLogger(__name__)
_threads = ThreadPoolExecutor(max_workers=16, thread_name_prefix="account-mail")  # they start with the first letter
PAUSE = (0.5, 1.0)  # seconds: the page has been answered by then on a busy machine too, so the letter slows nothing


class Letter(NamedTuple):
    """What is sent: allauth's name of the templates, plain values for them, and the language of the page."""

    template: str
    address: str
    context: dict[str, Any]
    language: str
    is_sent: bool


def post(template: str, address: str, context: dict[str, Any]) -> None:
    """Send a letter; with `MAIL_APART`, a thread does all of it. Raises the mail server's errors without."""
    _post(Letter(template, address, context, translation.get_language() or settings.LANGUAGE_CODE, is_sent=True))


def post_nothing(address: str, template: str = "account/email/login_code") -> None:
    """Do the work of a letter with a code to `address`, and send nothing: nobody has joined with it."""
    context = {"code": codes.code_for("", codes.make_handle())}
    _post(Letter(template, address, context, translation.get_language() or settings.LANGUAGE_CODE, is_sent=False))


def _post(letter: Letter) -> None:
    if settings.MAIL_APART:
        _threads.submit(_send_later, letter, time.monotonic() + random.uniform(*PAUSE))  # noqa: S311 -- no secret
    else:
        _send(letter)


def _send_later(letter: Letter, due: float) -> None:
    """Send a letter once it is due. One that has waited for a thread waits no longer, so that many do not pile up."""
    time.sleep(max(0.0, due - time.monotonic()))
    try:
        _send(letter)
    except (OSError, AnymailError):  # smtplib's errors are OSErrors too
        log.exception("A letter about an account could not be sent.")


def _send(letter: Letter) -> None:
    words = {
        "service_name": settings.SERVICE_NAME,
        "operator_name": settings.OPERATOR_NAME,
        "operator_contact": settings.OPERATOR_CONTACT,
        "email": letter.address,
        **letter.context,
    }
    with translation.override(letter.language):
        message = get_adapter().render_mail(letter.template, deliverable_address(letter.address), words)
    if letter.is_sent:
        message.send()
    else:
        message.message()  # as `send` puts it together
