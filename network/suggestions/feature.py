from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from network.platform.access import members, only
from network.platform.features import Consumer, Feature, NavigationItem, ScheduledTask, Tasks, Urls

FEATURE = Feature(
    navigation=(NavigationItem("work", _("Work"), icon="components/icons/work.svg", order=30),),
    urls=(Urls("network.suggestions.urls", prefix="work/"),),
    access={
        "work": members((200, 405)),
        "vocabulary_suggest": members((200, 405)),
        "work_others": members((200, 405)),
        "work_set_asides": members((200, 405)),
        "work_set_aside": only(owner=(200, 200)),
        "work_take_back": only(owner=(405, "work")),
    },
    tasks=(Tasks("network.suggestions.tasks", queue="vectors"),),
    schedule=(
        ScheduledTask("make-vectors", "network.suggestions.tasks.make_vectors", 5.0, expires=10),
        ScheduledTask("forget-vectors", "network.suggestions.tasks.forget_unheld_texts", crontab(hour=4, minute=7)),
    ),
    consumers=(Consumer("vectors", "network.suggestions.vectors.project_members", queue="vectors"),),
)
