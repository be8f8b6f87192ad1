from django.contrib.sessions.models import Session
from django.db import models

from network.models.member import Member


class SignIn(models.Model):
    """One browser in which a member is signed in, in the plainest words that tell it apart. Goes with its session.

    No address and no browser's own long description is kept: only which browser, which kind of device, and the hour.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="sign_ins")
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="+")
    browser = models.CharField(max_length=16, blank=True, help_text="a plain word, as “Firefox”")
    system = models.CharField(max_length=16, blank=True, help_text="a plain word, as “Firefox”")
    shared = models.BooleanField(default=False, help_text="the member said that others use this computer too")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField(
        help_text="to the hour; exactly on a shared computer, where it matters when it is over"
    )

    class Meta:
        ordering = ["-seen_at", "-pk"]
        indexes = [models.Index(fields=["member", "-seen_at"])]

    def __str__(self) -> str:
        return f"{self.browser} on {self.system}"
