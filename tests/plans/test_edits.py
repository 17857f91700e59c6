"""Edits by hand: each function, its inverse, and the verdict of the checker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constraints.registry import GOALS, RULES
from planner import api
from planner.api import editing
from planner.findings import InputError
from planner.plans.edits.edit import Edit, applied, between, inverse
from planner.plans.edits.functions import Seat, places_of, seats_of
from planner.plans.judging import judge
from planner.plans.outcome import Outcome
from planner.plans.reading import canonical
from planner.plans.scoring import figures
from planner.problem.decision import Decision, Holding
from planner.problem.problem import Problem
from tests.courses import make_course
from tests.rules.hand import course, decide

TEXT = course(
    """\
    events:
      - {id: talk, title: Guest talk, kind: guest, from: 2024-01-04, to: 2024-01-25, sessions: 1}
      - {id: demo, title: Demo, from: 2024-01-11, to: 2024-01-25, readings: true}
    papers:
      details:
        a: {title: Alpha, minutes: 30, topics: [one], priority: 5}
        b: {title: Beta, minutes: 60, topics: [one]}
        c: {title: Gamma, minutes: 40, topics: [two], after: [a]}
        d: {title: Delta, minutes: 50, topics: [two]}
        e: {title: Épsilon, minutes: 50, topics: [two]}
    topics: [{id: one, title: First things, papers: {goal: 2}}, {id: two}]
    reading:
      {per_session: {papers: {max: 2}, minutes: {goal: 60}}, optional_per_session: {max: 2}, every_session: false}
    people: [{id: ada, name: Ada L., prefers: {papers: [c]}}, {id: bo, unavailable: [2024-01-11]}, {id: cy}]
    roles: [{id: presenter, per: paper}, {id: scribe, per: session, count: {max: 1}},
            {id: host, per: session, count: {max: 2}, on: {events: [talk, demo]}}]
    duties: {gap: 2}
    """
)
COURSE = make_course(TEXT)
PROBLEM = COURSE.problem
BASE = canonical(
    decide(
        PROBLEM,
        {1: "a", 4: "b", 11: "c d"},
        {11: "e"},
        {8: "talk", 11: "demo"},
        {
            1: "ada presenter a",
            4: "bo presenter b, cy scribe",
            8: "ada host",
            11: "ada presenter c, cy presenter d, bo host",
        },
    ),
    PROBLEM,
)


def day(number: int) -> int:
    """The index of a session in January 2024."""
    (index,) = (s.index for s in PROBLEM.sessions if s.id == f"2024-01-{number:02}")
    return index


def after(*edits: Edit, decision: Decision = BASE) -> Decision:
    """The decision after edits."""
    return applied(edits, decision, PROBLEM)


def test_a_paper_moves_with_its_duties() -> None:
    """The presenter goes with the paper, the scribe stays."""
    new = editing.move_paper(COURSE, BASE, "beta", "2024-01-15").decision
    assert new.required[day(4)] == ()
    assert new.required[day(15)] == ("b",)
    assert new.duties[day(4)] == (Holding("scribe", "cy"),)
    assert new.duties[day(15)] == (Holding("presenter", "bo", "b"),)


def test_a_paper_that_is_only_listed_has_no_seats() -> None:
    """Its presenter is free."""
    new = editing.move_paper(COURSE, BASE, "c", "2024-01-11", optional=True).decision
    assert (new.required[day(11)], new.optional[day(11)]) == (("d",), ("c", "e"))
    assert not [seat for seat in seats_of(new) if seat.paper == "c"]


def test_swapped_papers_keep_their_people() -> None:
    """Each presenter goes with the paper; a listed paper that becomes required has nobody yet."""
    new = editing.swap_papers(COURSE, BASE, "a", "d").decision
    assert (new.required[day(1)], new.required[day(11)]) == (("d",), ("a", "c"))
    assert Holding("presenter", "cy", "d") in new.duties[day(1)]
    listed = editing.swap_papers(COURSE, BASE, "a", "e").decision
    assert (listed.required[day(1)], listed.optional[day(11)]) == (("e",), ("a",))
    assert not [seat for seat in seats_of(listed) if seat.paper in ("a", "e")]


def test_an_unread_paper_takes_the_place_and_the_people() -> None:
    """Whoever had the other paper has this one."""
    without = editing.remove(COURSE, BASE, "e").decision
    new = editing.swap_papers(COURSE, without, "e", "a").decision
    assert new.required[day(1)] == ("e",)
    assert new.duties[day(1)] == (Holding("presenter", "ada", "e"),)


def test_sessions_are_swapped_whole() -> None:
    """Events, readings and everybody on duty."""
    new = editing.swap_sessions(COURSE, BASE, "2024-01-08", "2024-01-11").decision
    assert (new.events[day(8)], new.events[day(11)]) == ("demo", "talk")
    assert new.duties[day(11)] == (Holding("host", "ada"),)
    assert new.required[day(8)] == ("c", "d")


def test_a_topic_moves_as_a_block() -> None:
    """What stood there makes room; the talk, which blocks its session, stays."""
    new = editing.move_topic(COURSE, BASE, "First things", "2024-01-11").decision
    assert [new.required[day(n)] for n in (1, 4, 8, 11, 15, 18)] == [("c", "d"), (), (), ("a",), ("b",), ()]
    assert new.events == BASE.events
    assert editing.move_topic(COURSE, BASE, "two", "2024-01-25").decision.required[day(25)] == ("c", "d")


def test_an_event_moves_with_its_own_roles() -> None:
    """Its hosts go with it, and change places with those of the event that stands there."""
    new = editing.move_event(COURSE, BASE, "talk", "2024-01-18").decision
    assert (new.events[day(8)], new.events[day(18)], new.duties[day(18)]) == (None, "talk", (Holding("host", "ada"),))
    swapped = editing.move_event(COURSE, BASE, "talk", "2024-01-11").decision
    assert (swapped.events[day(8)], swapped.events[day(11)]) == ("demo", "talk")
    assert swapped.duties[day(8)] == (Holding("host", "bo"),)


def test_people_change_seats() -> None:
    """A seat of a role per paper needs no paper where one is read."""
    one, other = ("2024-01-01", "presenter", "ada"), ("2024-01-04", "scribe", "cy")
    new = editing.swap_people(COURSE, BASE, one, other).decision
    assert new.duties[day(1)] == (Holding("presenter", "cy", "a"),)
    assert Holding("scribe", "ada") in new.duties[day(4)]


def test_seats_are_filled_and_emptied() -> None:
    """And both can be taken back."""
    new = editing.assign(COURSE, BASE, "2024-01-01", "scribe", "bo")
    assert Holding("scribe", "bo") in new.decision.duties[day(1)]
    (vacancies,) = (goal for goal in new.verdict.goals if goal.goal == "vacancies")
    assert vacancies.change == "better"
    assert editing.unassign(COURSE, new.decision, "2024-01-01", "scribe", "bo").decision == BASE


def test_an_event_is_added_and_removed() -> None:
    """In a session that has none."""
    new = editing.remove(COURSE, BASE, "talk")
    assert [finding.code for finding in new.verdict.breaks] == ["event-dates", "seats"]
    assert editing.add(COURSE, new.decision, "Guest talk", "2024-01-08").decision == BASE


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (Edit("move_paper", paper="z", session="2024-01-01"), '"z" does not stand in the plan: add it'),
        (Edit("move_paper", paper="a", session="2024-01-02"), "there is no session on 2024-01-02"),
        (Edit("add", paper="a", session="2024-01-01"), '"a" stands in the plan already: move it'),
        (Edit("remove", paper="a", session="2024-01-04"), '"a" does not stand in that session'),
        (Edit("swap_papers", paper="a", other="a"), '"a" and "a" cannot be swapped: they are one'),
        (Edit("swap_papers", paper="x", other="y"), '"x" and "y" cannot be swapped: none is read'),
        (Edit("move_topic", topic="three", session="2024-01-01"), 'no session that can move reads topic "three"'),
        (Edit("move_event", event="nothing", session="2024-01-01"), 'event "nothing" stands in no session'),
        (
            Edit("move_event", event="talk", session="2024-01-01", at="2024-01-04"),
            'event "talk" is not in that session',
        ),
        (Edit("add", event="talk", session="2024-01-11"), 'event "demo" stands there already: move it'),
        (Edit("remove", event="talk", session="2024-01-11"), 'event "talk" is not in that session'),
        (Edit("assign", session="2024-01-04", role="scribe", person="cy"), "cy holds this seat already"),
        (Edit("unassign", session="2024-01-04", role="scribe", person="bo"), "bo does not hold this seat"),
        (Edit("swap_people"), "swap_people lacks what it is about"),
    ],
)
def test_what_cannot_be_done_is_said(edit: Edit, said: str) -> None:
    """An edit that finds nothing to change is an error for a person."""
    with pytest.raises(InputError, match=f"^{said}$".replace("(", r"\(")):
        after(edit)


@pytest.mark.parametrize(
    ("paper", "session", "said"),
    [
        ("alpah", "2024-01-04", 'there is no paper "alpah"; did you mean "Alpha"?'),
        ("a", "2024-01-05", 'there is no session on "2024-01-05"; did you mean "2024-01-15"?'),
    ],
)
def test_names_that_mean_nothing(paper: str, session: str, said: str) -> None:
    """With what is near."""
    with pytest.raises(InputError) as problem:
        editing.move_paper(COURSE, BASE, paper, session)
    assert str(problem.value).split("; did")[0] == said.split("; did")[0]


def test_names_are_folded() -> None:
    """Case and accents do not matter."""
    assert editing.move_paper(COURSE, BASE, "EPSILON", "2024-01-11").texts == ('"Épsilon" to Thu 11 Jan',)
    assert editing.add(COURSE, BASE, "talk", "2024-01-15").decision.events[day(15)] == "talk"


def test_the_past_stays() -> None:
    """No edit touches a frozen session."""
    frozen = replace(PROBLEM, earlier=_Past(BASE, frozenset({day(1)})))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="the session on 2024-01-01 is past, and stays"):
        applied([Edit("move_paper", paper="a", session="2024-01-15")], BASE, frozen)
    assert applied([Edit("move_paper", paper="b", session="2024-01-15")], BASE, frozen) != BASE


class _Past:
    """As much of an earlier plan as edits look at."""

    def __init__(self, decision: Decision, frozen: frozenset[int]) -> None:
        self.decision, self.frozen = decision, frozen


# Any edits, and their inverses --------------------------------------------------------------------------------------

DAYS = st.sampled_from([session.id for session in PROBLEM.sessions])
PAPERS, PEOPLE = st.sampled_from(sorted(PROBLEM.papers)), st.sampled_from(sorted(PROBLEM.people))
ROLES, EVENTS = st.sampled_from(sorted(PROBLEM.roles)), st.sampled_from(sorted(PROBLEM.events))
MAYBE = st.one_of(st.none(), PAPERS)
EDITS = st.one_of(
    st.builds(Edit, st.just("move_paper"), paper=PAPERS, session=DAYS, optional=st.sampled_from([None, True, False])),
    st.builds(Edit, st.just("swap_papers"), paper=PAPERS, other=PAPERS),
    st.builds(Edit, st.just("swap_sessions"), session=DAYS, at=DAYS),
    st.builds(Edit, st.just("move_topic"), topic=st.sampled_from(["one", "two"]), session=DAYS),
    st.builds(Edit, st.just("move_event"), event=EVENTS, session=DAYS),
    st.builds(Edit, st.sampled_from(["assign", "unassign"]), session=DAYS, role=ROLES, person=PEOPLE, paper=MAYBE),
    st.builds(Edit, st.just("add"), paper=PAPERS, session=DAYS, optional=st.booleans()),
    st.builds(Edit, st.just("remove"), paper=PAPERS),
    st.builds(Edit, st.sampled_from(["add", "remove"]), event=EVENTS, session=DAYS),
    st.integers(0, 99).map(lambda n: Edit("swap_people", other=str(n))),
)


def tried(edits: Sequence[Edit], problem: Problem) -> list[tuple[Decision, Edit]]:
    """Each edit that can be made, with the decision before it."""
    made, decision = list[tuple[Decision, Edit]](), BASE
    for edit in edits:
        if edit.verb == "swap_people":
            edit = some_swap(decision, int(edit.other or 0))
        try:
            new = applied([edit], decision, problem)
        except InputError:
            continue
        made.append((decision, edit))
        decision = new
    return made


def some_swap(decision: Decision, number: int) -> Edit:
    """One of the swaps of people that there are."""
    seats = seats_of(decision)
    one, other = (seats[number % len(seats)], seats[number * 7 % len(seats)]) if seats else (Seat(0, "", ""),) * 2
    days = [session.id for session in PROBLEM.sessions]
    there = (days[other.session], other.role, other.paper)
    return Edit(
        "swap_people",
        session=days[one.session],
        role=one.role,
        person=one.person,
        paper=one.paper,
        other=other.person,
        other_seat=there,
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(EDITS, max_size=8))
def test_edits_and_their_inverses_restore_the_decision(edits: list[Edit]) -> None:
    """Whatever was done, taken back in the opposite order; and in one step, too."""
    made = tried(edits, PROBLEM)
    decision = after(*(edit for _, edit in made))
    whole = after(*between(decision, BASE, PROBLEM), decision=decision)
    for before, edit in reversed(made):
        decision = after(*inverse([edit], before, PROBLEM), decision=decision)
        assert decision == before
    assert decision == whole == BASE


@settings(max_examples=150, deadline=None)
@given(st.lists(EDITS, max_size=5), st.lists(EDITS, max_size=5))
def test_edits_are_found_between_any_two_decisions(some: list[Edit], others: list[Edit]) -> None:
    """What leads from one to the other is found without knowing how either came about."""
    one, other = (after(*(edit for _, edit in tried(edits, PROBLEM))) for edits in (some, others))
    assert after(*between(one, other, PROBLEM), decision=one) == other


BENCH = editing.bench(COURSE, BASE)


@settings(max_examples=100, deadline=None)
@given(st.lists(EDITS, max_size=4))
def test_the_verdict_is_what_the_checker_says(edits: list[Edit]) -> None:
    """What is new and what stands is all that is broken; what is gone was broken before; the figures are the goals'."""
    decision = after(*(edit for _, edit in tried(edits, PROBLEM)))
    verdict = BENCH.verdict(decision)
    found, before = (judge(RULES, Outcome(PROBLEM, each)) for each in (decision, BASE))
    assert sorted(map(str, (*verdict.new, *verdict.standing))) == sorted(map(str, found))
    assert sorted(map(str, (*verdict.gone, *verdict.standing))) == sorted(map(str, before))
    known = {figure.goal: figure.value for figure in figures(PROBLEM, GOALS, Outcome(PROBLEM, decision))}
    assert all(known[goal.goal] == goal.after for goal in verdict.goals)
    assert verdict.keeps_rules == (not found)


# Every place, every partner -----------------------------------------------------------------------------------------


def test_where_tells_every_session() -> None:
    """Its own place costs nothing; places that break a rule say which."""
    places = {place.session: place for place in editing.where(COURSE, BASE, "c")}
    assert list(places) == [session.id for session in PROBLEM.sessions]
    assert [session for session, place in places.items() if place.stands] == ["2024-01-11"]
    assert places["2024-01-11"].edited.verdict.change == "same"
    assert places["2024-01-11"].edited.decision == BASE
    too_early = places["2024-01-01"].edited.verdict
    assert "paper-order" in {finding.code for finding in too_early.breaks}
    assert places["2024-01-15"].edited.decision.required[day(15)] == ("c",)


def test_where_tells_of_a_paper_that_is_not_read() -> None:
    """It is added; one that is listed becomes required."""
    without = editing.remove(COURSE, BASE, "b").decision
    assert all(not place.stands for place in editing.where(COURSE, without, "b"))
    listed = editing.where(COURSE, BASE, "e")[0]
    assert places_of(listed.edited.decision, "e") == [(day(1), False)]


def test_swaps_are_ranked() -> None:
    """Those that keep the rules come first; nobody swaps with themselves or for the same seat."""
    found = editing.swaps(COURSE, BASE, "Ada L.")
    assert {swap.seat.person for swap in found} == {"ada"}
    assert "ada" not in {swap.partner.person for swap in found}
    broken = [len(swap.edited.verdict.errors) for swap in found]
    assert broken == sorted(broken)
    for swap in found:
        assert swap.partner._replace(person="ada") in seats_of(swap.edited.decision)


def test_stand_ins_are_ranked() -> None:
    """Everybody else on a seat, best first."""
    found = editing.stand_ins(COURSE, BASE, ("2024-01-04", "presenter", "bo", "b"))
    assert {edited.edits[1].person for edited in found} == {"ada", "cy"}
    assert [edited.verdict.order for edited in found] == sorted(edited.verdict.order for edited in found)


def test_a_plan_is_read_for_edits() -> None:
    """What a plan decides comes in the order in which plans are written."""
    made = api.plan(COURSE).plan
    decision = editing.decision_for(COURSE, made)
    assert editing.edit(COURSE, decision, []).verdict.keeps_rules
    assert editing.edit(COURSE, decision, []).decision == decision
