"""Steps of a walk through decisions, good and bad."""

from __future__ import annotations

from random import Random

from planner.problem.decision import Decision, Holding
from planner.problem.problem import Problem


def moved_once(problem: Problem, decision: Decision, random: Random) -> Decision:
    """The decision with a paper, an event or a person elsewhere."""
    required, optional = [list(p) for p in decision.required], [list(p) for p in decision.optional]
    events, duties = list(decision.events), [list(d) for d in decision.duties]
    sessions = range(len(problem.sessions))
    what = random.random()
    if what < (0.3 if problem.roles else 0.6) or (not problem.events and not problem.roles):
        paper = random.choice(list(problem.papers))
        for papers in (*required, *optional) if random.random() < 0.9 else ():
            if paper in papers:
                papers.remove(paper)
        held = [duty for session in duties for duty in session if duty.paper == paper]
        duties = [[duty for duty in session if duty.paper != paper] for session in duties]
        place = random.choice((None, *sessions))
        if place is not None:
            listed = problem.reading.optional_per_session is not None and random.random() < 0.3
            (optional if listed else required)[place].append(paper)
            duties[place] += [] if listed else held
    elif problem.events and (what < 0.4 or not problem.people):
        one, other = random.choice(sessions), random.choice(sessions)
        events[one], events[other] = events[other], events[one]
    elif problem.people and problem.roles:
        session = random.choice(sessions)
        if duties[session] and random.random() < 0.5:
            duties[session].remove(random.choice(duties[session]))
        role = random.choice(list(problem.roles.values()))
        paper_held = random.choice(required[session]) if role.per == "paper" and required[session] else None
        if role.per == "session" or paper_held is not None:
            duties[session].append(Holding(role.id, random.choice(list(problem.people)), paper_held))
    return Decision(tuple(map(tuple, required)), tuple(map(tuple, optional)), tuple(events), tuple(map(tuple, duties)))
