"""A reliability diagram as SVG: what was promised against what came true."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from matching.evaluation.calibrating import Bin

SIDE, EDGE = 360, 56
"""Units of the drawing: a square of SIDE with EDGE around it."""
_COLOURS = ("#8a3b12", "#1f5f5b")
"""Both stand out by 4.5 to 1 from the paper (#fffaf2)."""


def drawn(curves: Mapping[str, Sequence[Bin]], title: str) -> str:
    """Return the diagram of each curve's bins; the dashed line is where promise and truth are one."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE + 2 * EDGE} {SIDE + 2 * EDGE}" role="img" '
        f'font-family="sans-serif" font-size="14" fill="#2b2420"><title>{escape(title)}</title>',
        f'<rect width="100%" height="100%" fill="#fffaf2"/><rect x="{EDGE}" y="{EDGE}" width="{SIDE}" '
        f'height="{SIDE}" fill="none" stroke="#2b2420"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#6b625c" stroke-dasharray="6 5"/>',
        *(_tick(tenth / 10) for tenth in range(0, 11, 2)),
        f'<text x="{_x(0.5)}" y="{SIDE + 2 * EDGE - 12}" text-anchor="middle">promised</text>',
        f'<text transform="translate(16 {_y(0.5)}) rotate(-90)" text-anchor="middle">came true</text>',
    ]
    for number, (name, bins) in enumerate(curves.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        path = "L".join(f"{_x(one.promised)} {_y(one.true)}" for one in bins)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{_x(one.promised)}" cy="{_y(one.true)}" r="5" fill="{colour}"><title>{escape(name)}: '
            f"promised {one.promised:.2f}, true {one.true:.2f}, of {one.count}</title></circle>"
            for one in bins
        ]
        parts.append(f'<text x="{_x(0.04)}" y="{EDGE + 22 + 20 * number}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _tick(at: float) -> str:
    return (
        f'<text x="{_x(at)}" y="{EDGE + SIDE + 20}" text-anchor="middle">{at:.1f}</text>'
        f'<text x="{EDGE - 8}" y="{_y(at) + 5}" text-anchor="end">{at:.1f}</text>'
    )


def _x(value: float) -> float:
    return round(EDGE + SIDE * value, 1)


def _y(value: float) -> float:
    return round(EDGE + SIDE * (1 - value), 1)
