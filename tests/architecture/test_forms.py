"""Every field of every form has a label that a person can read."""

import inspect

import pytest
from django import forms

from tests.architecture.walking import every_module

OURS = ("backr.", "network.", "matching.")


def our_forms() -> list[type[forms.BaseForm]]:
    ours = set()
    for module in every_module():
        for _, thing in inspect.getmembers(module, inspect.isclass):
            if issubclass(thing, forms.BaseForm) and thing.__module__.startswith(OURS):
                ours.add(thing)
    return sorted(ours, key=lambda form: (form.__module__, form.__qualname__))


def test_there_are_forms() -> None:
    assert our_forms()


@pytest.mark.parametrize("form", our_forms(), ids=lambda form: form.__qualname__)
def test_every_field_has_a_label(form: type[forms.BaseForm]) -> None:
    theirs = {
        name
        for parent in form.__mro__[1:]
        if not parent.__module__.startswith(OURS)
        for name in getattr(parent, "base_fields", {})
    }
    fields = {name: field for name, field in getattr(form, "base_fields", {}).items() if name not in theirs}
    unlabelled = [
        name for name, field in fields.items() if not field.widget.is_hidden and not str(field.label or "").strip()
    ]
    assert unlabelled == []
