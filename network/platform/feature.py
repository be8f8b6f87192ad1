from celery.schedules import crontab

from network.platform.access import members, only
from network.platform.features import Consumer, Feature, ScheduledTask, Tasks, Urls

FEATURE = Feature(
    urls=(
        Urls("network.platform.privacy.urls"),
        Urls("network.platform.drafts.urls"),
    ),
    access={
        "blocks": members((200, 405)),
        "block": only(owner=(200, "blocks")),
        "unblock": only(owner=(405, "blocks")),
        "drafts": members((200, 405)),
        "draft_drop": only(owner=(405, "drafts")),
    },
    tasks=(
        Tasks("network.platform.outbox.tasks"),
        Tasks("network.platform.graph.tasks"),
        Tasks("network.platform.ledger.tasks"),
        Tasks("network.platform.drafts.tasks"),
        Tasks("network.platform.privacy.tasks"),
    ),
    schedule=(
        ScheduledTask("sweep-outbox", "network.platform.outbox.tasks.sweep", 2.0, expires=10),
        ScheduledTask("check-graph", "network.platform.graph.tasks.check_and_mend", crontab(hour=3, minute=17)),
        ScheduledTask("daily-head", "network.platform.ledger.tasks.write_daily_head", crontab(minute=41)),
        ScheduledTask("forget-counters", "network.platform.privacy.tasks.forget_counters", crontab(minute=37)),
        ScheduledTask("forget-drafts", "network.platform.drafts.tasks.forget_old_drafts", crontab(hour=4, minute=31)),
    ),
    consumers=(
        Consumer("graph", "network.platform.graph.projector.project_members"),
        Consumer("mail", "network.platform.notices.post.project_notices", batch=10),
    ),
    startup=("network.platform.receivers",),
)
