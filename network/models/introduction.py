from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.models.contact import Contact
from network.models.member import Member
from network.models.person import Person


class Introduction(models.Model):
    """A request to meet somebody, with the steps and consents that lead there.

    Only `network.introductions.transitions` assigns `state`, by the table in `network.introductions.states`. What each
    person may see is decided in `network.introductions.visibility`.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("with the introducer")
        PASSED_ON = "passed_on", _("with the person you would like to meet")
        AGREED = "agreed", _("agreed")
        DECLINED = "declined", _("not this time")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("ran out of time")

    class Purpose(models.TextChoices):
        CHAT = "chat", _("a chat about the work")
        ADVICE = "advice", _("advice")
        VISIT = "visit", _("to see the workplace")
        ROLE = "role", _("a job there")

    class DeclinedBy(models.TextChoices):
        INTRODUCER = "introducer", _("the introducer")
        TARGET = "target", _("the person asked for")

    class Telling(models.TextChoices):
        """How somebody who says no wants it said."""

        QUIETLY = "quietly", _("keep it quiet until the deadline")
        NOW = "now", _("tell them now, kindly")
        MYSELF = "myself", _("I'll tell them myself")

    requester = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="introductions_asked")
    introducer = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="introductions_to_make")
    target = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="introductions")
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.SET_NULL, related_name="introductions", help_text="the introducer's record"
    )
    target_member = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="introductions_received",
        help_text="set when it is passed on to a member whom the introducer shares a handshake with",
    )
    line_of_work = models.CharField(max_length=120, help_text="as the requester was shown it")
    line_is_past = models.BooleanField(default=False, help_text="as the requester was shown it")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    words = models.TextField(max_length=1000, help_text="the requester's, for the introducer to pass on")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)

    requester_shares = models.JSONField(default=list, help_text='addresses the requester shares: [["email", "a@b"], …]')
    target_shares = models.JSONField(default=list, help_text="the same, from the target")
    target_name = models.CharField(max_length=120, blank=True, help_text="as the target wants to be called")

    requester_agreed_at = models.DateTimeField()
    introducer_agreed_at = models.DateTimeField(null=True, blank=True)
    target_agreed_at = models.DateTimeField(null=True, blank=True)
    target_reach_verified_at = models.DateTimeField(
        null=True, blank=True, help_text="when the address that the target typed was confirmed by its code"
    )

    deadline = models.DateTimeField(
        help_text="still asking until then, whatever happens, unless somebody says otherwise"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.CharField(max_length=10, choices=DeclinedBy.choices, blank=True)
    telling = models.CharField(max_length=8, choices=Telling.choices, blank=True)
    closing_words = models.TextField(
        max_length=1000,
        blank=True,
        help_text="of whoever said no and wanted it told: a kind word, somebody else to try",
    )
    held_back = models.BooleanField(
        default=False, help_text="whoever would be asked next is never asked; looks the same from outside"
    )
    cut_off_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="since when it looks taken back to all but its requester, who has blocked whoever was to be met",
    )
    target_counted_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="since when it counts in the month of the target, held back or not; empty if they could not take it",
    )
    token_hash = models.CharField(
        max_length=64, blank=True, help_text="of the personal link to the target, SHA-256, hex"
    )
    link_handle = models.CharField(
        max_length=22, blank=True, help_text="from which the link can be found again; empty once it was sent"
    )
    link_sent_at = models.DateTimeField(null=True, blank=True, help_text="when the introducer said so")
    link_reminded_at = models.DateTimeField(null=True, blank=True, help_text="when they answered the one reminder")
    token_expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["introducer", "created_at"]),
            models.Index(fields=["state", "deadline"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="agreed")
                | Q(
                    requester_agreed_at__isnull=False,
                    introducer_agreed_at__isnull=False,
                    target_agreed_at__isnull=False,
                    held_back=False,
                ),
                name="agreed_by_everyone",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed")
                | Q(target_member__isnull=False)
                | Q(target_reach_verified_at__isnull=False),
                name="agreed_by_a_reach_that_is_proved",
            ),
            models.CheckConstraint(
                condition=~Q(state="passed_on") | Q(introducer_agreed_at__isnull=False), name="passed_on_by_consent"
            ),
            models.CheckConstraint(
                condition=Q(state="declined", telling__in=["quietly", "now", "myself"]) & ~Q(declined_by="")
                | ~Q(state="declined") & Q(declined_by="", telling=""),
                name="declined_by_somebody",
            ),
            models.CheckConstraint(condition=Q(closing_words="") | Q(telling="now"), name="closing_words_are_told"),
            models.CheckConstraint(
                condition=Q(target_shares=[]) | Q(target_agreed_at__isnull=False), name="no_sharing_before_consent"
            ),
            models.CheckConstraint(condition=~Q(requester=F("introducer")), name="nobody_introduces_themselves"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "passed_on"], closed_at__isnull=True)
                | ~Q(state__in=["asked", "passed_on"]) & Q(closed_at__isnull=False),
                name="closed_when_it_is_over",
            ),
            models.UniqueConstraint(
                fields=["requester", "contact"],
                condition=Q(state__in=["asked", "passed_on"]),
                name="one_live_introduction_a_record",
            ),
            models.CheckConstraint(
                condition=Q(link_handle="") | ~Q(token_hash="") & Q(link_sent_at__isnull=True),
                name="a_link_is_found_until_it_is_sent",
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="one_introduction_a_token"
            ),
        ]

    def __str__(self) -> str:
        return f"introduction {self.pk}"
