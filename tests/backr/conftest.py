"""A deployment, prepared once for all that runs it."""

from tests.backr.deployment import deployment, prepared

__all__ = ["deployment", "prepared"]
