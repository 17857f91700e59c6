"""Plans side by side: which figure is the better one, what is measured of each plan, and what differs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import api
from planner.api.answer import now
from planner.api.comparing import _names
from planner.plans.assemble import assemble
from planner.plans.comparing import Compared, Comparison, Row, people_lines, side_by_side
from planner.plans.plan import Duty, Plan
from tests.courses import HEAD, make_course
from tests.outputs.samples import sample_plan
from tests.rules.hand import Days, decide

GOALS = {"coverage": ("papers", "low"), "priority": ("points", "high"), "spread": ("sessions", "high")}


def compared(*plans: Compared) -> Comparison:
    """The comparison, by the goals of this file."""
    return side_by_side(plans, GOALS)  # type: ignore[arg-type]


def rows(comparison: Comparison, section: str) -> dict[str, Row]:
    """The rows of a section by measure."""
    return {row.measure: row for row in comparison.sections[section]}


def moved(plan: Plan) -> Plan:
    """The plan with the first duty of the first session that has one given to somebody else, in one other room."""
    sessions = list(plan.sessions)
    place = next(i for i, session in enumerate(sessions) if session.duties)
    first, *others = sessions[place].duties
    other = next(person for person in plan.people if person not in {duty.person for duty in sessions[place].duties})
    duties = [Duty(role=first.role, person=other, paper=first.paper), *others]
    sessions[place] = sessions[place].model_copy(update={"duties": duties})
    return plan.model_copy(update={"sessions": sessions})


def test_the_better_way_is_the_goals_own() -> None:
    """Low or high; figures that nobody has are no row, one that a plan lacks is a dash; goals stand in their order."""
    plan = sample_plan()
    one = Compared("one", plan, {"priority": 5, "coverage": 2, "changes": 3})
    other = Compared("other", plan, {"coverage": 1, "priority": 7.5})
    third = Compared("third", plan, {"coverage": 1})
    comparison = compared(one, other, third)
    goals = comparison.sections["Goals"]
    assert [row.measure for row in goals] == ["coverage", "priority"]
    assert [row.best for row in goals] == [{1, 2}, {1}]
    assert [goals[1].text(place) for place in range(3)] == ["5", "7.5", "–"]


def test_equal_figures_have_no_better_one() -> None:
    """A star everywhere says nothing."""
    plan = sample_plan()
    comparison = compared(*(Compared(name, plan, {"coverage": 1}, 0) for name in ("one", "other", "third")))
    assert all(not row.best for section in comparison.sections.values() for row in section)


def test_broken_rules_come_first() -> None:
    """Where they were counted, for any of the plans; fewer are better."""
    plan = sample_plan()
    row = compared(Compared("one", plan, {}, 3), Compared("other", plan, {}, 1)).sections["Goals"][0]
    assert (row.measure, row.unit, row.values, row.best) == ("broken rules", "findings", (3, 1), frozenset({1}))
    assert "Goals" not in compared(Compared("one", plan, {}), Compared("other", plan, {})).sections


def test_load_is_of_sessions_with_readings() -> None:
    """The mean leaves out sessions without; a plan without any reading has no mean, and no largest load."""
    plan = sample_plan()
    empty = plan.model_copy(
        update={"sessions": [s.model_copy(update={"required": [], "minutes": 0}) for s in plan.sessions]}
    )
    found = rows(compared(Compared("one", plan, {}), Compared("none", empty, {})), "Load")
    read = [session.minutes for session in plan.sessions if session.required]
    assert found["sessions with readings"].values == (len(read), 0)
    assert found["mean load"].values == (round(sum(read) / len(read), 1), None)
    assert found["largest load"].values == (max(read), None)
    assert not found["largest load"].best
    assert not found["required papers"].best


def satisfied(*values: float | None) -> Plan:
    """A plan whose people are satisfied so."""
    plan = sample_plan()
    (person, *_) = plan.people.values()
    people = {f"p{n}": person.model_copy(update={"satisfaction": value}) for n, value in enumerate(values)}
    return plan.model_copy(update={"people": people})


@pytest.mark.parametrize(
    ("values", "worst", "median"),
    [
        ((20.0, 90.0), 20, 55),
        ((90.0, 10.0, 40.0), 10, 40),
        ((1.0, 2.0, 4.1, 100.0), 1, 3.05),
        ((None, 70.0), 70, 70),
        ((None, None), None, None),
    ],
)
def test_preferences(values: tuple[float | None, ...], worst: float | None, median: float | None) -> None:
    """The worst off and the middle one, or the mean of the middle two; those without wishes are left out."""
    found = rows(compared(Compared("one", satisfied(*values), {}), Compared("full", satisfied(100), {})), "Preferences")
    assert found["worst satisfaction"].values == (worst, 100)
    assert found["median"].values == (median, 100)


def test_duties_of_students_only() -> None:
    """Most and fewest; staff are not counted, who has none is."""
    plan = sample_plan()
    staff = {person for person, known in plan.people.items() if known.staff}
    held = [duty.person for _, duty in plan.all_duties()]
    counts = [held.count(person) for person in plan.people if person not in staff]
    found = rows(compared(Compared("one", plan, {}), Compared("two", plan, {})), "Preferences")
    assert found["most duties of a person"].values == (max(counts),) * 2
    assert found["fewest"].values == (min(counts),) * 2


def test_topics_that_one_plan_lacks() -> None:
    """A dash there; both goals are named where they differ."""
    plan = sample_plan()
    first, *others = plan.topics
    one = plan.topics[first].model_copy(update={"papers": plan.topics[first].papers.model_copy(update={"goal": 9})})
    other = plan.model_copy(update={"topics": {first: one}})
    found = rows(compared(Compared("one", plan, {}), Compared("other", other, {})), "Papers by topic")
    assert found[plan.topics[others[0]].title].values[1] is None
    goals = sorted({9, plan.topics[first].papers.goal or 9})
    assert found[plan.topics[first].title].unit == f"papers (goal {', '.join(map(str, goals))})"


def test_a_line_a_person() -> None:
    """Who lost and who got a duty, by name; the first plan is what the others differ from."""
    plan = sample_plan()
    other = moved(plan)
    comparison = compared(Compared("one", plan, {}), Compared("same", plan, {}), Compared("other", other, {}))
    same, found = comparison.moved
    assert same == ()
    lines = dict(people_lines(found, plan, other))
    assert sorted(text.split()[0] for texts in lines.values() for text in texts) == ["newly", "no"]
    assert set(lines) <= {person.name for person in plan.people.values()}


@given(st.lists(st.none() | st.integers(-3, 3) | st.floats(-3, 3), min_size=1, max_size=5), st.booleans())
def test_the_best_are_the_best(values: list[float | None], low: bool) -> None:
    """No known figure is better than one that is marked; either all equal ones are marked or none."""
    from planner.plans.comparing import _row

    row = _row("measure", "unit", "low" if low else "high", values)
    known = [value for value in values if value is not None]
    for place in row.best:
        value = values[place]
        assert value is not None
        assert all(value <= other if low else value >= other for other in known)
    assert bool(row.best) == (len(set(known)) > 1)
    assert len({values[place] for place in row.best}) <= 1


@pytest.mark.parametrize(
    ("value", "text"), [(None, "–"), (0, "0"), (1234567, "1234567"), (33.3, "33.3"), (50.0, "50"), (-0.25, "-0.25")]
)
def test_figures_are_written_out(value: float | None, text: str) -> None:
    """No powers of ten, no digits that nobody asked for."""
    assert Row("measure", "unit", (value,)).text(0) == text


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (["a.yaml", "b.yaml"], ["a.yaml", "b.yaml"]),
        (["x/plan.yaml", "y/plan.yaml"], ["x/plan.yaml", "y/plan.yaml"]),
        (["/x/plan.yaml", "x/plan.yaml"], ["/x/plan.yaml", "x/plan.yaml"]),
        (["z/x/plan.yaml", "z/y/plan.yaml", "./z/y/plan.yaml"], ["x/plan.yaml", "y/plan.yaml (2)", "y/plan.yaml (3)"]),
        (["/deep/down/a.yaml", "/deep/down/a.yaml"], ["a.yaml (1)", "a.yaml (2)"]),
        (["plan.yaml", "x/plan.yaml"], ["plan.yaml", "x/plan.yaml"]),
        (["a\udcff.yaml", "b.yaml"], ["a?.yaml", "b.yaml"]),
    ],
)
def test_names_are_short_and_differ(files: list[str], names: list[str]) -> None:
    """The file's, with as many folders as it takes; numbers where one file is named twice."""
    assert _names(files) == names


def test_notices() -> None:
    """An edited plan is stale, one that was never solved brings no figures, and what is judged anew is neither."""
    plan = sample_plan()
    unsolved = plan.model_copy(update={"solved": None})
    assert Compared("plan", plan, {}).notice is None
    assert Compared("plan", plan, {}, stale=True).notice == (
        "was edited since it was solved: its figures of goals are stale"
    )
    assert Compared("plan", unsolved, {}).notice == "was never solved: it brings no figures of goals"
    assert Compared("plan", unsolved, {}, broken=0).notice is None


def test_meetings_that_move_are_told() -> None:
    """Another time of the same meeting is one difference, for everybody."""
    plan = sample_plan()
    first, *others = plan.sessions
    later = first.model_copy(update={"start": first.start + timedelta(hours=1), "end": first.end + timedelta(hours=1)})
    other = plan.model_copy(update={"sessions": [later, *others]})
    (found,) = compared(Compared("one", plan, {}), Compared("other", other, {})).moved
    assert [difference.kind for difference in found if not difference.people] == ["meeting"]


def test_plans_that_were_just_made() -> None:
    """Their own figures, by the names that they are given."""
    course = make_course(HEAD + "papers: {details: {a: {title: A, minutes: 30}}}\nreading: {every_session: false}\n")
    plan = api.plan(course).plan
    comparison = api.compare_plans({"best": plan, "1": plan})
    assert [one.name for one in comparison.plans] == ["best", "1"]
    assert rows(comparison, "Goals")["priority"].values == (3, 3)
    assert rows(comparison, "Goals")["priority"].text(0) == "3"


STAFFED = """
papers: {details: {a: {title: A, minutes: 30}, b: {title: B, minutes: 60}}}
reading: {every_session: false, per_session: {papers: {max: 1}}}
people: [{id: ada, prefers: {papers: [a]}, avoids: {papers: [b]}}, {id: bo}, {id: cy, avoids: {papers: [a]}}]
roles: [{id: talk, per: paper}]
"""


def test_nothing_to_measure_is_not_better(tmp_path: Path) -> None:
    """A plan without presenters is not fairer, nor are its people content; one without readings has no peak."""
    path = tmp_path / "course.yaml"
    path.write_text(HEAD + STAFFED)
    problem = make_course(HEAD + STAFFED).problem
    duties: Days = {1: "ada talk a", 4: "ada talk b"}
    plans = [
        assemble(problem, decide(problem, {1: "a", 4: "b"}, duties=duties), now()),
        assemble(problem, decide(problem, {1: "a", 4: "b"}), now()),
        assemble(problem, decide(problem, {}), now()),
    ]
    comparison = api.compare(plans, path)
    goals = rows(comparison, "Goals")
    fairness, worst, peak = (goals[name] for name in ("fairness", "worst_off", "peak_load"))
    assert [fairness.text(place) for place in range(3)] == ["2", "–", "–"]
    assert [worst.text(place) for place in range(3)] == ["0", "–", "–"]
    assert [peak.text(place) for place in range(3)] == ["60", "60", "–"]
    assert fairness.best == worst.best == peak.best == frozenset()
    assert rows(comparison, "Load")["largest load"].values == (60, 60, None)
    assert rows(comparison, "Preferences")["worst satisfaction"].values == (0, None, None)
