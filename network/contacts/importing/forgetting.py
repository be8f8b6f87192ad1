"""Address books hold other people's addresses: what is no longer needed of one is forgotten."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from network.contacts.importing.states import State, move
from network.models import ContactImport, ImportRow

UNDO_LIFE = timedelta(days=30)
"""How long an import can be taken back. Then the cards that it came with are forgotten."""
PREVIEW_LIFE = timedelta(days=7)
"""How long a file waits for its member to choose. Then it is forgotten: it holds the addresses of people."""


def forget_old() -> None:
    """Forget previews that nobody came back to, and the cards of imports that can no longer be taken back."""
    now = timezone.now()
    left = ContactImport.objects.filter(state=State.PREVIEW, created_at__lte=now - PREVIEW_LIFE)
    for pk in left.values_list("pk", flat=True):
        with transaction.atomic():
            if move(pk, "leave", finished_at=now):
                ImportRow.objects.filter(origin=pk).delete()
    over = ContactImport.objects.filter(state=State.DONE, finished_at__lte=now - UNDO_LIFE)
    kept = ImportRow.objects.filter(~Q(card={}), origin__in=over).exclude(plan=ImportRow.Plan.BAD)
    kept.update(card={}, before=None)
