from django.db import models

from network.models.member import Member


class Report(models.Model):
    """A member tells the operator that something is wrong with the name of another, who says that they know them."""

    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    about = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80, blank=True, help_text="as it was shown then")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "about"], name="report_a_member_once")]

    def __str__(self) -> str:
        return f"report {self.pk}"
