"""What happens during a term, one case each: the fewest changes, what differs, who is affected and how soon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from planner import api
from planner.findings import NoPlanExists
from planner.plans.plan import Plan, PlannedSession
from tests.courses import HEAD
from tests.repairs import plan_by_hand, repair_course

TEXT = (
    HEAD.replace("end: 2024-01-25", "end: 2024-01-22")
    + """
papers:
  must: [alpha, beta, gamma, delta]
  details:
    alpha: {title: Alpha, minutes: 30}
    beta: {title: Beta, minutes: 30}
    gamma: {title: Gamma, minutes: 30}
    delta: {title: Delta, minutes: 30}
    epsilon: {title: Epsilon, minutes: 30}
reading: {every_session: false, per_session: {papers: {max: 1}}}
events: [{id: talk, title: Talk, kind: guest, dates: [2024-01-15]}]
roles: [{id: presenter, per: paper, count: 1}, {id: scribe, per: session, count: {max: 1}}]
people: [{id: ada, name: Ada}, {id: bo, name: Bo}, {id: cy, name: Cy}]
duties: {per_person: {max: 3}}
goals: [vacancies]
"""
)
"""Sessions on Mondays 1, 8, 15, 22 and Thursdays 4, 11, 18 January; whatever is repaired has one best repair."""

AS_OF = date(2024, 1, 9)


def old() -> Plan:
    """The plan of the course before anything happens."""
    return plan_by_hand(
        TEXT,
        {1: "alpha", 4: "beta", 11: "gamma", 18: "delta"},
        events={15: "talk"},
        duties={
            1: "ada presenter alpha, bo scribe",
            4: "bo presenter beta, cy scribe",
            11: "cy presenter gamma, ada scribe",
            18: "ada presenter delta, bo scribe",
        },
    )


def unshown(sessions: Sequence[PlannedSession]) -> list[PlannedSession]:
    """Sessions without the digest of what calendars have shown of them, which comes with publishing."""
    return [session.model_copy(update={"shown": ""}) for session in sessions]


def repaired(*settings: str, as_of: date = AS_OF, notice: int = 0, weeks: int = 0) -> api.ReplanResult:
    """The plan repaired after these changes; the past as it was."""
    before = old()
    result = api.replan(repair_course(TEXT, before, as_of, *settings, notice=notice, weeks=weeks), before)
    assert result.proven
    past = [session for session in before.sessions if session.date < as_of]
    assert unshown(result.plan.sessions[: len(past)]) == unshown(past)
    return result


def said(result: api.ReplanResult) -> list[str]:
    """What differs, with whose duties it is about."""
    return [f"{', '.join(d.people)}: {d.text}" if d.people else d.text for d in result.differences]


GAMMA_TO_MONDAY = [
    '"Gamma" is read on Mon 22 Jan, not Thu 11 Jan',
    "ada: no longer scribe on Thu 11 Jan",
    'cy: presenter of "Gamma" on Mon 22 Jan, not Thu 11 Jan',
]


@pytest.mark.parametrize(
    ("settings", "changes", "differences", "affected"),
    [
        pytest.param((), 0, [], [], id="nothing"),
        pytest.param(
            ("term.no_class+={date: 2024-01-11, reason: Strike}",),
            1,
            ["Thu 11 Jan does not take place (Strike)", *GAMMA_TO_MONDAY],
            [("ada", 2), ("cy", 2)],
            id="a cancelled day",
        ),
        pytest.param(("events.talk.dates=[2024-01-22]",), 1, ["Talk is on Mon 22 Jan, not Mon 15 Jan"], [], id="guest"),
        pytest.param(
            ("events.talk.dates=[2024-01-11]",),
            3,
            ["Talk is on Thu 11 Jan, not Mon 15 Jan", *GAMMA_TO_MONDAY],
            [("ada", 2), ("cy", 2)],
            id="a guest who takes a date",
        ),
        pytest.param(
            ("people-=ada",),
            2,
            [
                "ada: no longer scribe on Thu 11 Jan",
                'cy: newly presenter of "Delta" on Thu 18 Jan',
                'ada: no longer presenter of "Delta" on Thu 18 Jan',
            ],
            [("ada", 2), ("cy", 9)],
            id="a student drops: a seat is refilled, a seat is vacant",
        ),
        pytest.param(("people+={id: di, name: Di}",), 0, [], [], id="a student joins"),
        pytest.param(
            ("people+={id: di, name: Di, roles: [presenter], unavailable: [2024-01-11], duties: {min: 1}}",),
            1,
            ['di: newly presenter of "Delta" on Thu 18 Jan', 'ada: no longer presenter of "Delta" on Thu 18 Jan'],
            [("ada", 9), ("di", 9)],
            id="a student joins who must hold a duty",
        ),
        pytest.param(
            ("papers.never+=gamma", "papers.must-=gamma"),
            2,
            [
                '"Gamma" is not read (Thu 11 Jan)',
                'cy: no longer presenter of "Gamma" on Thu 11 Jan',
                "ada: no longer scribe on Thu 11 Jan",
            ],
            [("ada", 2), ("cy", 2)],
            id="a paper is withdrawn",
        ),
        pytest.param(("papers.never+=alpha", "papers.must-=alpha"), 0, [], [], id="a past paper is withdrawn"),
        pytest.param(
            (
                "papers.never+=gamma",
                "papers.must=[epsilon]",
                "papers.details.epsilon.dates=[2024-01-11]",
                "people.ada.conflicts+=epsilon",
                "people.bo.conflicts+=epsilon",
            ),
            4,
            [
                '"Epsilon" is read on Thu 11 Jan',
                '"Gamma" is not read (Thu 11 Jan)',
                'cy: newly presenter of "Epsilon" on Thu 11 Jan',
                'cy: no longer presenter of "Gamma" on Thu 11 Jan',
                "ada: no longer scribe on Thu 11 Jan",
            ],
            [("ada", 2), ("cy", 2)],
            id="a paper is swapped",
        ),
        pytest.param(
            (
                'term.meetings=[{days: [Mon, Thu], start: "14:00", end: "15:00", location: Room 5}]',
                "term.end=2024-01-18",
            ),
            0,
            [
                "Thu 11 Jan 10:00–11:00 moves to Thu 11 Jan 14:00–15:00",
                "Thu 11 Jan meets in Room 5",
                'cy: presenter of "Gamma" on Thu 11 Jan 14:00–15:00, not Thu 11 Jan 10:00–11:00',
                "ada: scribe on Thu 11 Jan 14:00–15:00, not Thu 11 Jan 10:00–11:00",
                "Mon 15 Jan 10:00–11:00 moves to Mon 15 Jan 14:00–15:00",
                "Mon 15 Jan meets in Room 5",
                "Thu 18 Jan 10:00–11:00 moves to Thu 18 Jan 14:00–15:00",
                "Thu 18 Jan meets in Room 5",
                'ada: presenter of "Delta" on Thu 18 Jan 14:00–15:00, not Thu 18 Jan 10:00–11:00',
                "bo: scribe on Thu 18 Jan 14:00–15:00, not Thu 18 Jan 10:00–11:00",
                "Mon 22 Jan does not take place (No longer planned)",
            ],
            [("ada", 2), ("cy", 2), ("bo", 9)],
            id="a pattern changes its time",
        ),
        pytest.param(
            ("term.moves+={date: 2024-01-11, to: 2024-01-12}",),
            0,
            [
                "Thu 11 Jan 10:00–11:00 moves to Fri 12 Jan 10:00–11:00",
                'cy: presenter of "Gamma" on Fri 12 Jan, not Thu 11 Jan',
                "ada: scribe on Fri 12 Jan, not Thu 11 Jan",
            ],
            [("ada", 2), ("cy", 2)],
            id="a meeting moves",
        ),
        pytest.param(("term.moves+={date: 2024-01-08, to: 2024-01-12}",), 0, [], [], id="a past meeting moves nowhere"),
        pytest.param(
            ('term.extra+={date: 2024-01-12, start: "10:00", end: "11:00"}',),
            0,
            ["Fri 12 Jan 10:00–11:00 is a new meeting"],
            [],
            id="a make-up meeting",
        ),
        pytest.param(
            (
                "term.no_class+=[{date: 2024-01-11, reason: Strike}, {date: 2024-01-18, reason: Snow}]",
                'term.extra+={date: 2024-01-19, start: "10:00", end: "11:00"}',
                "papers.details.gamma.dates=[2024-01-22]",
            ),
            2,
            [
                "Thu 11 Jan does not take place (Strike)",
                *GAMMA_TO_MONDAY,
                "Thu 18 Jan does not take place (Snow)",
                '"Delta" is read on Fri 19 Jan, not Thu 18 Jan',
                "bo: no longer scribe on Thu 18 Jan",
                'ada: presenter of "Delta" on Fri 19 Jan, not Thu 18 Jan',
                "Fri 19 Jan 10:00–11:00 is a new meeting",
            ],
            [("ada", 2), ("cy", 2), ("bo", 9)],
            id="two closures in a row",
        ),
    ],
)
def test_cases(
    settings: tuple[str, ...], changes: int, differences: list[str], affected: list[tuple[str, int]]
) -> None:
    """The number of changes, the texts in order, and the people with the days of notice they get."""
    result = repaired(*settings)
    assert said(result) == differences
    assert result.changes == changes
    assert [(person.person, person.notice) for person in result.affected] == affected


def test_two_closures_without_room() -> None:
    """Where the papers find no session any more, no plan exists."""
    with pytest.raises(NoPlanExists):
        repaired("term.no_class+=[2024-01-11, 2024-01-18]")


def test_new_pattern() -> None:
    """Other weekdays are other meetings: what was on the lost ones is placed anew, each a change."""
    days = 'term.meetings=[{days: [Tue, Fri], start: "10:00", end: "11:00"}]'
    result = repaired(days, "events.talk.dates=[2024-01-12]")
    assert result.changes == 3
    past = [session.id for session in result.plan.sessions if session.date < AS_OF]
    assert past == ["2024-01-01", "2024-01-04", "2024-01-08"]
    assert [m.start.day for m in result.plan.cancelled] == [11, 15, 18, 22]
    held = {(d.person, d.paper) for session in result.plan.sessions for d in session.duties if d.role == "presenter"}
    assert {("cy", "gamma"), ("ada", "delta")} <= held


def test_notice() -> None:
    """A session within the days of notice changes only where it must, although that costs changes later; it is told."""
    result = repaired("people.cy.unavailable+=2024-01-11", notice=7)
    assert [d.text for d in result.short_notice] == [
        'newly presenter of "Gamma" on Thu 11 Jan',
        'no longer presenter of "Gamma" on Thu 11 Jan',
    ]
    assert all(d.day == date(2024, 1, 11) for d in result.short_notice)
    assert repaired("people.ada.unavailable+=2024-01-18", notice=7).short_notice == ()


def test_lost_day_within_the_notice() -> None:
    """What a day held that is closed at short notice is told too, though that day is no session any more."""
    result = repaired("term.no_class+={date: 2024-01-11, reason: Strike}", notice=5)
    assert [d.text for d in result.short_notice] == [d.text for d in result.differences]
    assert len(result.short_notice) == 4


def test_freeze_weeks() -> None:
    """Weeks that are frozen too stay as they were, also where they break a rule now."""
    result = repaired("people.cy.unavailable+=2024-01-11", weeks=1)
    assert (result.changes, result.differences) == (0, ())
    assert [(f.severity, f.message) for f in result.findings] == [
        ("history", "Cy is unavailable on 2024-01-11; is presenter there")
    ]
    assert result.plan.frozen_before == date(2024, 1, 16)


def test_buffer() -> None:
    """A spare session is used where a repair needs it, for one change and with a note; else it stays."""
    text = TEXT.replace("kind: guest, dates: [2024-01-15]", "kind: buffer, dates: [2024-01-15]")
    text = text.replace("end: 2024-01-22", "end: 2024-01-18")
    before = old().model_copy(update={"sessions": [s for s in old().sessions if s.id != "2024-01-22"]})
    strike = "term.no_class+={date: 2024-01-11, reason: Strike}"
    result = api.replan(repair_course(text, before, AS_OF, strike), before)
    assert result.changes == 2
    assert 'the spare session "Talk" is used' in [finding.message for finding in result.findings]
    kept = api.replan(repair_course(text, before, AS_OF), before)
    assert (kept.changes, kept.findings) == (0, ())


def test_after_the_term() -> None:
    """When everything is past, nothing changes, and all that was missed is history."""
    result = repaired("papers.must+=epsilon", "papers.total.max=2", as_of=date(2024, 2, 1))
    assert (result.changes, result.differences) == (0, ())
    assert {finding.severity for finding in result.findings} == {"history"}
    assert [(entry.paper, entry.because) for entry in result.plan.left_out] == [("epsilon", "every session is past")]


def test_a_minimum_that_the_past_missed() -> None:
    """What can still be made up for must be; where it cannot, there is no plan."""
    assert "ada" in [d.person for d in repaired("pins=[{person: ada, date: 2024-01-18}]").plan.sessions[5].duties]
    with pytest.raises(NoPlanExists):
        repaired("papers.details.alpha.tags=[x]", "papers.mix=[{tags: [x], min: 2}]")
