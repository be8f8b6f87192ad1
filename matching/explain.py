"""Why a line of work was suggested for a wish, in a sentence that follows from the score's own parts."""

from django.utils.translation import gettext as _

from matching.calibration import CLOSE, NEAR
from matching.vocabulary.words import cleaned, stems_of, words_of

SHOWN_LETTERS = 60


def in_short(text: str) -> str:
    """Return `text` on one line, cut to some 60 characters at a word."""
    text = cleaned(text)
    if len(text) <= SHOWN_LETTERS:
        return text
    return text[:SHOWN_LETTERS].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def why_it_fits(wish: str, line: str, *, score: float, by_line: str = "") -> str:
    """Return one sentence on how `line` meets `wish`.

    `by_line` is the line of work that the wish names, if the fit is to that line rather than to the wish as a whole.
    """
    said = {"wish": in_short(wish), "line": line, "named": by_line}
    if sorted(stems_of(wish)) == sorted(stems_of(line)):
        return _("This is the work you named: %(line)s.") % said
    if by_line and sorted(stems_of(by_line)) == sorted(stems_of(line)):
        return _("You wrote “%(wish)s”, and that is the work of a %(line)s.") % said
    if score < NEAR:
        return _("You wrote “%(wish)s”: “%(line)s” is not quite the same, but near.") % said
    shared = _shared_words(by_line or wish, line)
    if shared:
        said["shared"] = "”, “".join(shared)
        return _("You wrote “%(wish)s”: it has “%(shared)s” in common with “%(line)s”.") % said
    if score >= CLOSE:
        return _("You wrote “%(wish)s”: “%(line)s” means much the same.") % said
    return _("You wrote “%(wish)s”: “%(line)s” is not the same work, but near it.") % said


def _shared_words(one: str, other: str) -> list[str]:
    """Words of `other`, in order, whose stem `one` has too; small words apart."""
    held = set(stems_of(one))
    return [word for word in words_of(other) if len(word) > 2 and word != "and" and stems_of(word)[0] in held]
