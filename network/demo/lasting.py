"""Keep the town as its visitors are to find it: what is open there stays open, however long ago the town was made."""

from django.conf import settings
from django.db import transaction
from django.db.models import Case, When
from django.utils import timezone

from network.introductions import emails
from network.introductions.states import LIVE, OVER, Action, State
from network.models import Introduction, Notice


@transaction.atomic
def prolong() -> int:
    """Give what invented people have open a whole life from now, once half of it is gone; return how many it was.

    One conditional update: what was answered, or has been ended, stays as it is, and so does what a real person, a
    guest of the town, was asked. Nothing else is rewritten: when it was asked, and the ledger, which knows no
    deadlines, say what they said. The e-mails that were promised for the old deadline come at the new one.
    """
    now = timezone.now()
    until = now + settings.INTRODUCTION_LIFE
    waning = Introduction.objects.filter(
        state__in=LIVE,
        requester__invented=True,
        introducer__invented=True,
        deadline__lt=now + settings.INTRODUCTION_LIFE / 2,
    ).exclude(target_member__invented=False)
    link = Case(When(token_expires_at__isnull=False, then=until))
    moved = waning.update(deadline=until, token_expires_at=link)
    for introduction in Introduction.objects.filter(deadline=until).select_related("requester", "introducer"):
        _promise_anew(introduction)
    return moved


def _promise_anew(introduction: Introduction) -> None:
    Notice.objects.filter(introduction=introduction, kind=OVER, sent_at=None).delete()
    emails.promise(introduction, Action.ASK)
    if introduction.state == State.PASSED_ON:
        emails.promise(introduction, Action.PASS_ON)
