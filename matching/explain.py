"""Why a line of work was suggested for a wish, in a sentence each part of which follows from the score's own parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from matching.calibration import Closeness, closeness
from matching.understanding import Setting
from matching.understanding.words import named
from matching.vocabulary.words import cleaned, stems_of, words_of

SHOWN_LETTERS = 60
SMALL_WORDS = frozenset({"and", "the", "for", "with", "work", "worker", "jobs"})


@dataclass(frozen=True, slots=True)
class Meeting:
    """How a wish and a line of work met; what `matching.meeting` reads off a fit.

    `met` is the fit to the wish alone; `named` is the line of work that the wish names, when the fit is to that.
    `shared_title` is the line of work that both are most like. `apart` are the official names of the two kinds of work
    when they differ: of this line, and of what is wished for. `against` is what was not wanted, and `set_aside` a line
    that the member put aside, to which this one is near enough to stand lower; `unwanted` and `wanted` are settings
    that are usual in this line. `lesser` is whether the wish was not said outright. `group` is
    the official name of the kind of work to which the wish belongs by the lines nearest to it, if this line does too.
    """

    wish: str
    line: str
    met: float
    named: str = ""
    shared_title: str = ""
    apart: tuple[str, str] | None = None
    against: str = ""
    set_aside: str = ""
    unwanted: frozenset[Setting] = frozenset()
    wanted: frozenset[Setting] = frozenset()
    lesser: bool = False
    group: str = ""

    @property
    def same(self) -> bool:
        """Whether the wish is this very line of work, but for the order of its words, number and sex."""
        return sorted(stems_of(self.wish)) == sorted(stems_of(self.line))

    @property
    def is_named(self) -> bool:
        return bool(self.named) and sorted(stems_of(self.named)) == sorted(stems_of(self.line))

    @property
    def shared_words(self) -> list[str]:
        """Words of the line, in order, whose stem the wish has too, or the line that it names; small words apart."""
        held = {*stems_of(self.wish), *stems_of(self.named)}
        return [word for word in _telling_words(self.line) if stems_of(word)[0] in held]

    @property
    def own_words(self) -> list[str]:
        """Words of the line that stand neither in the wish nor in what it names."""
        held = {*stems_of(self.wish), *stems_of(self.named)}
        return [word for word in _telling_words(self.line) if stems_of(word)[0] not in held]


def why(meeting: Meeting, path: str = "") -> str:
    """Return one sentence: how they met, what they share, what is different, what lowered it, and `path` in words."""
    clauses = [_met(meeting), *_shared(meeting), *_different(meeting), *_lowered(meeting), *([path] if path else [])]
    return f"{'; '.join(clauses)}."


def in_short(text: str) -> str:
    """Return `text` on one line, cut to some 60 characters at a word."""
    text = cleaned(text)
    if len(text) <= SHOWN_LETTERS:
        return text
    return text[:SHOWN_LETTERS].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _met(meeting: Meeting) -> str:
    said = {"wish": in_short(meeting.wish), "line": meeting.line, "named": meeting.named}
    if meeting.same:
        return _("This is the work you named: %(line)s") % said
    if meeting.is_named:
        return _("You wrote “%(wish)s”, and that is the work called “%(line)s”") % said
    match closeness(meeting.met):
        case Closeness.CLOSE:
            return _("You wrote “%(wish)s”, and “%(line)s” is close to it") % said
        case Closeness.NEAR:
            return _("You wrote “%(wish)s”, and “%(line)s” is near it") % said
        case _other:
            return _("You wrote “%(wish)s”, and “%(line)s” is a stretch from it") % said


def _shared(meeting: Meeting) -> list[str]:
    if meeting.same or meeting.is_named:
        return []
    if meeting.shared_words:
        if meeting.named:
            words = {"named": meeting.named, "shared": _quoted(meeting.shared_words)}
            return [_("what you wrote is the work called “%(named)s”, and both have %(shared)s in them") % words]
        return [_("both have %(shared)s in them") % {"shared": _quoted(meeting.shared_words)}]
    if meeting.named:
        return [_("what you wrote is the work called “%(named)s”") % {"named": meeting.named}]
    if meeting.shared_title:
        return [_("both are like “%(title)s”") % {"title": meeting.shared_title}]
    if meeting.group:
        return [
            _("it is counted among “%(group)s”, as is the work nearest to what you wrote") % {"group": meeting.group}
        ]
    return []


def _different(meeting: Meeting) -> list[str]:
    if meeting.same or meeting.is_named:
        return []
    if meeting.shared_words and meeting.own_words:
        return [_("what is different is %(words)s") % {"words": _quoted(meeting.own_words)}]
    if meeting.apart:
        of_line, of_wish = meeting.apart
        return [_("it is counted among “%(line)s”, the other among “%(wish)s”") % {"line": of_line, "wish": of_wish}]
    return []


def _lowered(meeting: Meeting) -> list[str]:
    clauses = []
    if meeting.wanted:
        clauses.append(_("it is often %(settings)s, as you asked") % {"settings": named(meeting.wanted)})
    if meeting.lesser:
        clauses.append(_("it stands a little lower, as you did not say outright that you want it"))
    if meeting.against:
        clauses.append(_("it stands lower, as you do not want “%(what)s”") % {"what": in_short(meeting.against)})
    if meeting.set_aside:
        clauses.append(_("it stands lower, as you put “%(what)s” aside") % {"what": meeting.set_aside})
    if meeting.unwanted:
        clauses.append(_("it stands lower, as it is often %(settings)s") % {"settings": named(meeting.unwanted)})
    return clauses


def _telling_words(line: str) -> list[str]:
    return [word for word in words_of(line) if len(word) > 2 and word not in SMALL_WORDS]


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
