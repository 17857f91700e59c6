"""``reading.every_session``: each session without a blocking event has readings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.solve.undated.blocks import BlockModel

SENTENCE = "each session without a blocking event has readings"


class EverySession:
    """No session stays empty unless an event blocks it."""

    name = "every-session"
    about = concerning("dates", "counts sessions")

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

    def strengthen(self, model: Model) -> None:
        """In an explanation, all sessions in one sum."""
        where, reading = model.problem.reading.every_session, model.problem.reading
        everywhere = all(reading.wants_readings(session) for session in model.variables.indices)
        if where is not None and everywhere and model.mode == "explain" and not model.problem.frozen:
            days = model.variables.reading_days() + model.variables.blocked_days()
            model.requirement(where, SENTENCE).follows(days >= len(model.variables.indices))

    def build_undated(self, blocks: BlockModel) -> None:
        """As many sessions have readings as no event blocks."""
        reading = blocks.problem.reading
        everywhere = all(reading.wants_readings(session) for session in range(len(blocks.problem.sessions)))
        if reading.every_session is not None and everywhere:
            blocks.cp.add(blocks.all_sessions == blocks.most_open)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Sessions that are empty."""
        where = outcome.problem.reading.every_session
        if where is None:
            return
        for session, papers in enumerate(outcome.required):
            if not papers and not outcome.blocked(session) and outcome.problem.reading.wants_readings(session):
                id_ = day(outcome.problem, session)
                yield broken(self.name, where, SENTENCE, f"{id_} has none", id_)
