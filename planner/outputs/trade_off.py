"""The trade-off of two goals as a picture: points along its front, hollow where one is not proven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.outputs.environment import environment
from planner.outputs.text import one_line

WIDTH, HEIGHT = 640, 420
LEFT, RIGHT, TOP, BOTTOM = 80, 24, 24, 64
MOST_TICKS = 12


@dataclass(frozen=True)
class _Axis:
    """Values of one goal on a stretch of the picture, in its units."""

    values: tuple[float, ...]
    start: float
    end: float

    def place(self, value: float) -> float:
        """Where a value lies."""
        low, high = min(self.values), max(self.values)
        share = (value - low) / (high - low) if high > low else 0.5
        return round(self.start + (self.end - self.start) * share, 1)

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Values to write, with their places: all, or some of many."""
        values = sorted(set(self.values))
        step = -(-len(values) // MOST_TICKS)
        return [(self.place(value), f"{value:g}") for value in values[::step]]


def trade_off_picture(
    goals: tuple[str, str], units: tuple[str, str], points: Sequence[tuple[float, float, bool]]
) -> str:
    """An SVG picture; ``points`` are the figures of both goals, and whether the point is proven, along the front."""
    across = _Axis(tuple(point[0] for point in points) or (0.0,), LEFT + 20, WIDTH - RIGHT - 20)
    up = _Axis(tuple(point[1] for point in points) or (0.0,), HEIGHT - BOTTOM - 20, TOP + 20)
    placed = [
        (across.place(first), up.place(second), proven, f"{goals[0]} {first:g}, {goals[1]} {second:g}")
        for first, second, proven in points
    ]
    line = " ".join(f"{x},{y}" for x, y, _, _ in placed)
    return (
        environment()
        .get_template("trade-off.svg.jinja")
        .render(
            width=WIDTH,
            height=HEIGHT,
            frame=(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM),
            axes=(one_line(f"{goals[0]} ({units[0]})"), one_line(f"{goals[1]} ({units[1]})")),
            across=across.ticks,
            up=up.ticks,
            points=placed,
            line=line,
        )
    )
