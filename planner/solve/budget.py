"""Time, shared out by one object."""

from __future__ import annotations

from dataclasses import dataclass

from planner.problem.problem import SearchSettings
from planner.solve.solver import StopFlag


@dataclass(frozen=True)
class Budget:
    """Until when a part of a search may go on: ``ends`` is on the clock of ``flag``, which a user's stop ends too."""

    settings: SearchSettings
    flag: StopFlag
    ends: float

    @staticmethod
    def of(settings: SearchSettings, flag: StopFlag, seconds: float | None = None) -> Budget:
        """The time limit of the settings, or so many seconds, from now on."""
        return Budget(settings, flag, flag.clock(settings) + (settings.time_limit if seconds is None else seconds))

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return 0.0 if self.flag else max(0.0, self.ends - self.flag.clock(self.settings))

    @property
    def over(self) -> bool:
        """Whether nothing can be asked any more."""
        return self.left < LEAST

    def part(self, seconds: float) -> Budget:
        """So many of the seconds that are left, or all where there are fewer."""
        return Budget(self.settings, self.flag, min(self.ends, self.flag.clock(self.settings) + seconds))

    def share(self, share: float) -> Budget:
        """A share of what is left."""
        return self.part(share * self.left)


LEAST = 0.02
"""Seconds in which the solver answers nothing."""
