"""Settings in words, as they stand in a sentence: "it is often at night"."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matching.understanding.hints import Setting

WORDS: dict[Setting, str | Promise] = {
    Setting.OUTDOORS: _("outdoors"),
    Setting.ANIMALS: _("with animals"),
    Setting.CHILDREN: _("with children"),
    Setting.OLDER_PEOPLE: _("with older people"),
    Setting.PEOPLE: _("among people"),
    Setting.HANDS_ON: _("with your hands"),
    Setting.QUIET: _("somewhere quiet"),
    Setting.LIGHT: _("light on the body"),
    Setting.ON_THE_ROAD: _("on the road"),
    Setting.OWN_BOSS: _("as your own boss"),
    Setting.FROM_HOME: _("from home"),
    Setting.NEAR_HOME: _("near home"),
    Setting.NIGHTS: _("at night"),
    Setting.MORNINGS: _("early in the morning"),
    Setting.EVENINGS: _("in the evening"),
    Setting.WEEKENDS: _("at weekends"),
    Setting.DAYS: _("in the daytime"),
    Setting.SCHOOL_HOURS: _("in school hours"),
    Setting.PART_TIME: _("part time"),
    Setting.FULL_TIME: _("full time"),
    Setting.SEASONAL: _("for a season"),
}


def named(settings: Iterable[Setting]) -> str:
    """Return `settings` in words, in the order of `Setting`, with commas between."""
    given = set(settings)
    return ", ".join(str(words) for setting, words in WORDS.items() if setting in given)
