"""Repairs against an enumerator, on tiny courses at random: a plan, a day of the term, and changes of the file.

The enumerator knows the rules by ``check()`` and ``judge`` alone, the goals by ``score()``. Half of the plans are
edited by hand before they are repaired, so that their past breaks rules.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest

from planner import api
from planner.findings import InputError, NoPlanExists
from planner.measure import rank
from planner.plans.assemble import assemble
from planner.plans.outcome import Outcome
from planner.plans.plan import Plan, PlannedSession
from planner.plans.reading import decision_of
from planner.problem.decision import Decision
from tests.courses import empty_decision, make_course
from tests.model.at_random import DAYS, draw
from tests.model.enumerate_all import TooMany
from tests.model.enumerate_repairs import repairs
from tests.model.moving import moved_once
from tests.repairs import STAMP, repair_course

MOST = 2500
CASES = [(seed, staffed, edited) for edited in (False, True) for staffed in (False, True) for seed in range(22)]
IDS = [f"{'staffed' if staffed else 'plain'}{'-edited' * edited}-{seed}" for seed, staffed, edited in CASES]


@dataclass(frozen=True)
class Repaired:
    """A course text, the plan to repair, the day, what has changed since, and all that a repair may be."""

    text: str
    plan: Plan
    as_of: date
    settings: tuple[str, ...]
    notice: int
    decisions: tuple[Decision, ...]

    def course(self, plan: Plan) -> api.Course:
        """The course as it is now, with a plan to repair."""
        return repair_course(self.text, plan, self.as_of, *self.settings, notice=self.notice)


@cache
def repaired(seed: int, staffed: bool, edited: bool) -> Repaired:
    """A repair of this seed that is valid and small enough."""
    random = Random(4 * seed + 2 * staffed + edited)
    for attempt in range(200):
        text = draw(7000 * seed + attempt, staffed).text
        try:
            plan = _planned(text, edited, random)
            as_of = date.fromisoformat(DAYS[0]) + timedelta(random.choice((0, 1, 2, 4, 5, 8, 9, 20)))
            settings, notice = _settings(random, json.loads(text)), random.choice((0, 0, 3, 7))
            course = repair_course(text, plan, as_of, *settings, notice=notice)
            decisions = tuple(repairs(course.problem, MOST))
        except (InputError, NoPlanExists, TooMany):
            continue
        return Repaired(text, plan, as_of, settings, notice, decisions)
    raise AssertionError("no repair of this seed will do")


def _planned(text: str, edited: bool, random: Random) -> Plan:
    """A plan of the course; an edited one has papers, events and people elsewhere."""
    course = make_course(text)
    try:
        plan = api.plan(course).plan
    except NoPlanExists:
        if not edited:
            raise
        plan = assemble(course.problem, empty_decision(course.problem), STAMP)
    if not edited:
        return plan
    decision, _ = decision_of(plan, course.problem)
    for _ in range(random.choice((2, 4, 6))):
        decision = moved_once(course.problem, decision, random)
    return assemble(course.problem, decision, STAMP)


def _settings(random: Random, file: dict[str, Any]) -> tuple[str, ...]:
    """Some changes of the kinds that happen during a term; none in one of ten."""
    if random.random() < 0.1:
        return ()
    paper, day = random.choice(sorted(file["papers"]["details"])), random.choice(DAYS)
    found = [
        f"papers.never+={paper}",
        f"papers.must+={paper}",
        f"papers.total.max={random.choice((1, 2, 3))}",
        f"papers.details.{paper}.dates=[{day}]",
        f"papers.details.{paper}.minutes={random.choice((20, 90))}",
        f"papers.details.q={{title: Q, minutes: 30, topics: [{random.choice('tu')}]}}",
        f"term.no_class+={day}",
        f"term.moves+={{date: {day}, to: {random.choice(('2024-01-05', '2024-01-09', '2024-01-10'))}}}",
        "term.extra+={date: 2024-01-10, start: '10:00', end: '11:00'}",
        "term.meetings=[{days: [Mon, Thu], start: '12:00', end: '13:00'}]",
        "term.meetings=[{days: [Tue, Thu], start: '10:00', end: '11:00'}]",
        f"reading.per_session.papers.max={random.choice((1, 2))}",
        f"reading.per_week.minutes.max={random.choice((60, 90))}",
        "topics.t.contiguous=true",
        "topics.t.papers.max=1",
        f"topics.u.to={day}",
    ]
    for event in file.get("events", ()):
        found += [f"events.{event['id']}.dates=[{day}]", f"events.{event['id']}.kind=buffer"] * 2
    if "people" in file:
        found += _staff_settings(random, file, paper, day) * 2
    return tuple(random.sample(found, random.choice((1, 1, 2, 2, 3))))


def _staff_settings(random: Random, file: dict[str, Any], paper: str, day: str) -> list[str]:
    person, role = random.choice(file["people"])["id"], random.choice(file["roles"])["id"]
    return [
        "people+={id: new}",
        f"people-={person}",
        f"people.{person}.unavailable+={day}",
        f"people.{person}.until={day}",
        f"people.{person}.from={day}",
        f"people.{person}.conflicts+={paper}",
        f"roles-={role}",
        f"roles.{role}.count={random.choice((0, 1))}",
        "duties.per_person.max=1",
        "duties.different_roles=2",
        "duties.gap=3",
    ]


def unshown(sessions: Iterable[PlannedSession]) -> list[PlannedSession]:
    """Sessions without what publishing adds: the digest and stamp of what calendars have shown of them."""
    return [session.model_copy(update={"shown": "", "sequence": 0, "changed": None}) for session in sessions]


@pytest.mark.parametrize(("seed", "staffed", "edited"), CASES, ids=IDS)
def test_repair_agrees_with_enumeration(seed: int, staffed: bool, edited: bool) -> None:
    """There is a repair exactly if some decision breaks nothing but history, and it is one of the best of them: the
    fewest changes at short notice, then the fewest at all, then the goals. The past is as it was."""
    case = repaired(seed, staffed, edited)
    course = case.course(case.plan)
    if not case.decisions:
        with pytest.raises(NoPlanExists):
            api.replan(course, case.plan)
        return
    result = api.replan(course, case.plan)
    decision, strangers = decision_of(result.plan, course.problem)
    assert not strangers
    best = min(rank(course.steps, Outcome(course.problem, decision)) for decision in case.decisions)
    assert rank(course.steps, Outcome(course.problem, decision)) == best
    lost = {meeting.uid for meeting in result.plan.cancelled}
    past = [session for session in case.plan.sessions if session.date < case.as_of and session.uid not in lost]
    assert unshown(s for s in result.plan.sessions if s.date < case.as_of) == unshown(past)
    uids = Counter(session.uid for session in result.plan.sessions)
    assert max(uids.values()) == 1
    again = api.replan(case.course(result.plan), result.plan)
    assert (again.changes, again.differences, again.affected) == (0, (), ())
    assert unshown(again.plan.sessions) == unshown(result.plan.sessions)
    assert again.plan.cancelled == result.plan.cancelled


def test_repairs_are_varied() -> None:
    """Some repairs are impossible, many need changes, and many pasts break rules."""
    cases = [repaired(*case) for case in CASES]
    assert 3 <= sum(not case.decisions for case in cases) <= 30
    assert sum(case.notice > 0 for case in cases) >= 20
    frozen = [len([s for s in case.plan.sessions if s.date < case.as_of]) for case in cases]
    assert sum(count > 0 for count in frozen) >= 40
