from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models.person import Person
from network.models.place import Place

LONGEST_QUOTED = 40  # characters of a name that is shown to strangers


def default_requests_a_month() -> int:
    return int(settings.REQUESTS_A_MONTH)


class MemberQuerySet(models.QuerySet["Member"]):
    def taking_part(self) -> "MemberQuerySet":
        """Members with a live account."""
        return self.filter(is_active=True)

    def taking_requests(self) -> "MemberQuerySet":
        """Members not taking a break. Whether they are full this month is `network.introductions.capacity`'s."""
        return self.taking_part().filter(Q(break_until__isnull=True) | Q(break_until__lte=timezone.now()))


class MemberAccounts(BaseUserManager["Member"]):
    """Makes accounts, each with its own Person."""

    def get_queryset(self) -> MemberQuerySet:
        return MemberQuerySet(self.model, using=self._db)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Member":
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def get_by_natural_key(self, username: str | None) -> "Member":
        return self.get(email__iexact=username)


class Member(AbstractBaseUser, PermissionsMixin):
    """A person with an account. The e-mail address is the login; allauth says whether it is verified."""

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("what shall we call you?"), max_length=80, blank=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="member")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    phone = models.CharField(_("phone number"), max_length=40, blank=True)
    language = models.CharField(max_length=10, blank=True, help_text="as they chose; empty: as their browser asks for")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(_("steward"), default=False)
    date_joined = models.DateTimeField(default=timezone.now)
    requests_a_month = models.PositiveSmallIntegerField(default=default_requests_a_month)
    break_until = models.DateTimeField(null=True, blank=True)
    sorted_at = models.DateTimeField(
        null=True, blank=True, help_text="when they said that they are sorted for now: suggest nothing, leave the rest"
    )
    wishes_seen = models.BooleanField(
        default=False, help_text="whether those they have shaken hands with may read the work they would like"
    )
    offers_counted = models.BooleanField(
        default=False, help_text="whether what they could help with counts when they are suggested to others"
    )
    first_steps_done_at = models.DateTimeField(null=True, blank=True)
    invented = models.BooleanField(default=False, help_text="made for the demo town or a measurement")

    objects: ClassVar[Any] = MemberAccounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_member_an_email")]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.person_id is None:
            self.person = Person.objects.create()
        super().save(*args, **kwargs)

    @property
    def display_name(self) -> str:
        """What others may call this member: their chosen name, else words that say nothing of them."""
        return self.name or gettext("A member")

    @property
    def quoted_name(self) -> str:
        """The name as it is shown to somebody who has not said that they know this member: in quotes, and short.

        Anybody can have theirs shown on another's page, so it must not serve as a message.
        """
        if not self.name:
            return self.display_name
        short = self.name if len(self.name) <= LONGEST_QUOTED else f"{self.name[: LONGEST_QUOTED - 1].rstrip()}…"
        return gettext("“%(name)s”") % {"name": short}

    @property
    def on_a_break(self) -> bool:
        return self.break_until is not None and self.break_until > timezone.now()

    @property
    def sorted_for_now(self) -> bool:
        """Whether they have said so: nothing is suggested to them, and to others they are there as before."""
        return self.sorted_at is not None
