"""What the help pages are about, in the order in which they are offered."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Topic:
    """One page of help. Its words stand in `templates/help/<slug>.html`."""

    slug: str
    title: str | Promise
    about: str | Promise


TOPICS: tuple[Topic, ...] = (
    Topic(
        "person", _("How to reach a human"), _("Somebody looks after this service. Here is how to get hold of them.")
    ),
    Topic("crisis", _("If things are very bad"), _("Numbers that are answered by people, some of them day and night.")),
    Topic(
        "lost-address",
        _("If you have lost your e-mail address"),
        _("How to get in when the e-mail with the code cannot reach you any more."),
    ),
    Topic(
        "shared-computer",
        _("On a computer that is not yours"),
        _("At the library, or with somebody beside you: how to leave nothing behind."),
    ),
    Topic("age", _("How old you must be"), _("And why.")),
    Topic("who", _("Who runs this"), _("And what they can and cannot see.")),
)


def topic_called(slug: str) -> Topic | None:
    """Return the topic with that slug, or None."""
    return next((topic for topic in TOPICS if topic.slug == slug), None)
