"""All URLs of the service: those of `backr` itself, and those that the features declare, in the order of FEATURES."""

from django.conf import settings
from django.urls import include, path

from backr import health, offline
from backr.internal import views as internal
from network.platform.access import everybody
from network.platform.features import features

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("sw.js", offline.service_worker, name="service_worker"),
    path("offline/", offline.offline, name="offline"),
    *(path(urls.prefix, include(urls.module)) for feature in features() for urls in feature.urls),
]

if settings.INTERNAL_PAGES:
    urlpatterns += [
        path("dev/mail/", internal.mail, name="dev_mail"),
        path("dev/mail/<str:name>/", internal.mail_message, name="dev_mail_message"),
        path("gallery/", internal.gallery, name="gallery"),
        path("demo/enter/<str:signed>/", internal.demo_enter, name="demo_enter"),
    ]

ON_THIS_MACHINE = "for whoever runs or works on the service, on the machine that it runs on"

ACCESS = {
    "healthz": everybody((200, 405), because="whether the process answers; says nothing else"),
    "readyz": everybody((200, 405), because="which parts are up; says nothing of anyone"),
    "manifest": everybody((200, 405), because="the name and icons of the service; the same for all"),
    "service_worker": everybody((200, 405), because="a script; the same for all"),
    "offline": everybody((200, 405), because="what a browser shows without a connection; knows nobody"),
    "dev_mail": everybody((200, 405), because=ON_THIS_MACHINE, elsewhere=(404, 404)),
    "dev_mail_message": everybody((404, 405), because=ON_THIS_MACHINE, elsewhere=(404, 404)),
    "gallery": everybody((200, 405), because=ON_THIS_MACHINE, elsewhere=(404, 404)),
    "demo_enter": everybody((404, 405), because=ON_THIS_MACHINE, elsewhere=(404, 404)),
}
"""Who may open the URLs of `backr` itself."""

handler400 = "backr.errors.bad_request"
handler429 = "backr.errors.too_many"  # of allauth's limits
handler500 = "backr.errors.server_error"
