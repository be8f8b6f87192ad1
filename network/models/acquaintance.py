from django.db import models
from django.db.models import F, Q

from network.models.contact import Contact
from network.models.member import Member


class AcquaintanceQuerySet(models.QuerySet["Acquaintance"]):
    def of(self, member: Member) -> "AcquaintanceQuerySet":
        """What a member has said of the people they know. One side will do: both are of one owner."""
        return self.filter(low__owner=member)

    def holding(self, contact: Contact) -> "AcquaintanceQuerySet":
        return self.filter(Q(low=contact) | Q(high=contact))


class Acquaintance(models.Model):
    """Two of a member's contacts know each other, as that member says. Both belong to one owner.

    For the owner's eyes alone: it is hearsay about two people who were not asked, so it is never projected, never
    encoded, and no path rests on it.
    """

    low = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AcquaintanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["low", "high"], name="two_know_each_other_once"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="an_acquaintance_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.low_id} knows {self.high_id}"

    def other(self, contact: Contact) -> Contact:
        return self.high if self.low_id == contact.pk else self.low
