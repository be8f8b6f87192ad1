"""Columns that are worked out from the others of their row each time it is written, as `auto_now` is.

Writing by `save(update_fields=…)` or `bulk_create(update_fields=…)` has to name them beside what they are made of.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    AnyField = models.Field[Any, Any]
    AnyText = models.TextField[Any, Any]
    AnyBytes = models.BinaryField[Any, Any]
else:
    AnyField, AnyText, AnyBytes = models.Field, models.TextField, models.BinaryField


class _Derived(AnyField):
    """In migrations the column is a plain one: how it is made is no part of the table."""

    plain = ""

    def __init__(self, *args: Any, derive: Callable[[Any], Any] | None = None, **kwargs: Any) -> None:
        self.derive = derive
        super().__init__(*args, **({"editable": False} | kwargs))

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, f"django.db.models.{self.plain}", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if self.derive is not None:
            setattr(model_instance, self.attname, self.derive(model_instance))
        return super().pre_save(model_instance, add)


class DerivedText(_Derived, AnyText):
    plain = "TextField"


class DerivedBytes(_Derived, AnyBytes):
    plain = "BinaryField"
