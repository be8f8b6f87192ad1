"""What people type, and what their address books hold, made safe to keep and to show; and form fields for it."""

import re
import unicodedata
from typing import Any

from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.validators import MaxLengthValidator
from django.utils.translation import get_language, gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from matching.characters import normalized

LONGEST = 20_000
"""Characters of a text for which no length is given. No form or card has room for as many."""
# Control characters other than white space, invisible characters, marks that steer the direction of writing (with which
# one name can pretend to be another), and halves of surrogate pairs. PostgreSQL refuses NUL in a text.
UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
EMPTY_LINES = re.compile(r"\n{3,}")
# Joiners are needed inside words, since emoji and several scripts are spelt with them. At either end they do nothing.
JOINERS = "\u200c\u200d"
INVISIBLE = ("Cf", "Mn", "Zs")


def room(longest: int) -> int:
    """Return how many characters are read of a text of which `longest` are kept.

    More than are kept, since some are left out and letters with their accents are composed.
    """
    return 4 * longest + 64


def tidy(text: str, longest: int | None = None) -> str:
    """Return `text` on one line: composed (NFC), without unwanted characters, single spaces.

    A text of nothing but invisible characters is empty. With `longest`, a longer text is cut and ends in an ellipsis.
    Only the first `room(longest)` characters are read, or the first `LONGEST` if no length is given.
    """
    text = text[: LONGEST if longest is None else room(longest)]
    if not (text.isascii() and text.isprintable()):
        text = normalized("NFC", UNWANTED.sub("", text), LONGEST).strip(JOINERS)
    words = " ".join(text.split())
    if not words.isascii() and all(unicodedata.category(letter) in INVISIBLE for letter in words):
        return ""
    return words if longest is None else shortened(words, longest)


def tidy_lines(text: str, longest: int | None = None) -> str:
    """Return `text` with its line breaks, each line tidied as by `tidy`; at most one empty line in a row."""
    text = text[: LONGEST if longest is None else room(longest)]
    lines = EMPTY_LINES.sub("\n\n", "\n".join(tidy(line) for line in text.splitlines())).strip()
    return lines if longest is None else shortened(lines, longest)


def shortened(text: str, longest: int) -> str:
    """Return `text`, or its beginning and an ellipsis, `longest` characters together."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


_AN = re.compile(r"(?:hono|hour|heir|(?!uni|use|usua|uti|uro|eu|ewe|one\b|once)[aeiou])", re.IGNORECASE)
_SPELT_OUT = re.compile(r"(?:[A-Z]{2,}|[A-Z]&[A-Z])\b")
_LETTERS_WITH_AN = frozenset("AEFHILMNORSX")
_NOT_COUNTED = frozenset({"staff", "crew", "personnel"})


def with_article(noun: str) -> str:
    """Return an English noun with "a" or "an", as it sounds: "a baker", "an actor", "an HGV driver", "bar staff".

    Lines of work are English in every language of the pages; only English has the article.
    """
    if not noun.strip() or not (get_language() or "en").startswith("en") or noun.split()[-1] in _NOT_COUNTED:
        return noun
    has_an = noun[0] in _LETTERS_WITH_AN if _SPELT_OUT.match(noun) else bool(_AN.match(noun))
    return f"an {noun}" if has_an else f"a {noun}"


def told_work(line: str, is_past: bool) -> str:
    """Return a line of work as it is told of somebody: "electrician", "was an electrician"; "" for none."""
    return gettext("was %(a_line)s") % {"a_line": with_article(line)} if line and is_past else line


def somebody_of(line: str, is_past: bool) -> str:
    """Return whoever a line of work is told of: "an electrician", "somebody who was an electrician"."""
    known = with_article(line)
    return gettext("somebody who was %(known)s") % {"known": known} if is_past else known


TOO_LONG = ngettext_lazy(
    "Please shorten this to %(limit_value)s character. It has %(show_value)s now.",
    "Please shorten this to %(limit_value)s characters. It has %(show_value)s now.",
    "limit_value",
)


class Written(int):
    """A number that reads as people write it: "1,000"."""

    def __str__(self) -> str:
        return str(intcomma(int(self)))


class TooLongValidator(MaxLengthValidator):
    def clean(self, x: Any) -> int:
        return Written(super().clean(x))


def too_long(limit: int) -> MaxLengthValidator:
    """Refuse more than `limit` characters, and say so in plain words."""
    return TooLongValidator(Written(limit), TOO_LONG)


def with_room(text: str, longest: int) -> str:
    """Return `text`; raise `ValidationError` if so much was typed that no tidying makes it `longest` characters."""
    if len(text) > room(longest):
        too_long(longest)(text)
    return text


class LineField(forms.CharField):
    """One line of a person's own words."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": _("Please write something here.")})
        super().__init__(**kwargs)
        self.widget.attrs["maxlength"] = str(max_length)
        self.longest = max_length
        self.validators.append(too_long(max_length))

    def to_python(self, value: Any) -> str:
        return tidy(with_room(super().to_python(value) or "", self.longest))


class LinesInput(forms.Widget):
    """Several inputs of one name, a line each; always `spare` more than are filled, and at most `most`."""

    template_name = "components/tag_input.html"
    use_fieldset = True

    def __init__(self, *, spare: int = 2, most: int = 12, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.spare = spare
        self.most = most

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        lines = [line for line in value or [] if line]
        context["widget"]["most"] = self.most
        context["widget"]["lines"] = (lines + [""] * max(self.spare, 3 - len(lines)))[: max(self.most, len(lines))]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        texts: list[str] = data.getlist(name) if hasattr(data, "getlist") else list(data.get(name) or [])
        return texts

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_1" if id_ else ""


class LinesField(forms.Field):
    """A list of distinct lines, empty ones left out; at most `most`, each at most `longest` characters."""

    widget = LinesInput

    def __init__(self, *, longest: int, most: int = 12, **kwargs: Any) -> None:
        kwargs.setdefault("widget", LinesInput(most=most))
        super().__init__(**kwargs)
        self.longest = longest
        self.most = most
        self.widget.attrs["maxlength"] = str(longest)

    def to_python(self, value: Any) -> list[str]:
        lines: dict[str, str] = {}
        for line in (tidy(with_room(text, self.longest)) for text in value or []):
            if line:
                lines.setdefault(line.casefold(), line)
        return list(lines.values())

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(_("Please choose the %(most)d that matter most.") % {"most": self.most})
        for line in value:
            too_long(self.longest)(line)
