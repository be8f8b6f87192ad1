from django.db import models
from django.db.models import Q

from network.models.introduction import Introduction


class ReachCode(models.Model):
    """Somebody without an account says yes and where they want to be reached; a code sent there has to prove it.

    The code itself is kept nowhere: it follows from `handle` and the service's secret key.
    """

    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="reach_codes")
    handle = models.CharField(max_length=32, unique=True, help_text="names this try on the page that asks for the code")
    name = models.CharField(max_length=120)
    address = models.EmailField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(address=""), name="a_code_goes_to_somebody"),
            models.UniqueConstraint(
                fields=["introduction"], condition=Q(used_at__isnull=False), name="one_used_code_an_introduction"
            ),
        ]

    def __str__(self) -> str:
        return f"code {self.pk}"
