"""Crisis numbers: those of the United Kingdom, or the operator's own. A system check reads the latter at startup."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Line:
    """A number: `call` as it is dialled, `how` to use it, `when` it is the right one, and whether it takes texts."""

    name: str | Promise
    call: str
    how: str | Promise
    when: str | Promise
    text: bool = False

    @property
    def link(self) -> str:
        return f"{'sms' if self.text else 'tel'}:{self.call.replace(' ', '')}"


# Each number as its organisation publishes it: nhs.uk/111, samaritans.org, giveusashout.org,
# nationaldahelpline.org.uk (Refuge). The first is for danger now.
UNITED_KINGDOM: tuple[Line, ...] = (
    Line(
        _("Emergency"),
        "999",
        _("Ring 999, day or night. It’s free."),
        _("Somebody’s life is in danger, yours or somebody else’s, or somebody is about to get hurt."),
    ),
    Line(
        _("NHS mental health"),
        "111",
        _("In England and Wales, ring 111 and choose option 2, day or night. It’s free."),
        _("You need help with your mental health today, and it’s not an emergency."),
    ),
    Line(
        _("Samaritans"),
        "116 123",
        _("Ring 116 123, day or night. It’s free, and it doesn’t show on the bill."),
        _("You’d like somebody to listen, whatever it’s about."),
    ),
    Line(
        _("Shout"),
        "85258",
        _("Text SHOUT to 85258, day or night. It’s free."),
        _("You’d rather text than talk."),
        text=True,
    ),
    Line(
        _("National Domestic Abuse Helpline"),
        "0808 2000 247",
        _("Ring 0808 2000 247, day or night. It’s free."),
        _("Somebody at home, or somebody you used to be close to, frightens, controls or hurts you."),
    ),
)


def lines() -> tuple[Line, ...]:
    """Return the operator's own numbers, or those of the United Kingdom."""
    own = settings.CRISIS_LINES
    return UNITED_KINGDOM if own is None else tuple(Line(**line) for line in own)


_NEEDED = {"name", "call", "how", "when"}


@register()
def crisis_lines_can_be_read(**_kwargs: Any) -> list[CheckMessage]:
    """Check that the setting CRISIS_LINES is None or a list of objects with the texts that each number needs."""
    own = settings.CRISIS_LINES
    if own is None or (isinstance(own, list) and own and all(map(_is_readable, own))):
        return []
    return [
        Error(
            "The crisis numbers cannot be read.",
            hint=(
                "BACKR_CRISIS_LINES is a JSON list, not empty, of objects with the texts name, call, how and when, and "
                'if it takes texts: "text": true.'
            ),
            id="backr.E001",
        )
    ]


def _is_readable(line: Any) -> bool:
    if not isinstance(line, dict) or set(line) - {"text"} != _NEEDED:
        return False
    words = all(isinstance(line[name], str) and line[name].strip() for name in _NEEDED)
    return words and isinstance(line.get("text", False), bool)
