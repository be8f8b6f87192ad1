"""Pages and rules stay apart: no feature raises HTTP errors."""

import re
from pathlib import Path

import network

NETWORK = Path(network.__path__[0])


def test_no_feature_raises_http_errors() -> None:
    """They raise errors of the domain instead; a middleware turns `NotFoundError` into the 404 page."""
    modules = list(NETWORK.rglob("*.py"))
    assert modules
    named = re.compile(r"\bHttp404\b|\braise (PermissionDenied|SuspiciousOperation)\b")
    assert [str(module.relative_to(NETWORK)) for module in modules if named.search(module.read_text())] == []
