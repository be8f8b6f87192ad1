"""The log holds no personal link and no e-mail address, also where a mail server repeats one."""

import logging
import smtplib

import pytest

from backr.logs import HidePersonalLinks


@pytest.mark.parametrize(
    "text",
    [
        "vic@private.example",
        "{'vic@private.example': (550, b'5.1.1 <vic@private.example>: no such user')}",
        "the mail server is away: vic.o+x@mail.private.example, to=vic@private.example",
        "élodie@bücher.example",
    ],
)
def test_no_address_is_logged(text: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(HidePersonalLinks())
    log = logging.getLogger("network.people.letters")
    try:
        raise smtplib.SMTPRecipientsRefused({"vic@private.example": (550, text.encode())})
    except smtplib.SMTPRecipientsRefused:
        log.exception("could not be sent: %s", text)
    assert "…@…" in caplog.text
    assert "private.example" not in caplog.text
    assert "bücher" not in caplog.text.replace("b\xc3", "")


def test_what_is_no_address_stays(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(HidePersonalLinks())
    logging.getLogger("celery").warning("mail@b1a2: lease 12@34; @ home, a@b")
    assert "mail@b1a2: lease 12@34; @ home, a@b" in caplog.text
