"""Walks what the project declares: addresses, tasks, forms."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

import backr
import matching
import network

PACKAGES = (backr, network, matching)


class Address(NamedTuple):
    name: str
    route: str
    view: Callable[..., Any]


def every_address() -> list[Address]:
    """All URL patterns, in order, with their whole route."""

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Address]:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            else:
                yield Address(pattern.name or "", route, pattern.callback)

    return list(walk(get_resolver().url_patterns, ""))


def every_module() -> list[ModuleType]:
    """Every module of ours, imported."""
    modules = []
    for package in PACKAGES:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".settings." in module.name:
                continue
            modules.append(importlib.import_module(module.name))
    return modules
