"""What people type on one line, made safe to show to others."""

import unicodedata
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

# Characters that turn the direction of the text after them: with these a name can pretend to be another.
TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def tidy(text: str) -> str:
    """Return `text` on one line: composed (NFC), no control or direction-turning characters, single spaces.

    Joiners stay, since emoji and several scripts are spelt with them; a text of nothing but joiners is empty.
    """
    shown = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter
        for letter in unicodedata.normalize("NFC", text)
        if letter not in TURNING
    )
    words = " ".join(shown.split())
    return words if any(unicodedata.category(letter) not in ("Cf", "Mn", "Zs") for letter in words) else ""


def too_long(limit: int) -> MaxLengthValidator:
    """Refuse more than `limit` characters, and say so in plain words."""
    return MaxLengthValidator(
        limit,
        ngettext_lazy(
            "Please keep this to %(limit_value)d letter or fewer. It has %(show_value)d now.",
            "Please keep this to %(limit_value)d letters or fewer. It has %(show_value)d now.",
            "limit_value",
        ),
    )


class LineField(forms.CharField):
    """One line of a person's own words."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": _("Please write something here.")})
        super().__init__(**kwargs)
        self.widget.attrs["maxlength"] = str(max_length)
        self.validators.append(too_long(max_length))

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


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
        found: list[str] = data.getlist(name) if hasattr(data, "getlist") else list(data.get(name) or [])
        return found

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
        for line in map(tidy, value or []):
            if line:
                lines.setdefault(line.casefold(), line)
        return list(lines.values())

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(_("Please choose the %(most)d that matter most.") % {"most": self.most})
        for line in value:
            too_long(self.longest)(line)
