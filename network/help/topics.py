"""The topics of the help pages, in the order of the index."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Topic:
    """A help page. Its text is in `templates/help/<slug>.html`."""

    slug: str
    title: str | Promise
    about: str | Promise


TOPICS: tuple[Topic, ...] = (
    Topic(
        "person",
        _("How to reach a real person"),
        _("Somebody looks after this service. Here’s how to get hold of them."),
    ),
    Topic(
        "crisis", _("If things are really bad"), _("Numbers where a person will answer, some of them day and night.")
    ),
    Topic(
        "lost-address",
        _("If you’ve lost your e-mail address"),
        _("How to get in when you can’t get the e-mail with the code any more."),
    ),
    Topic(
        "shared-computer",
        _("On a computer that isn’t yours"),
        _("At the library, or with somebody beside you: how to leave nothing behind."),
    ),
    Topic("age", _("How old you have to be"), _("And why.")),
    Topic("who", _("Who runs this"), _("And what they can and can’t see.")),
)


def topic_called(slug: str) -> Topic | None:
    """Return the topic with that slug, or None."""
    return next((topic for topic in TOPICS if topic.slug == slug), None)
