"""Goals of wishes: satisfaction counted by hand.

As in ``test_goals``, every figure is asked of the plan, and of the model with the same decision fixed.
"""

from __future__ import annotations

import pytest

from planner.findings import InputError
from tests.courses import make_course, make_problem, plan_text
from tests.rules.hand import Days, course, figure, possible, score, senseless

WISHING = """
papers:
  details:
    a: {title: A, minutes: 10, topics: [t, u]}
    b: {title: B, minutes: 10, topics: [t]}
    c: {title: C, minutes: 10, topics: [u]}
    d: {title: D, minutes: 10}
    z: {title: Z, minutes: 10}
  never: [z]
topics: [{id: t}, {id: u}]
events: [{id: talk, title: Talk, dates: [2024-01-25]}]
reading: {every_session: false, per_session: {papers: {max: 4}}}
roles:
  - {id: presenter, per: paper, count: {min: 0, max: 2}}
  - {id: scribe, per: session, count: {min: 0, max: 3}}
  - {id: host, per: session, count: {min: 0, max: 1}, on: {events: [talk]}}
"""
AT: Days = {25: "talk"}


def wishing(ada: str, rest: str = "", people: str = "") -> str:
    """A course in which ada has these keys; the goal is the worst-off person's satisfaction."""
    duties = f"duties: {{per_session: {{max: 4}}{rest}}}\n"
    return f"{course(WISHING)}people: [{{id: ada, {ada}}}{people}]\ngoals: [worst_off]\n{duties}"


def satisfaction(text: str, read: Days, duties: Days | None = None) -> int | float:
    """The satisfaction of the worst off, in percent."""
    return figure("worst_off", text, read, events=AT, duties=duties)


def test_list_of_wishes() -> None:
    """n wishes score 10, 10·(n−1)/n, …, in hundredths; one duty is asked for, so 10 is 100 %."""
    text = wishing("prefers: {papers: [a, b, c]}")
    reads: Days = {1: "a b c d"}
    assert satisfaction(text, reads) == 0
    assert satisfaction(text, reads, {1: "ada presenter a"}) == 100
    assert satisfaction(text, reads, {1: "ada presenter b"}) == 66.7
    assert satisfaction(text, reads, {1: "ada presenter c"}) == 33.3
    assert satisfaction(text, reads, {1: "ada presenter d"}) == 0
    assert satisfaction(text, reads, {1: "ada presenter b, ada presenter c"}) == 100


def test_map_of_wishes() -> None:
    """Scores as written; more than the best possible is 100 %."""
    text = wishing("prefers: {papers: {a: 8, b: 4, c: 0.125}}")
    reads: Days = {1: "a b c d"}
    assert satisfaction(text, reads, {1: "ada presenter a"}) == 100
    assert satisfaction(text, reads, {1: "ada presenter b"}) == 50
    assert satisfaction(text, reads, {1: "ada presenter a, ada presenter b"}) == 100
    # 0.125 is 0.13 in whole hundredths (half up); 13/800 is 1.6 %.
    assert satisfaction(text, reads, {1: "ada presenter c"}) == 1.6


def test_denominator_has_as_many_wishes_as_duties() -> None:
    """The m largest scores, m the duties that must be held; rounded down to tenths."""
    text = wishing("prefers: {papers: [a, b, c]}", ", per_person: {min: 2}")
    reads: Days = {1: "a b c d"}
    # 10 of 10 + 6.67.
    assert satisfaction(text, reads, {1: "ada presenter a, ada presenter d"}) == 59.9
    assert satisfaction(text, reads, {1: "ada presenter a, ada presenter b"}) == 100
    # 6.67 + 3.33 of 16.67.
    assert satisfaction(text, reads, {1: "ada presenter b, ada presenter c"}) == 59.9
    few = wishing("prefers: {papers: {a: 10}}", ", per_person: {min: 2}")
    assert satisfaction(few, reads, {1: "ada presenter a, ada presenter b"}) == 100


def test_least_duties_are_ones_own() -> None:
    """One's own minimum counts for m; who joins late must hold none, so m is 1."""
    reads: Days = {4: "a b c d"}
    own = wishing("prefers: {papers: [a, b]}, duties: {min: 2}")
    assert satisfaction(own, reads, {4: "ada presenter a, ada presenter d"}) == 66.6
    late = wishing("prefers: {papers: [a, b]}, from: 2024-01-02", ", per_person: {min: 2}")
    assert satisfaction(late, reads, {4: "ada presenter a"}) == 100


def test_topics_count_once_a_candidate() -> None:
    """A topic's score stands in the denominator once for each candidate paper of it, and only main topics count."""
    reads: Days = {1: "a b c d"}
    two = wishing("prefers: {topics: {t: 6}}", ", per_person: {min: 2}")
    assert satisfaction(two, reads, {1: "ada presenter a, ada presenter d"}) == 50
    one = wishing("prefers: {topics: {u: 6}}", ", per_person: {min: 2}")
    assert satisfaction(one, reads, {1: "ada presenter c, ada presenter d"}) == 100
    # u is only a further topic of a.
    assert satisfaction(one, reads, {1: "ada presenter a, ada presenter d"}) == 0


def test_roles_count_once_a_duty() -> None:
    """A role's score stands in the denominator m times."""
    text = wishing("prefers: {roles: {scribe: 5}}", ", per_person: {min: 2}")
    reads: Days = {1: "a", 4: "b"}
    assert satisfaction(text, reads, {1: "ada scribe", 4: "ada presenter b"}) == 50
    assert satisfaction(text, reads, {1: "ada scribe", 4: "ada scribe"}) == 100


def test_duty_scores_its_best_wish() -> None:
    """The best of the paper's, its main topic's, the date's and the role's score."""
    wishes = "prefers: {papers: {a: 2}, topics: {t: 5}, dates: {2024-01-04: 9}, roles: {presenter: 3}}"
    text = wishing(wishes)
    assert satisfaction(text, {4: "a"}, {4: "ada presenter a"}) == 100
    # By topic: 5 of 9.
    assert satisfaction(text, {1: "a"}, {1: "ada presenter a"}) == 55.5
    # By role: 3 of 9.
    assert satisfaction(text, {1: "c"}, {1: "ada presenter c"}) == 33.3
    # By the paper alone: 2 of 2.
    assert satisfaction(wishing("prefers: {papers: {a: 2}}"), {1: "a"}, {1: "ada presenter a"}) == 100
    # A per-session duty on the wished day.
    assert satisfaction(text, {4: "d"}, {4: "ada scribe"}) == 100


def test_avoided_papers_and_topics() -> None:
    """Whatever else is wished for, a duty at an avoided paper, or one of an avoided topic, scores −10."""
    reads: Days = {1: "a b c d"}
    text = wishing("prefers: {papers: {b: 10, c: 10}, dates: [2024-01-01]}, avoids: {papers: [a], topics: [u]}")
    assert satisfaction(text, reads, {1: "ada presenter b"}) == 100
    assert satisfaction(text, reads, {1: "ada presenter c"}) == 0
    assert satisfaction(text, reads, {1: "ada presenter b, ada presenter a"}) == 0
    # b and d score 10 each (d for its date); a takes ten away.
    assert satisfaction(text, reads, {1: "ada presenter b, ada presenter d, ada presenter a"}) == 100
    three = wishing("prefers: {papers: {b: 10, c: 10}}, avoids: {papers: [a]}", ", per_person: {min: 3}")
    # 10 + 10 − 10 of 20.
    assert satisfaction(three, reads, {1: "ada presenter b, ada presenter c, ada presenter a"}) == 50
    # Only the main topic of a paper is avoided: a is of t.
    further = wishing("prefers: {papers: {a: 10}}, avoids: {topics: [u]}")
    assert satisfaction(further, reads, {1: "ada presenter a"}) == 100


def test_per_session_duty_takes_the_best_paper() -> None:
    """Of the session's required papers: one that is not avoided saves the day."""
    text = wishing("prefers: {papers: {b: 8, d: 4}}, avoids: {papers: [a, c]}")
    assert satisfaction(text, {1: "a b d"}, {1: "ada scribe"}) == 100
    assert satisfaction(text, {1: "a d"}, {1: "ada scribe"}) == 50
    assert satisfaction(text, {1: "a c", 4: "b"}, {1: "ada scribe"}) == 0
    # An avoided session takes ten away, a neutral one nothing: 8 − 10 and 8 + 0.
    assert satisfaction(text, {1: "a c", 4: "b"}, {1: "ada scribe", 4: "ada scribe"}) == 0
    neutral = wishing("prefers: {papers: {b: 8}}, avoids: {papers: [a]}")
    assert satisfaction(neutral, {1: "a d", 4: "b"}, {1: "ada scribe", 4: "ada scribe"}) == 100


def test_per_session_duty_without_papers() -> None:
    """At an event without readings, the date's and the role's scores count."""
    text = wishing("prefers: {papers: {a: 10}, roles: {host: 7}}")
    assert satisfaction(text, {1: "a"}, {25: "ada host"}) == 70
    dated = wishing("prefers: {papers: {a: 10}, dates: {2024-01-25: 4}}, avoids: {papers: [b]}")
    assert satisfaction(dated, {1: "a"}, {25: "ada host"}) == 40


def test_avoiding_without_wishing() -> None:
    """Without a positive wish: 100 × (1 − avoided duties / m), at least 0."""
    reads: Days = {1: "a b", 4: "c d"}
    text = wishing("avoids: {papers: [a, c]}")
    assert satisfaction(text, reads) == 100
    assert satisfaction(text, reads, {1: "ada presenter b, ada scribe"}) == 100
    assert satisfaction(text, reads, {1: "ada presenter a"}) == 0
    assert satisfaction(text, reads, {1: "ada presenter a", 4: "ada presenter c"}) == 0
    three = wishing("avoids: {papers: [a, c]}", ", per_person: {min: 3}")
    assert satisfaction(three, reads, {1: "ada presenter a, ada presenter b, ada scribe"}) == 66.6
    # Beside d, scribing where c is read is not avoided; where c stands alone it is.
    assert satisfaction(three, reads, {1: "ada presenter b, ada scribe", 4: "ada scribe"}) == 100
    alone: Days = {1: "a b", 4: "c"}
    assert satisfaction(three, alone, {1: "ada presenter b, ada scribe", 4: "ada scribe"}) == 66.6
    zero = wishing("prefers: {papers: {b: 0}}, avoids: {papers: [a]}")
    assert satisfaction(zero, reads, {1: "ada presenter a"}) == 0
    assert satisfaction(zero, reads, {1: "ada presenter b"}) == 100


def test_wishes_that_cannot_come_true_count() -> None:
    """With a warning: a wish for a paper that is never read stands in the denominator."""
    text = wishing("prefers: {papers: {z: 10, a: 5}}")
    assert satisfaction(text, {1: "a"}, {1: "ada presenter a"}) == 50
    assert "vain-wish" in {finding.code for finding in make_course(text).findings}


def test_people_without_wishes_are_left_out() -> None:
    """Of all figures; staff with wishes is not."""
    people = ", {id: bo}, {id: ta, staff: true, prefers: {papers: {a: 10, b: 2}}}"
    text = wishing("prefers: {papers: [a]}", "", people)
    found = score("worst_off", text, {1: "a b"}, events=AT, duties={1: "ada presenter a, ta presenter b"})
    assert (found.value, dict(found.terms)) == (200, {"ada": 1000, "ta": 200})
    nobody = wishing("name: Ada")
    assert senseless("worst_off", nobody) is not None
    assert senseless("leximin", nobody) is not None
    assert senseless("preferences", nobody) is not None


THREE = ", {id: bo, prefers: {papers: [a, b, c]}}, {id: cy, prefers: {papers: {a: 10, d: 5}}}"


def test_mean_worst_and_levels() -> None:
    """``preferences`` is the mean, ``worst_off`` the least; the value of ``leximin`` is its first level."""
    text = wishing("prefers: {papers: [a, b, c]}", "", THREE)
    duties: Days = {1: "ada presenter b, bo presenter a, cy presenter d"}
    reads: Days = {1: "a b c d"}
    # 66.7, 100 and 50.
    assert figure("worst_off", text, reads, events=AT, duties=duties) == 50
    assert figure("leximin", text, reads, events=AT, duties=duties) == 50
    assert figure("preferences", text, reads, events=AT, duties=duties) == 72.23
    found = score("leximin", text, reads, events=AT, duties=duties)
    assert dict(found.terms) == {"ada": 667, "bo": 1000, "cy": 500}


def planned(goals: str) -> tuple[int, ...]:
    """The satisfactions of a plan, the worst first: one seat a paper, one duty a person, all want a and dislike d."""
    people = (
        "people: [{id: ada, prefers: {papers: {a: 10, b: 6}}}, {id: bo, prefers: {papers: {a: 10, c: 9}}}, "
        "{id: cy, prefers: {papers: {a: 10, d: 3}}}]\n"
    )
    text = course(WISHING).replace("count: {min: 0, max: 2}", "count: {min: 0, max: 1}")
    text = text.replace("count: {min: 0, max: 3}", "count: 0")
    text = f"{text}{people}goals: [{goals}]\nduties: {{per_person: {{max: 1}}}}\n"
    outcome = possible(text)
    (goal,) = (goal for step in make_course(text).steps[:1] for goal in step.goals)
    return tuple(sorted(goal.score(outcome).terms.values()))


def test_goals_of_wishes_are_planned() -> None:
    """cy has only a to be content with, so bo takes c and ada b; then all goals agree, at 60, 90 and 100 %."""
    for goals in ("leximin", "worst_off, preferences", "preferences, worst_off"):
        assert planned(goals) == (600, 900, 1000)


def test_worst_off_before_the_mean() -> None:
    """Two seats: the mean wants 10 + 10, the worst off wants something for all; leximin goes on where it stops."""
    people = (
        "people: [{id: ada, prefers: {papers: {a: 10, b: 1}}}, {id: bo, prefers: {papers: {a: 5, b: 10}}}]\n"
        "duties: {per_person: {max: 1}}\n"
    )
    text = course(WISHING).replace("count: {min: 0, max: 2}", "count: {min: 0, max: 1}")
    text = text.replace("count: {min: 0, max: 3}", "count: 0") + people
    for goals in ("worst_off", "leximin", "preferences"):
        outcome = possible(text + f"goals: [{goals}]\n")
        held = {person: duties[0][1].paper for person, duties in outcome.duties_by_person.items() if duties}
        assert held == {"ada": "a", "bo": "b"}
    # Only one paper is read: whoever takes it, one of them has nothing; leximin and the mean still fill the seat.
    one = text.replace("papers:\n", "papers:\n  total: {max: 1}\n", 1)
    for goals in ("leximin", "preferences"):
        holders = possible(one + f"goals: [{goals}]\n").holders
        assert sum(role == "presenter" for role, _, _ in holders) == 1


def test_levels_of_leximin_are_written() -> None:
    """The plan holds every level, worst first."""
    text = wishing("prefers: {papers: [a, b, c]}", "", THREE).replace("worst_off", "leximin")
    _, plan, outcome = plan_text(text)
    assert plan.solved is not None
    (result,) = plan.solved.goals
    assert (result.goal, result.value, result.proven) == ("leximin", 100, True)
    assert result.levels == [100, 100, 100]
    assert plan.people["cy"].satisfaction == 100
    assert outcome.duties_by_person["cy"] != ()


def test_preferences_after_leximin_is_idle() -> None:
    """A note says so; and leximin cannot be weighed."""
    text = wishing("prefers: {papers: [a]}")
    findings = make_course(text.replace("[worst_off]", "[leximin, preferences]")).findings
    assert "idle-goal" in {finding.code for finding in findings if finding.severity == "note"}
    with pytest.raises(InputError):
        make_problem(text.replace("[worst_off]", "[{leximin: 2, priority: 1}]"))
