"""Sample data for the gallery of components: each one with invented words, in every state."""

from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.people_map.picture import legend, picture_of
from network.people_map.queries import Known, People
from network.people_map.view_state import Look
from network.people_map.words import SECTORS, WORK
from network.platform.text import LinesField, LinesInput


class SampleForm(forms.Form):
    """A form with one field of each kind that pages use."""

    name = forms.CharField(label=_("Name"), help_text=_("Whatever you call them."), max_length=120)
    note = forms.CharField(label=_("A few words"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    known = forms.ChoiceField(
        label=_("How do you know them?"), choices=[("", _("Choose one")), ("work", _("worked together"))]
    )
    close = forms.ChoiceField(
        label=_("How well?"), widget=forms.RadioSelect, choices=[("2", _("a little")), ("3", _("well"))]
    )
    shares = forms.MultipleChoiceField(
        label=_("What can they have?"),
        help_text=_("You can leave these blank."),
        widget=forms.CheckboxSelectMultiple,
        choices=[("email", "amina@example.com"), ("phone", "01947 600000")],
    )
    private = forms.BooleanField(label=_("Keep this person private"), help_text=_("Nobody will know."), required=False)
    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
    code = forms.CharField(
        label=_("The code"), widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    )
    wishes = LinesField(label=_("What work would you like?"), longest=200, widget=LinesInput(most=12))
    file = forms.FileField(label=_("Your address book"))


@dataclass(frozen=True)
class TimelineItem:
    """A sample item of the timeline."""

    when: Any
    what: str
    words: str = ""
    basis: str = ""
    url: str = ""


NAMES = ("Amina Yusuf", "Ben Carter", "Cai", "Danuta Wójcik", "Eve Ng", "Femi", "Grace O’Neill", "Hywel ap Rhys")


def gallery_context() -> dict[str, Any]:
    """Return the context of the gallery's template."""
    now = timezone.now()
    start = {"wishes": ["baker", "something with my hands, outdoors if it can be"], "close": "3", "private": True}
    return {
        "fresh": SampleForm(initial=start, prefix="fresh"),
        "line": SampleForm(prefix="line"),
        "wrong": SampleForm({"wrong-name": "", "wrong-code": "123"}, prefix="wrong"),
        "names": NAMES,
        "ties": [(1, _("to say hello to")), (2, _("a little")), (3, _("well")), (4, _("very well"))],
        "happened": [
            TimelineItem(now - timedelta(days=3), "You asked Bob."),
            TimelineItem(
                now - timedelta(days=1),
                "Bob passed it on.",
                words="Alice kept the stall going in the rain.",
                basis="we volunteered together",
            ),
            TimelineItem(now, "Priya said yes.", url="#timeline"),
        ],
        "table_rows": [
            {"who": "Ama Mensah", "what": "bakes cakes", "how": "ama@example.com"},
            {"who": "Tom", "what": "", "how": "01947 600001"},
        ],
        "middle_page": Paginator(range(90), 30).page(2),
        "first_page": Paginator(range(90), 30).page(1),
        "one_of_many_pages": Paginator(range(20_000), 50).page(200),
        "letters": [
            SimpleNamespace(name=name, anchor="letters", page=1) for name in [*"ABCDEFGŁM", "Ж", _("Other"), "#"]
        ],
        "link": SimpleNamespace(
            link="https://backr.example/join/abc",
            words="Join me: https://backr.example/join/abc",
            mail="mailto:?body=Join%20me",
            whatsapp="https://wa.me/?text=Join%20me",
        ),
        "begun": SimpleNamespace(draft=SimpleNamespace(saved_at=now)),
        "when": now,
        "picture": picture_of(sample_people(), Look(person=3)),
        "legend": legend(sample_people()),
    }


def sample_people() -> People:
    """Return people for the map: one of each kind of work, then a crowd too large to draw one by one."""
    sectors, work = list(SECTORS), list(WORK)
    known = [
        Known(
            pk=number + 1,
            name=NAMES[number % len(NAMES)],
            does="",
            ring=4 - number % 4,
            sector=sectors[number % 5],
            work=work[number % len(work)],
            firm="Harbour Lane" if number in (1, 5) else "",
            handshake=number % 7 == 2,
            private=False,
        )
        for number in range(26)
    ]
    crowd = [
        Known(100 + number, f"Neighbour {number}", "", 1, "neighbour", "9", "", handshake=False, private=False)
        for number in range(60)
    ]
    return People([*known, *crowd], len(known) + len(crowd), [(3, 4), (3, 9)], None)
