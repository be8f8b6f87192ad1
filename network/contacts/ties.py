"""How strong a tie is, as a number for the graph."""

from network.models import Closeness

STRENGTH: dict[int, float] = {
    Closeness.HARDLY: 0.25,
    Closeness.A_LITTLE: 0.5,
    Closeness.WELL: 0.75,
    Closeness.VERY_WELL: 1.0,
}
"""Strength by closeness, above 0 and at most 1; even steps, because four words carry no more than an order."""
