"""What the parts in templates/components need to know of a name."""

from zlib import crc32

from django import template

register = template.Library()

COLOURS = 8  # pairs --person-1 … --person-8 in tokens.css


@register.filter
def initials(name: object) -> str:
    """Return one or two capitals for a name: of its first and its last word that has a letter, "" for none."""
    firsts = [first for word in str(name).split() if (first := next(filter(str.isalnum, word), ""))]
    return "".join([*firsts[:1], *firsts[1:][-1:]]).upper()


@register.filter
def person_colour(name: object) -> str:
    """Return the class of a person's colour: the same for the same name, on every page.

    By the name and not by an id: that one person stands in two lists may rest on what somebody else wrote down, and a
    colour would tell.
    """
    return f"person-{crc32(str(name).strip().casefold().encode()) % COLOURS + 1}"
