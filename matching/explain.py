"""The sentence that explains a suggestion. Each clause follows from a part of the score."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from matching.calibration import Closeness, closeness
from matching.understanding import Condition
from matching.understanding.conditions import conditions_in_words
from matching.vocabulary.tokenizer import cleaned, stems_of, words_of

SHOWN_CHARACTERS = 60
STOP_WORDS = frozenset({"and", "the", "for", "with", "work", "worker", "jobs"})


@dataclass(frozen=True, slots=True)
class MatchEvidence:
    """Why a line of work fits a wish, and how well; `matching.evidence` collects it."""

    wish: str
    line: str
    wish_fit: float
    """The fit to the wish before any penalty."""
    named_line: str = ""
    """The line of work that the wish names, if the fit is to that."""
    shared_title: str = ""
    """The title that the wish and the line are both most like."""
    different_groups: tuple[str, str] | None = None
    """The official names of this line's kind of work and of the wished one's, if they differ."""
    against: str = ""
    """An unwanted thing that is near enough to lower this line."""
    dismissed: str = ""
    """A line that the member dismissed and that is near enough to lower this line."""
    unwanted_conditions: frozenset[Condition] = frozenset()
    """Conditions that are ruled out and usual in this line."""
    wished_conditions: frozenset[Condition] = frozenset()
    """Conditions that are asked for and usual in this line."""
    tentative: bool = False
    """Whether the wish is said with a "maybe"."""
    group: str = ""
    """The official name of the kind of work that both the wish and this line belong to."""

    @property
    def is_same(self) -> bool:
        """Whether the wish is this line of work, apart from word order, number and sex."""
        return sorted(stems_of(self.wish)) == sorted(stems_of(self.line))

    @property
    def is_named(self) -> bool:
        return bool(self.named_line) and sorted(stems_of(self.named_line)) == sorted(stems_of(self.line))

    @property
    def shared_words(self) -> list[str]:
        """Content words of the line, in order, whose stem is also in the wish or in the line that it names."""
        stems = {*stems_of(self.wish), *stems_of(self.named_line)}
        return [word for word in _content_words(self.line) if stems_of(word)[0] in stems]

    @property
    def own_words(self) -> list[str]:
        """Content words of the line that are neither in the wish nor in the line that it names."""
        stems = {*stems_of(self.wish), *stems_of(self.named_line)}
        return [word for word in _content_words(self.line) if stems_of(word)[0] not in stems]


def why(evidence: MatchEvidence, path: str = "") -> str:
    """Return one sentence: how near the line is, what is shared, what differs, what changed its rank, and `path`."""
    clauses = [
        _closeness_clause(evidence),
        *_shared(evidence),
        *_different(evidence),
        *_rank_changes(evidence),
        *([path] if path else []),
    ]
    return f"{'; '.join(clauses)}."


def shortened(text: str, characters: int = SHOWN_CHARACTERS) -> str:
    """Return `text` on one line, cut to some `characters` at a word."""
    text = cleaned(text)
    if len(text) <= characters:
        return text
    return text[:characters].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _closeness_clause(evidence: MatchEvidence) -> str:
    said = {"wish": shortened(evidence.wish), "line": evidence.line, "named": evidence.named_line}
    if evidence.is_same:
        return _("This is the work you asked for: %(line)s") % said
    if evidence.is_named:
        return _("You wrote “%(wish)s”, and that’s also called “%(line)s”") % said
    match closeness(evidence.wish_fit):
        case Closeness.CLOSE:
            return _("You wrote “%(wish)s”, and “%(line)s” is close to that") % said
        case Closeness.NEAR:
            return _("You wrote “%(wish)s”, and “%(line)s” isn’t far from that") % said
        case _other:
            return _("You wrote “%(wish)s”, and “%(line)s” is a bit of a stretch from that") % said


def _shared(evidence: MatchEvidence) -> list[str]:
    if evidence.is_same or evidence.is_named:
        return []
    if evidence.shared_words:
        if evidence.named_line:
            words = {"named": evidence.named_line, "shared": quoted(evidence.shared_words)}
            return [_("what you wrote is also called “%(named)s”, and they both mention %(shared)s") % words]
        return [_("they both mention %(shared)s") % {"shared": quoted(evidence.shared_words)}]
    if evidence.named_line:
        return [_("what you wrote is also called “%(named)s”") % {"named": evidence.named_line}]
    if evidence.shared_title:
        return [_("they’re both like “%(title)s”") % {"title": evidence.shared_title}]
    if evidence.group:
        return [_("they both come under “%(group)s”") % {"group": evidence.group}]
    return []


def _different(evidence: MatchEvidence) -> list[str]:
    if evidence.is_same or evidence.is_named:
        return []
    if evidence.shared_words and evidence.own_words:
        return [_("the difference is %(words)s") % {"words": quoted(evidence.own_words)}]
    if evidence.different_groups:
        of_line, of_wish = evidence.different_groups
        return [
            _("it comes under “%(line)s”, and what you wrote under “%(wish)s”") % {"line": of_line, "wish": of_wish}
        ]
    return []


def _rank_changes(evidence: MatchEvidence) -> list[str]:
    clauses = []
    if evidence.wished_conditions:
        clauses.append(
            _("it’s often %(settings)s, as you asked") % {"settings": conditions_in_words(evidence.wished_conditions)}
        )
    if evidence.tentative:
        clauses.append(_("it’s a little lower down, because you didn’t say outright that you want it"))
    if evidence.against:
        clauses.append(_("it’s lower down, because you don’t want “%(what)s”") % {"what": shortened(evidence.against)})
    if evidence.dismissed:
        clauses.append(_("it’s lower down, because you put “%(what)s” aside") % {"what": evidence.dismissed})
    if evidence.unwanted_conditions:
        clauses.append(
            _("it’s lower down, because it’s often %(settings)s")
            % {"settings": conditions_in_words(evidence.unwanted_conditions)}
        )
    return clauses


def _content_words(line: str) -> list[str]:
    return [word for word in words_of(line) if len(word) > 2 and word not in STOP_WORDS]


def quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
