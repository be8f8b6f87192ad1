"""Reports of names: anybody can have their name shown on a member's page by writing down that member's address."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Model

from network.invitations.handshakes import decline_recognition
from network.models import Member, Notice, Report
from network.platform.errors import NotFoundError
from network.platform.notices.record import notify


@transaction.atomic
def report_recognition(*, member: Member, by_id: int) -> Report:
    """Hide the member `by_id`, who says that they know `member`, and tell the operator of their name.

    They cannot see it. The operator reads the row, and gets an e-mail where their contact is an e-mail address. Raises
    NotFoundError if they do not say that they know `member`.
    """
    if earlier := Report.objects.filter(by=member, about=by_id).first():
        return earlier  # the button was pressed twice
    about = Member.objects.filter(pk=by_id).first()
    if about is None:
        raise NotFoundError
    decline_recognition(member=member, by_id=by_id)
    report = Report.objects.create(by=member, about=about, name=about.name)
    if operators_address():
        details = {"name": about.name, "about": about.pk, "by": member.pk}
        notify(kind="report", address=operators_address(), details=details)
    return report


def operators_address() -> str:
    """Return the operator's contact if it is an e-mail address, else ""."""
    try:
        validate_email(settings.OPERATOR_CONTACT)
    except ValidationError:
        return ""
    return str(settings.OPERATOR_CONTACT)


def may_still_send(notice: Notice, _subject: Model | None) -> bool:
    """Tell whether the address is the one that the operator gave."""
    return bool(notice.address) and notice.address == operators_address()
