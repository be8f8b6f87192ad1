from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models.member import Member
from network.models.person import Person
from network.models.place import Place


class HowKnown(models.TextChoices):
    """How a member knows somebody; also the basis of a recommendation."""

    UNSAID = "", _("not said")
    WORK = "work", _("worked together")
    LEARNT = "learnt", _("learnt together")
    FAMILY = "family", _("family")
    NEIGHBOUR = "neighbour", _("neighbour")
    FRIEND = "friend", _("friend")
    SCHOOL_GATE = "school_gate", _("school gate")
    CLUB = "club", _("club, team, choir or faith")
    VOLUNTEER = "volunteer", _("volunteered together")
    TRADE = "trade", _("their customer, or they are mine")
    OTHER = "other", _("some other way")


class Closeness(models.IntegerChoices):
    """The strength of a tie in its owner's words. `network.graph.ties` turns it into a number."""

    HARDLY = 1, _("to nod to")
    A_LITTLE = 2, _("a little")
    WELL = 3, _("well")
    VERY_WELL = 4, _("very well")


class ContactQuerySet(models.QuerySet["Contact"]):
    def open(self) -> "ContactQuerySet":
        """Contacts that others' paths may end at: not private."""
        return self.filter(private=False)


class Contact(models.Model):
    """One member's own record of a person they know."""

    class LineSource(models.TextChoices):
        FOUND = "found", _("found by us from what you wrote")
        CHOSEN = "chosen", _("chosen by you")
        HIDDEN = "hidden", _("shown to nobody")

    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(_("name"), max_length=120)
    work = models.CharField(_("what they do"), max_length=200, blank=True, help_text="the owner's own words")
    firm = models.CharField(_("where they work"), max_length=120, blank=True, help_text="for the owner's eyes alone")
    line_of_work = models.CharField(
        max_length=120, blank=True, help_text="in the vocabulary's words; all that others may read"
    )
    line_source = models.CharField(max_length=8, choices=LineSource.choices, default=LineSource.FOUND)
    how_known = models.CharField(max_length=16, choices=HowKnown.choices, blank=True, default="")
    closeness = models.PositiveSmallIntegerField(choices=Closeness.choices, default=Closeness.A_LITTLE)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place_words = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True, max_length=5000)
    private = models.BooleanField(default=False)
    confirmed_as = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="confirmed_contacts",
        help_text="the member this is, as a handshake has shown",
    )
    came_with = models.ForeignKey(
        "network.ContactImport", null=True, blank=True, on_delete=models.SET_NULL, related_name="contacts"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["owner", "name"]),
            models.Index(fields=["person", "owner"]),
            models.Index(fields=["line_of_work", "owner", "private"], name="who_knows_this_work"),
            # All that looking through many members' records reads, so that the records themselves are not.
            models.Index(
                fields=["owner", "line_of_work", "private", "closeness", "confirmed_as"], name="works_they_know"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_contact_has_a_name"),
            models.CheckConstraint(
                condition=~Q(line_source="hidden") | Q(line_of_work=""), name="a_hidden_line_is_not_kept"
            ),
            models.UniqueConstraint(
                fields=["owner", "confirmed_as"],
                condition=Q(confirmed_as__isnull=False),
                name="one_contact_of_mine_a_member",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Address(models.Model):
    """A way to reach a contact, as its owner wrote it. Never leaves the owner's own pages."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("e-mail")
        PHONE = "phone", _("phone")

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    value = models.CharField(max_length=254)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [models.UniqueConstraint(fields=["contact", "kind", "value"], name="an_address_once_a_contact")]

    def __str__(self) -> str:
        return self.value


class Fingerprint(models.Model):
    """Keyed hash of a normalised address: of a contact's, or of a member's own verified one. Never both."""

    digest = models.CharField(max_length=64, db_index=True, help_text="HMAC-SHA-256, hex")
    kind = models.CharField(max_length=5, choices=Address.Kind.choices)
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.CASCADE, related_name="fingerprints")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="fingerprints")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(contact__isnull=False, member__isnull=True) | Q(contact__isnull=True, member__isnull=False),
                name="a_fingerprint_has_one_holder",
            ),
            models.UniqueConstraint(
                fields=["contact", "digest"], condition=Q(contact__isnull=False), name="a_fingerprint_once_a_contact"
            ),
            models.UniqueConstraint(
                fields=["digest"], condition=Q(member__isnull=False), name="one_member_a_fingerprint"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:8]}"
