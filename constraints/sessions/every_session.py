"""``reading.every_session``: each session without a blocking event has readings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome

if TYPE_CHECKING:
    from planner.model.model import Model

SENTENCE = "each session without a blocking event has readings"


class EverySession:
    """No session stays empty unless an event blocks it."""

    name = "every-session"

    def build(self, model: Model) -> None:
        """Readings or a block in each session."""
        where = model.problem.reading.every_session
        if where is None:
            return
        requirement = model.requirement(where, SENTENCE)
        reading = model.problem.reading
        lifted = [session for session in model.variables.indices if not reading.wants_readings(session)]
        for session in model.problem.coming:
            if session not in lifted:
                requirement.add(model.variables.has_reading(session) + model.variables.blocked(session) >= 1)
        if model.mode == "explain" and not model.problem.frozen and not lifted:
            # The sum follows, and makes counting short.
            days = model.variables.reading_days() + model.variables.blocked_days()
            requirement.follows(days >= len(model.variables.indices))

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Sessions that are empty."""
        where = outcome.problem.reading.every_session
        if where is None:
            return
        for session, papers in enumerate(outcome.required):
            if not papers and not outcome.blocked(session) and outcome.problem.reading.wants_readings(session):
                id_ = day(outcome.problem, session)
                yield broken(self.name, where, SENTENCE, f"{id_} has none", id_)
