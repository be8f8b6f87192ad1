from network.platform.access import members, only
from network.platform.features import Consumer, Feature, ScheduledTask, Tasks, Urls

FEATURE = Feature(
    urls=(Urls("network.imports.urls", prefix="people/import/"),),
    access={
        "import_start": members((200, 200)),
        "import_look": only(owner=(200, 405)),
        "import_columns": only(owner=(200, 200)),
        "import_choose": members((405, "import_look"), owner=(405, "import_look")),
        "import_leave": only(owner=(405, "import_start")),
        "import_again": only(owner=(405, "import_look")),
        "import_undo": only(owner=(200, "import_look")),
    },
    tasks=(Tasks("network.imports.tasks", queue="imports"),),
    schedule=(ScheduledTask("forget-imports", "network.imports.tasks.forget_old_imports", 600.0, expires=600),),
    consumers=(
        Consumer(
            "imports", "network.imports.worker.project_imports", queue="imports", batch=1, renews=True, attempts=5
        ),
    ),
)
