"""The numbers of the pages on either side of the one that is shown."""

from typing import Any

from django import template
from django.core.paginator import Page

register = template.Library()


@register.filter
def page_numbers(page: "Page[Any]") -> list[int | None]:
    """Return the first page, the last, and those around this one; None stands for the pages between."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]
