"""Every address of the service. What each part answers stands in that part's own urls.py."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("backr.health_urls")),
    path("", include("backr.offline.urls")),
    path("", include("network.today.urls")),
    path("help/", include("network.help.urls")),
    path("", include("network.people.urls")),  # before allauth's, some of which it puts behind a fresh code
    path("account/", include("allauth.urls")),
    path("people/import/", include("network.contacts.importing.urls")),
    path("people/walk/", include("network.contacts.walk.urls")),
    path("people/", include("network.contacts.urls")),
    path("", include("network.invitations.urls")),
    path("", include("network.privacy.urls")),
    path("", include("network.drafts.urls")),
    path("work/", include("network.suggestions.urls")),
    path("", include("network.introductions.urls")),
    path("conversations/", include("network.conversations.urls")),
]

if settings.INTERNAL_PAGES:
    urlpatterns += [path("", include("backr.internal.urls"))]

handler400 = "backr.errors.bad_request"
handler500 = "backr.errors.server_error"
