"""What names a Person goes along when contacts become another Person."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from django.db.models import BigIntegerField, Case, Exists, ForeignKey, Model, OuterRef, Subquery, Value, When
from django.db.models.query import QuerySet

from network.models import Contact, Introduction, Member, Person
from network.platform.chunks import in_chunks

Rows = TypeVar("Rows", bound=Model)

WHO_THEY_ARE = ((Contact, "person"), (Member, "person"))
"""The foreign keys that make a Person somebody. Every other one follows them; a test holds the list."""


def naming_a_person() -> list[tuple[type[Model], str]]:
    """Return every foreign key to Person: its model, and the field's name."""
    relations = Person._meta.get_fields(include_hidden=True)
    fields = [relation.field for relation in relations if hasattr(relation, "field") and relation.auto_created]
    return [(field.model, field.name) for field in fields if isinstance(field, ForeignKey)]


def follow(people: Mapping[int, int], held: Mapping[int, int]) -> None:
    """Repoint what names a Person, now that contacts (by id) of the Persons `held` belong to `people`.

    The target of an introduction follows its contact. A row that names a Person and no contact follows when that Person
    names nobody any more and all its contacts moved to one other; when they were split among several, it stays.

    The number of statements is the same when nothing has changed, so that the time taken tells nothing.
    """
    for some in in_chunks(sorted(people)):
        now = Contact.objects.filter(pk=OuterRef("contact_id")).values("person_id")
        Introduction.objects.filter(contact__in=some).update(target=Subquery(now))
    became: dict[int, set[int]] = {}
    for pk, person in people.items():
        became.setdefault(held[pk], set()).add(person)
    clear = {old: min(new) for old, new in became.items() if new != {old} and len(new) == 1}
    for some in in_chunks(sorted(clear or {0})):
        for model, column in naming_a_person():
            if (model, column) not in WHO_THEY_ARE:
                _follow_without_contact(model, column, {old: clear.get(old, old) for old in some})


def nobody(person_ids: Collection[int]) -> "QuerySet[Person]":
    """Return those of the given Persons whom nothing names."""
    return _unnamed(Person.objects.filter(pk__in=person_ids), "pk", naming_a_person())


def _follow_without_contact(model: type[Model], field: str, became: Mapping[int, int]) -> None:
    rows = _unnamed(model._base_manager.filter(**{f"{field}__in": list(became)}), field, WHO_THEY_ARE)
    whens = [When(**{field: old}, then=Value(new)) for old, new in became.items()]
    rows.update(**{field: Case(*whens, output_field=BigIntegerField())})


def _unnamed(rows: QuerySet[Rows], field: str, by: Collection[tuple[type[Model], str]]) -> QuerySet[Rows]:
    """Leave out those of `rows` whose Person, in `field`, is named by one of the foreign keys `by`."""
    for model, name in by:
        rows = rows.exclude(Exists(model._base_manager.filter(**{name: OuterRef(field)})))
    return rows
