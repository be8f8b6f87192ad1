"""Haverby, an invented English coastal town, to try the service in and to measure it by. Nobody in it is real."""

from network.demo.story import cast

__all__ = ["cast"]
