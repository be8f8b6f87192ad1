"""That the operator's own crisis numbers can be shown: found when the service starts, not when somebody needs them."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

_NEEDED = {"name", "call", "how", "when"}


@register()
def crisis_lines_can_be_read(**_kwargs: Any) -> list[CheckMessage]:
    """Check that the setting CRISIS_LINES is None or a list of objects with the words that each line needs."""
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
