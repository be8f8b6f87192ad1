from celery.schedules import crontab

from network.platform.features import Feature, ScheduledTask, Tasks

FEATURE = Feature(
    tasks=(Tasks("network.demo.tasks"),),
    schedule=(ScheduledTask("keep-demo-open", "network.demo.tasks.keep_open", crontab(minute=37), demo_only=True),),
)
