"""Make the e-mail of a notice: a subject line, plain text, and the same in HTML, with at most one link."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Model
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string

from network.models import Notice
from network.platform.features import notice_kind
from network.platform.first_names import first_name
from network.platform.mail_addresses import deliverable_address


def compose(notice: Notice, address: str, subject: Model | None) -> EmailMultiAlternatives:
    """Return the e-mail of `notice`, which is about `subject`, to `address`, unsent.

    Raises `KeyError` for an unknown kind, `TemplateDoesNotExist` for one without templates.
    """
    template = notice_kind(notice.kind).template
    with translation.override(_language_of(notice)):
        context = context_of(notice, subject)
        subject_line = " ".join(_plain(f"{template}.subject.txt", context).split())
        text = _plain(f"{template}.txt", context).strip() + "\n"
        html = get_template(f"{template}.html").render(context)
    headers = {"Message-ID": message_id(notice), "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(subject_line, text, to=[deliverable_address(address)], headers=headers)
    message.attach_alternative(html, "text/html")
    return message


def _language_of(notice: Notice) -> str:
    """Return the language that the member chose; the service's for one who chose none, or has no account."""
    chosen = notice.member.language if notice.member else ""
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def context_of(notice: Notice, subject: Model | None) -> dict[str, Any]:
    """Return what the templates may use: the notice, its member, its subject under the name of the subject's kind,
    `link`, and what the notice's kind adds.

    The `path` that the kind adds, or that stands in the notice's details, becomes the link.
    """
    context: dict[str, Any] = {
        "notice": notice,
        "member": notice.member,
        "name": first_name(notice.member.name) if notice.member and notice.member.name else "",
        "details": notice.details,
        "path": notice.details.get("path", ""),
        "invented": bool(notice.member and notice.member.invented),
        "service_name": settings.SERVICE_NAME,
        "operator_name": settings.OPERATOR_NAME,
        "operator_contact": settings.OPERATOR_CONTACT,
    }
    if subject is not None:
        context[notice.subject.partition(":")[0]] = subject
    if more := notice_kind(notice.kind).context:
        context |= import_string(more)(notice, subject)
    path = context["path"]
    return context | {"link": settings.PUBLIC_ADDRESS.rstrip("/") + path if path else ""}


def message_id(notice: Notice) -> str:
    """Return the same Message-ID each time, so that mail programs show a mail that was sent twice once.

    The notice's number is not in it: two mails would tell how many the service has written in between, and so whether
    a request that its reader waits for was passed on.
    """
    host = settings.PUBLIC_ADDRESS.partition("://")[2].partition("/")[0].partition(":")[0]
    return f"<{number_hidden(notice)}@{host or 'localhost'}>"


def number_hidden(notice: Notice) -> str:
    """Return what stands for the notice's number outside: HMAC-SHA-256 under the secret key, 32 hex digits."""
    return salted_hmac("network.platform.notices", str(notice.pk), algorithm="sha256").hexdigest()[:32]


def _plain(name: str, context: dict[str, Any]) -> str:
    """Render a template of plain text: nothing is escaped in it."""
    template: Any = get_template(name)
    rendered: str = template.template.render(Context(context, autoescape=False))
    return rendered
