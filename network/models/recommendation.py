from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.introduction import Introduction
from network.models.member import Member


class Recommendation(models.Model):
    """What one person says of another, for what work, on what basis."""

    class Basis(models.TextChoices):
        WORKED = "worked", _("we worked together")
        MANAGED = "managed", _("I managed them")
        TAUGHT = "taught", _("I taught them")
        VOLUNTEERED = "volunteered", _("we volunteered together")
        CUSTOMER = "customer", _("I was their customer")
        FRIEND = "friend", _("neighbour or friend")
        FAMILY = "family", _("family")

    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="recommendations")
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="recommendations_given")
    about = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="recommendations_received")
    work = models.CharField(max_length=120, blank=True)
    words = models.TextField(max_length=1000)
    basis = models.CharField(max_length=12, choices=Basis.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["introduction", "by"], name="one_recommendation_a_step"),
        ]

    def __str__(self) -> str:
        return f"recommendation {self.pk}"
