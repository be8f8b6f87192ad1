"""Filters for the initials and the colour on a person's chip."""

from zlib import crc32

from django import template

register = template.Library()

COLOURS = 8  # pairs --person-1 … --person-8 in tokens.css


@register.filter
def initials(name: object) -> str:
    """Return the capitals of the first and the last word of a name that have a letter or digit; "" if none has."""
    letters = [letter for word in str(name).split() if (letter := next(filter(str.isalnum, word), ""))]
    return "".join([*letters[:1], *letters[1:][-1:]]).upper()


@register.filter
def person_colour(name: object) -> str:
    """Return the CSS class of a person's colour. It depends on the name alone, so it is the same on every page.

    A colour by person id would show that two contacts are one human, which only other members' records may tell.
    """
    return f"person-{crc32(str(name).strip().casefold().encode()) % COLOURS + 1}"
