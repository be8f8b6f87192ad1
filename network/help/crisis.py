"""Whom to ring when things are very bad. The operator can name others, for another country."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Line:
    """One number: `call` as it is dialled, `how` to use it, and `when` it is the right one. `text`: it takes texts."""

    name: str | Promise
    call: str
    how: str | Promise
    when: str | Promise
    text: bool = False

    @property
    def link(self) -> str:
        return f"{'sms' if self.text else 'tel'}:{self.call.replace(' ', '')}"


# The United Kingdom's, as each gives its own number: nhs.uk/111, samaritans.org, giveusashout.org,
# nationaldahelpline.org.uk (Refuge). The first is for danger now.
UNITED_KINGDOM: tuple[Line, ...] = (
    Line(
        _("Emergency"),
        "999",
        _("Ring 999, day and night. It is free."),
        _("Somebody’s life is in danger, yours or another’s, or somebody is about to be hurt."),
    ),
    Line(
        _("NHS mental health"),
        "111",
        _("In England and Wales, ring 111 and choose option 2, day and night. It is free."),
        _("You need help for your mind today, and it is not an emergency."),
    ),
    Line(
        _("Samaritans"),
        "116 123",
        _("Ring 116 123, day and night. It is free and does not show on the bill."),
        _("You would like somebody to listen, whatever it is about."),
    ),
    Line(
        _("Shout"),
        "85258",
        _("Text SHOUT to 85258, day and night. It is free."),
        _("You would rather write than talk."),
        text=True,
    ),
    Line(
        _("National Domestic Abuse Helpline"),
        "0808 2000 247",
        _("Ring 0808 2000 247, day and night. It is free."),
        _("Somebody at home, or who used to be close, frightens, controls or hurts you."),
    ),
)


def lines() -> tuple[Line, ...]:
    """Return the operator's own numbers, or else those of the United Kingdom."""
    own = settings.CRISIS_LINES
    return UNITED_KINGDOM if own is None else tuple(Line(**line) for line in own)
