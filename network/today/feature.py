from django.utils.translation import gettext_lazy as _

from network.platform.access import everybody, members
from network.platform.features import Feature, NavigationItem, Urls

FEATURE = Feature(
    navigation=(NavigationItem("today", _("Today"), icon="components/icons/today.svg", order=10),),
    urls=(Urls("network.today.urls"),),
    access={
        "home": everybody((200, 405), member=("today", 405), because="the front page"),
        "promises": everybody((200, 405), because="what is promised, and how it is kept; the same for everybody"),
        "today": members((200, 405)),
        "sorted_for_now": members((405, "today")),
        "looking_again": members((405, "work")),
    },
)
