"""Make the e-mail of a notice: a subject, plain text, and the same in HTML, with at most one link."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.module_loading import import_string

from network.models import Notice


def compose(notice: Notice, address: str) -> EmailMultiAlternatives:
    """Return the e-mail of `notice` to `address`, unsent. Raises `TemplateDoesNotExist` for an unknown kind."""
    with translation.override(_language_of(notice)):
        context = context_of(notice)
        subject = " ".join(_plain(f"emails/{notice.kind}.subject.txt", context).split())
        text = _plain(f"emails/{notice.kind}.txt", context).strip() + "\n"
        html = get_template(f"emails/{notice.kind}.html").render(context)
    headers = {"Message-ID": message_id(notice), "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(subject, text, to=[address], headers=headers)
    message.attach_alternative(html, "text/html")
    return message


def _language_of(notice: Notice) -> str:
    """A member is written to in the language they chose; whoever chose none, or has no account, in the service's."""
    chosen = notice.member.language if notice.member else ""
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def context_of(notice: Notice) -> dict[str, Any]:
    """Return what the templates may use: the notice's people and things, `link`, and what its feature adds.

    A feature adds by a function of the notice, named for the kind in the setting `NOTICE_CONTEXTS`; the `path` that it
    gives, or that stands in the notice's details, becomes the link.
    """
    context: dict[str, Any] = {
        "notice": notice,
        "member": notice.member,
        "name": notice.member.display_name if notice.member else "",
        "introduction": notice.introduction,
        "conversation": notice.conversation,
        "details": notice.details,
        "path": notice.details.get("path", ""),
        "invented": bool(notice.member and notice.member.invented),
        "service_name": settings.SERVICE_NAME,
        "operator_name": settings.OPERATOR_NAME,
        "operator_contact": settings.OPERATOR_CONTACT,
    }
    if notice.kind in settings.NOTICE_CONTEXTS:
        context |= import_string(settings.NOTICE_CONTEXTS[notice.kind])(notice)
    path = context["path"]
    return context | {"link": settings.PUBLIC_ADDRESS.rstrip("/") + path if path else ""}


def message_id(notice: Notice) -> str:
    """Return the same Message-ID each time, so that mail programs fold a mail that had to be sent twice into one."""
    host = settings.PUBLIC_ADDRESS.partition("://")[2].partition("/")[0].partition(":")[0]
    return f"<notice-{notice.pk}-{int(notice.created_at.timestamp())}@{host or 'localhost'}>"


def _plain(name: str, context: dict[str, Any]) -> str:
    """Render a template of plain text: nothing is escaped in it."""
    template: Any = get_template(name)
    rendered: str = template.template.render(Context(context, autoescape=False))
    return rendered
