"""Roughly where somebody is, told so that it does not point at a door."""

from django.utils.translation import gettext as _

from network.models import Place
from network.people.places import distance_km

MILE = 1.609344  # km
STEP = 5  # miles; told no finer than this
FAR = 100  # miles; beyond, only that it is far
LARGE_ENOUGH = 5_000  # people; a smaller place's name with a rare trade would say who it is


def roughly(where: Place | None, viewer: Place | None) -> str:
    """Return where `where` is as seen from `viewer`: "in Haverby", "about 10 miles from you"; "" if not known."""
    if where is None:
        return ""
    if viewer is None:
        return _("in %(place)s") % {"place": where.name} if where.population >= LARGE_ENOUGH else ""
    if where.pk == viewer.pk and where.population >= LARGE_ENOUGH:
        return _("in %(place)s, where you are") % {"place": where.name}
    miles = miles_told(where, viewer) or STEP
    if miles > FAR:
        return _("more than %(miles)d miles from you") % {"miles": FAR}
    return _("about %(miles)d miles from you") % {"miles": miles}


def miles_told(where: Place | None, viewer: Place | None) -> int | None:
    """Return how many miles are between two places, no finer than it is told: in steps of five, and five at least."""
    if where is None or viewer is None:
        return None
    return max(STEP, STEP * round(distance_km(where, viewer) / MILE / STEP))
