from django.db import models


class RateLimitCounter(models.Model):
    """How often something was done within a window of time. Which thing it is cannot be read from the row."""

    key = models.CharField(max_length=64, unique=True, help_text="keyed hash of what is counted, and for whom; hex")
    used = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True, help_text="from then on, counting begins anew")

    def __str__(self) -> str:
        return f"counter {self.pk}"
