"""What the ledger and the notices are about: rows of the features, each named by its kind and its id, as "kind:12"."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model

from network.platform.features import subjects


def subject_name(row: Model) -> str:
    """Return the name of a row. Raises `ValueError` if no feature declares its model as a subject."""
    for subject in subjects().values():
        if subject.model == row._meta.label:
            return f"{subject.kind}:{row.pk}"
    raise ValueError(f"No feature declares {row._meta.label} as a subject.")


def load_subjects(names: Iterable[str]) -> dict[str, Any]:
    """Return the rows of these names, without those that are gone. One query a kind."""
    ids: defaultdict[str, set[int]] = defaultdict(set)
    for name in names:
        kind, _colon, pk = name.partition(":")
        ids[kind].add(int(pk))
    loaded: dict[str, Any] = {}
    for kind, wanted in ids.items():
        subject = subjects()[kind]
        rows = apps.get_model(subject.model)._base_manager.select_related(*subject.related).in_bulk(wanted)
        loaded |= {f"{kind}:{pk}": row for pk, row in rows.items()}
    return loaded
