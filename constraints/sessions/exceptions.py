"""``reading.exceptions``: sessions with limits of their own, in the place of those of every session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from constraints.sessions.topics import topics_read
from constraints.wording import broken, day, outside
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Problem, ReadingException
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class ReadingExceptions:
    """Numbers of papers, minutes and topics that hold in some sessions only; the common rules leave these out."""

    name = "exceptions"
    about = concerning("dates", "counts sessions")

    def what(self, entry: ReadingException, unit: str) -> str:
        """What is limited."""
        reason = f" ({entry.reason})" if entry.reason else ""
        return f"{unit} in each of these sessions with readings{reason}"

    def build(self, model: Model) -> None:
        """The limits on the sessions of each exception; minima only where there are readings."""
        problem, variables = model.problem, model.variables
        for entry in problem.reading.exceptions:
            papers = model.limits(entry.papers, self.what(entry, "required papers"))
            minutes = model.limits(entry.minutes, self.what(entry, "minutes of reading"))
            topics = entry.topics_per_session
            for session in sorted(entry.sessions - problem.frozen):
                readings = [variables.has_reading(session)]
                papers.apply(variables.papers_in(session), least_when=readings)
                minutes.apply(variables.load(session), least_when=readings)
                if topics is not None:
                    requirement = model.requirement(
                        topics.where, f"at most {topics.value} {self.what(entry, 'topics')}"
                    )
                    requirement.at_most(topics_read(model, session), topics.value)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Sessions beyond their own limits."""
        problem = outcome.problem
        for entry in problem.reading.exceptions:
            for session in sorted(entry.sessions & set(outcome.reading_sessions)):
                id_ = day(problem, session)
                count, load = len(outcome.required[session]), outcome.loads[session]
                papers, minutes = self.what(entry, "required papers"), self.what(entry, "minutes of reading")
                yield from outside(self.name, entry.papers, count, papers, id_, here=id_)
                yield from outside(self.name, entry.minutes, load, minutes, id_, here=id_)
                topics, number = entry.topics_per_session, len(outcome.counted_topics(session))
                if topics is not None and number > topics.value:
                    sentence = f"at most {topics.value} {self.what(entry, 'topics')}"
                    detail = f"{id_} has {', '.join(outcome.counted_topics(session))}"
                    yield broken(self.name, topics.where, sentence, detail, id_)

    def allows(self, problem: Problem, session: int, papers: Sequence[str]) -> bool:
        """Number, load and topics are within the session's own limits."""
        entry = problem.reading.exception_on(session)
        if entry is None:
            return True
        load = sum(problem.papers[paper].minutes for paper in papers)
        for limits, value in ((entry.papers, len(papers)), (entry.minutes, load)):
            if (limits.max and value > limits.max.value) or (limits.min and value < limits.min.value):
                return False
        topics = {problem.papers[paper].topic for paper in papers} if problem.topics else set()
        return entry.topics_per_session is None or len(topics) <= entry.topics_per_session.value
