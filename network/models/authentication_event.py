from django.db import models

from network.models.member import Member


class AuthenticationEvent(models.Model):
    """One thing that was tried with an account, and whether it succeeded. No secret, address or code is in it."""

    class What(models.TextChoices):
        """docs/authentication-log.md says what each is."""

        CODE_ASKED = "code_asked"
        CODE_TYPED = "code_typed"
        PASSWORD_TYPED = "password_typed"  # noqa: S105 -- no password
        FACTOR_USED = "factor_used"
        SIGNED_IN = "signed_in"
        SIGNED_OUT = "signed_out"
        JOINED = "joined"
        ADDRESS_CHANGED = "address_changed"
        PASSWORD_CHANGED = "password_changed"  # noqa: S105 -- no password
        FACTOR_CHANGED = "factor_changed"
        LIMIT_REACHED = "limit_reached"

    at = models.DateTimeField(db_index=True)
    what = models.CharField(max_length=16, choices=What.choices)
    how = models.CharField(max_length=24, blank=True, help_text="the kind of code, factor or change")
    succeeded = models.BooleanField()
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", help_text="if known")
    address_key = models.CharField(max_length=64, blank=True, db_index=True, help_text="keyed hash of the address")
    network_key = models.CharField(max_length=64, blank=True, help_text="keyed hash of the network that it came from")
    browser = models.CharField(max_length=16, blank=True)
    system = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        return f"{self.what} at {self.at}"
