"""E-mail by a provider that the environment names, instead of by SMTP."""

import os
import subprocess
import sys
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from backr.settings.environment import PROJECT

DEPLOYED = {
    "DJANGO_SETTINGS_MODULE": "backr.settings.production",
    "BACKR_SECRET_KEY": "made for this test only, and long enough for a secret key",
    "BACKR_FINGERPRINT_KEY": "made for this test only, long enough",
    "BACKR_LEDGER_KEY": "made for this test only, and long enough",
    "DATABASE_URL": "postgres://backr@127.0.0.1:1/backr",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "NEO4J_URI": "bolt://127.0.0.1:1",
    "NEO4J_PASSWORD": "for this test",
}
START = """
from django.conf import settings
print(settings.EMAIL_BACKEND, getattr(settings, "ANYMAIL", None))
"""
SEND = """
import django
django.setup()
from django.core import mail
from django.core.mail import send_mail
send_mail("Hello", "Ama asks", None, ["ben@example.org"])
(sent,) = mail.outbox
print(sent.anymail_status.status, *sent.anymail_status.recipients)
"""


def started(program: str = START, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **DEPLOYED, **environment}
    words = [sys.executable, "-c", program]
    return subprocess.run(words, cwd=PROJECT, env=env, capture_output=True, text=True, check=False)


def said(program: str = START, **environment: str) -> list[str]:
    done = started(program, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_provider_that_is_named_sends_the_mail(tmp_path: Any) -> None:
    settings = "TEST_KEY=abc,TEST_DOMAIN=mail.example.org"
    first, sent = said(
        START + SEND,
        BACKR_HOME=str(tmp_path),
        EMAIL_URL="",
        BACKR_MAIL_PROVIDER="test",
        BACKR_MAIL_SETTINGS=settings,
    )
    assert first == ("anymail.backends.test.EmailBackend {'TEST_KEY': 'abc', 'TEST_DOMAIN': 'mail.example.org'}")
    assert sent == "{'sent'} ben@example.org"


def test_without_one_it_goes_by_smtp(tmp_path: Any) -> None:
    assert said(BACKR_HOME=str(tmp_path), EMAIL_URL="smtp://mail.example.org:25") == [
        "django.core.mail.backends.smtp.EmailBackend None"
    ]


def test_without_either_nothing_starts_and_both_ways_are_said(tmp_path: Any) -> None:
    done = started(BACKR_HOME=str(tmp_path), EMAIL_URL="", BACKR_MAIL_PROVIDER="", BACKR_MAIL_SETTINGS="")
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert "Set EMAIL_URL in the environment (a mail server), or BACKR_MAIL_PROVIDER and BACKR_MAIL_SETTINGS" in last


@pytest.mark.parametrize("backend", ["anymail.backends.pigeon.EmailBackend", "anymail.backends.mailgun.EmailBackend"])
def test_the_doctor_says_when_a_provider_is_unknown_or_lacks_its_key(settings: Any, backend: str) -> None:
    settings.EMAIL_BACKEND = backend
    out = StringIO()
    with pytest.raises(CommandError, match="Not well: e-mail"):
        call_command("doctor", only=["e-mail"], stdout=out)
    assert "Check BACKR_MAIL_PROVIDER" in out.getvalue()
