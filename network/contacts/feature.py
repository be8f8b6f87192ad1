from django.utils.translation import gettext_lazy as _

from network.platform.access import members, only
from network.platform.features import Feature, NavigationItem, Urls

FEATURE = Feature(
    navigation=(NavigationItem("people", _("People"), icon="components/icons/people.svg", order=20),),
    urls=(
        Urls("network.contacts.walk.urls", prefix="people/walk/"),
        Urls("network.contacts.urls", prefix="people/"),
    ),
    access={
        "people": members((200, 405)),
        "contact_add": members((200, 200)),
        "contact_work": members((200, 405)),
        "own_words": members((200, 405)),
        "own_words_forget": only(owner=(405, "own_words")),
        "contact_suggest": members((200, 405)),
        "contact": only(owner=(200, 405)),
        "contact_change": only(owner=(200, 200)),
        "contact_line": only(owner=(200, 200)),
        "contact_as_written": only(owner=(405, "contact")),
        "contact_remove": only(owner=(200, "people")),
        "contact_knows": only(owner=(200, 200)),
        "contact_knows_not": only(owner=(405, "contact_knows")),
        "walk": members((200, 405)),
        "walk_question": members((200, 200)),
        "walk_end": members((200, 405)),
    },
)
