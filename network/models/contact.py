from itertools import pairwise

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.spelling import digits, folded, marked, sort_key, sound_of
from network.models.derived_fields import DerivedBytes, DerivedText
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
    TRADE = "trade", _("I’m their customer, or they’re mine")
    OTHER = "other", _("some other way")


class Closeness(models.IntegerChoices):
    """The strength of a tie in its owner's words. `network.platform.graph.ties` turns it into a number."""

    HARDLY = 1, _("to say hello to")
    A_LITTLE = 2, _("a little")
    WELL = 3, _("well")
    VERY_WELL = 4, _("very well")


class ContactQuerySet(models.QuerySet["Contact"]):
    def open(self) -> "ContactQuerySet":
        """Contacts that others' paths may end at: not private."""
        return self.filter(private=False)

    def unplaced(self) -> "ContactQuerySet":
        """Contacts with words for their work and no line of work, of whom their owner has not said anything.

        Not the private ones: nothing is said of them to anybody.
        """
        unasked = self.open().filter(line_of_work="", line_source=Contact.LineSource.FOUND)
        return unasked.exclude(work="")


def names_to_search(name: str) -> str:
    """Return " jo bell | +ⓙⓞⓑⓔⓛⓛ ~ⓑⓛ ": the words of the name, each two of them as one, and their sounds."""
    words = folded(name).split()
    joined = [f"+{marked(one + other)}" for one, other in pairwise(words)]
    sounds = [f"~{marked(sound)}" for sound in map(sound_of, words) if sound]
    return f" {' '.join([*words, '|', *joined, *dict.fromkeys(sounds)])} "


def texts_to_search(contact: "Contact") -> str:
    return " ".join(filter(None, map(folded, (contact.work, contact.firm, contact.place_words, contact.note))))


class Contact(models.Model):
    """One member's own record of a person they know."""

    class LineSource(models.TextChoices):
        FOUND = "found", _("worked out from what you wrote")
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
    line_is_past = models.BooleanField(default=False, help_text="they did this work once: others are told so")
    line_source = models.CharField(max_length=8, choices=LineSource.choices, default=LineSource.FOUND)
    how_known = models.CharField(max_length=16, choices=HowKnown.choices, blank=True, default="")
    closeness = models.PositiveSmallIntegerField(choices=Closeness.choices, default=Closeness.A_LITTLE)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place_words = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True, max_length=5000)
    sort_key = DerivedBytes(default=b"", derive=lambda contact: sort_key(contact.name))
    search_names = DerivedText(default="", derive=lambda contact: names_to_search(contact.name))
    search_texts = DerivedText(default="", derive=texts_to_search)
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
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["owner", "sort_key"], name="contacts_in_order"),
            models.Index(fields=["person", "owner"]),
            models.Index(fields=["line_of_work", "owner", "private"], name="who_knows_this_work"),
            # All that looking through many members' records reads, so that the records themselves are not.
            models.Index(
                fields=["owner", "line_of_work", "line_is_past", "private", "closeness", "confirmed_as"],
                name="works_they_know",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_contact_has_a_name"),
            models.CheckConstraint(
                condition=~Q(line_source="hidden") | Q(line_of_work=""), name="a_hidden_line_is_not_kept"
            ),
            models.CheckConstraint(condition=Q(line_is_past=False) | ~Q(line_of_work=""), name="a_past_line_is_a_line"),
            models.UniqueConstraint(
                fields=["owner", "confirmed_as"],
                condition=Q(confirmed_as__isnull=False),
                name="one_contact_of_mine_a_member",
            ),
        ]

    def __str__(self) -> str:
        return self.name


def address_to_search(address: "Address") -> str:
    return search_value_of(address.kind, address.value)


def search_value_of(kind: str, value: str) -> str:
    """Return the text by which an address is searched for; also where rows are written without instances."""
    return digits(value) if kind == Address.Kind.PHONE else value.casefold()


class Address(models.Model):
    """A way to reach a contact, as its owner wrote it. Never leaves the owner's own pages."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("e-mail")
        PHONE = "phone", _("phone")

    # The unique constraint begins with the contact and so serves as its index; an import writes a million rows.
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="addresses", db_index=False)
    kind = models.CharField(max_length=5, choices=Kind.choices)
    value = models.CharField(max_length=254)
    search_value = DerivedText(default="", derive=address_to_search)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [models.UniqueConstraint(fields=["contact", "kind", "value"], name="an_address_once_a_contact")]

    def __str__(self) -> str:
        return self.value


class Fingerprint(models.Model):
    """Keyed hash of a normalised address: of a contact's, or of a member's own verified one. Never both."""

    digest = models.CharField(max_length=32, help_text="first half of an HMAC-SHA-256, hex")
    kind = models.CharField(max_length=5, choices=Address.Kind.choices)
    can_be_own = models.BooleanField(
        default=True, help_text="whether such an address can be one person's own: no landline and no office's mailbox"
    )
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.CASCADE, related_name="fingerprints", db_index=False
    )
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.CASCADE, related_name="fingerprints", db_index=False
    )

    class Meta:
        indexes = [  # each row is in as few as will do: the constraint on contact and digest serves for the contact
            models.Index(fields=["digest"], name="fingerprints_by_digest"),
            models.Index(fields=["member"], condition=Q(member__isnull=False), name="fingerprints_of_members"),
        ]
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
