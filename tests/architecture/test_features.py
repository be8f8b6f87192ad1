"""Each feature declares itself in its feature.py, and what it names is there."""

from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils.module_loading import import_string

from backr.celery import app
from network.platform.features import Feature, features

PROJECT = Path(settings.TEMPLATES[0]["DIRS"][0]).parent
NOT_FEATURES = {"network.management", "network.migrations", "network.models"}


def named() -> dict[str, Feature]:
    return dict(zip(settings.FEATURES, features(), strict=True))


def functions(feature: Feature) -> Iterator[str]:
    """Every function that the feature names by its dotted path."""
    yield from (task.task for task in feature.schedule)
    yield from (consumer.function for consumer in feature.consumers)
    if feature.demo:
        yield from filter(None, (feature.demo.write, feature.demo.keep_open))
    yield from (item.shown_to for item in feature.navigation if item.shown_to)
    for notice in feature.notices:
        yield from filter(None, (notice.context, notice.may_still_send))
    yield from (subject.unaccounted for subject in feature.subjects if subject.unaccounted)


def modules(feature: Feature) -> Iterator[str]:
    yield from feature.startup
    yield from (urls.module for urls in feature.urls)
    yield from (tasks.module for tasks in feature.tasks)


def test_every_package_of_network_is_a_feature() -> None:
    packages = {f"network.{path.parent.name}" for path in (PROJECT / "network").glob("*/__init__.py")}
    assert packages - NOT_FEATURES == set(settings.FEATURES)


@pytest.mark.parametrize("package", settings.FEATURES)
def test_what_a_feature_names_is_there(package: str) -> None:
    feature = named()[package]
    assert [path for path in functions(feature) if not callable(import_string(path))] == []
    assert [module for module in modules(feature) if find_spec(module) is None] == []
    for subject in feature.subjects:
        assert apps.get_model(subject.model)
    for item in feature.navigation:
        assert get_template(item.icon)
        assert reverse(item.url_name)
    for notice in feature.notices:
        assert [get_template(f"{notice.template}{ending}") for ending in (".subject.txt", ".txt", ".html")]


def test_no_name_is_declared_twice() -> None:
    names = Counter(
        name
        for feature in features()
        for kind, declared in (
            ("task", [task.name for task in feature.schedule]),
            ("consumer", [consumer.name for consumer in feature.consumers]),
            ("notice", [notice.kind for notice in feature.notices]),
            ("subject", [subject.kind for subject in feature.subjects]),
            ("order", [item.order for item in feature.navigation]),
        )
        for name in [f"{kind} {entry}" for entry in declared]
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_every_module_of_tasks_is_declared() -> None:
    declared = {module for feature in features() for module in modules(feature)}
    files = (PROJECT / "network").rglob("tasks.py")
    assert {".".join(path.relative_to(PROJECT).with_suffix("").parts) for path in files} - declared == set()


def test_the_settings_follow_from_what_is_declared() -> None:
    assert set(settings.OUTBOX_CONSUMERS) == {"graph", "imports", "mail", "vectors"}
    assert app.amqp.router.route({}, "network.imports.tasks.forget_old_imports")["queue"].name == "imports"
    assert settings.CELERY_BEAT_SCHEDULE["expire-introductions"]["options"] == {"expires": 60}
    assert "keep-demo-open" not in settings.CELERY_BEAT_SCHEDULE, "that is for the demo alone"


def test_the_settings_can_be_loaded_without_a_feature_importing_a_model() -> None:
    """`feature.py` is imported while the settings load, when there are no models yet."""
    for package in settings.FEATURES:
        source = Path(str(import_module(f"{package}.feature").__file__)).read_text(encoding="utf-8")
        imported = {line.split()[1] for line in source.splitlines() if line.startswith(("from ", "import "))}
        assert imported <= {
            "celery.schedules",
            "django.utils.translation",
            "network.platform.access",
            "network.platform.features",
        }, package
