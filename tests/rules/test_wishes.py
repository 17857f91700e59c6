"""Goals of wishes: satisfaction counted by hand.

As in ``test_goals``, every figure is asked of the plan, and of the model with the same decision fixed.
"""

from __future__ import annotations

import pytest

from constraints.goals.satisfaction import satisfactions
from planner.findings import InputError
from planner.plans.outcome import Outcome
from tests.courses import make_course, make_problem, plan_text
from tests.rules.hand import Days, course, decide, figure, possible, score, senseless

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
    text = wishing("roles: [presenter], prefers: {papers: [a, b, c]}", ", per_person: {min: 2}")
    reads: Days = {1: "a b c d"}
    # 10 of 10 + 6.67.
    assert satisfaction(text, reads, {1: "ada presenter a, ada presenter d"}) == 59.9
    assert satisfaction(text, reads, {1: "ada presenter a, ada presenter b"}) == 100
    # 6.67 + 3.33 of 16.67.
    assert satisfaction(text, reads, {1: "ada presenter b, ada presenter c"}) == 59.9
    few = wishing("roles: [presenter], prefers: {papers: {a: 10}}", ", per_person: {min: 2}")
    assert satisfaction(few, reads, {1: "ada presenter a, ada presenter b"}) == 100


def test_least_duties_are_ones_own() -> None:
    """One's own minimum counts for m; who joins late must hold none, so m is 1."""
    reads: Days = {4: "a b c d"}
    own = wishing("roles: [presenter], prefers: {papers: [a, b]}, duties: {min: 2}")
    assert satisfaction(own, reads, {4: "ada presenter a, ada presenter d"}) == 66.6
    late = wishing("prefers: {papers: [a, b]}, from: 2024-01-02", ", per_person: {min: 2}")
    assert satisfaction(late, reads, {4: "ada presenter a"}) == 100


def test_topics_count_once_a_candidate() -> None:
    """A topic's score stands in the denominator once for each candidate paper of it, and only main topics count."""
    reads: Days = {1: "a b c d"}
    two = wishing("roles: [presenter], prefers: {topics: {t: 6}}", ", per_person: {min: 2}")
    assert satisfaction(two, reads, {1: "ada presenter a, ada presenter d"}) == 50
    one = wishing("roles: [presenter], prefers: {topics: {u: 6}}", ", per_person: {min: 2}")
    assert satisfaction(one, reads, {1: "ada presenter c, ada presenter d"}) == 100
    # u is only a further topic of a.
    assert satisfaction(one, reads, {1: "ada presenter a, ada presenter d"}) == 0


def test_roles_count_once_a_duty() -> None:
    """A role's score stands in the denominator m times."""
    text = wishing("prefers: {roles: {scribe: 5}}", ", per_person: {min: 2}")
    reads: Days = {1: "a", 4: "b"}
    assert satisfaction(text, reads, {1: "ada scribe", 4: "ada presenter b"}) == 50
    assert satisfaction(text, reads, {1: "ada scribe", 4: "ada scribe"}) == 100


def test_duty_scores_by_kinds() -> None:
    """Reading is the best of the paper's and its main topic's score; the date and the role stand beside it."""
    wishes = "prefers: {papers: {a: 2}, topics: {t: 5}, dates: {2024-01-04: 9}, roles: {presenter: 3}}"
    text = wishing(wishes)
    # 5 by its topic, 9 and 3 of as many.
    assert satisfaction(text, {4: "a"}, {4: "ada presenter a"}) == 100
    # Without the date: 8 of 17.
    assert satisfaction(text, {1: "a"}, {1: "ada presenter a"}) == 47
    # By role alone: 3 of 17.
    assert satisfaction(text, {1: "c"}, {1: "ada presenter c"}) == 17.6
    # By the paper alone: 2 of 2.
    assert satisfaction(wishing("prefers: {papers: {a: 2}}"), {1: "a"}, {1: "ada presenter a"}) == 100
    # A per-session duty on the wished day: 9 of 17; what is read there is granted to presenters.
    assert satisfaction(text, {4: "a"}, {4: "ada scribe"}) == 52.9


def test_avoided_papers_and_topics() -> None:
    """Whatever else is wished for, a duty at an avoided paper, or one of an avoided topic, scores −10 in each kind."""
    reads: Days = {1: "a b c d"}
    text = wishing("prefers: {papers: {b: 10, c: 10}, dates: [2024-01-01]}, avoids: {papers: [a], topics: [u]}")
    assert satisfaction(text, reads, {1: "ada presenter b"}) == 100
    assert satisfaction(text, reads, {1: "ada presenter c"}) == 0
    assert satisfaction(text, reads, {1: "ada presenter b, ada presenter a"}) == 0
    # b scores 20, d for its date 10; a takes 20 away: 10 of 20.
    assert satisfaction(text, reads, {1: "ada presenter b, ada presenter d, ada presenter a"}) == 50
    keys = "roles: [presenter], prefers: {papers: {b: 10, c: 10}}, avoids: {papers: [a]}"
    three = wishing(keys, ", per_person: {min: 3}")
    # 10 + 10 − 10 of 20.
    assert satisfaction(three, reads, {1: "ada presenter b, ada presenter c, ada presenter a"}) == 50
    # Only the main topic of a paper is avoided: a is of t.
    further = wishing("prefers: {papers: {a: 10}}, avoids: {topics: [u]}")
    assert satisfaction(further, reads, {1: "ada presenter a"}) == 100


def test_reading_by_session() -> None:
    """Who may hold no role per paper gets the best of the session's papers; one that is avoided spoils it."""
    text = wishing("roles: [scribe], prefers: {papers: {b: 8, d: 4}}, avoids: {papers: [a, c]}")
    assert satisfaction(text, {1: "b d"}, {1: "ada scribe"}) == 100
    assert satisfaction(text, {1: "d"}, {1: "ada scribe"}) == 50
    assert satisfaction(text, {1: "a b d"}, {1: "ada scribe"}) == 0
    # A spoilt session takes ten away, a neutral one nothing: 8 − 10 and 8 + 0.
    assert satisfaction(text, {1: "a c", 4: "b"}, {1: "ada scribe", 4: "ada scribe"}) == 0
    neutral = wishing("roles: [scribe], prefers: {papers: {b: 8}}, avoids: {papers: [a]}")
    assert satisfaction(neutral, {1: "d", 4: "b"}, {1: "ada scribe", 4: "ada scribe"}) == 100
    # Two sessions, and two duties asked for: 8 + 4 of 8 + 4.
    two = wishing("roles: [scribe], prefers: {papers: {b: 8, d: 4}}", ", per_person: {min: 2}")
    assert satisfaction(two, {1: "d c", 4: "b"}, {1: "ada scribe", 4: "ada scribe"}) == 100
    assert satisfaction(two, {1: "b d", 4: "c"}, {1: "ada scribe", 4: "ada scribe"}) == 66.6


def test_reading_of_who_may_do_both() -> None:
    """A scribe who may present gets nothing to read by scribing, is spoilt nothing, and m goes by roles per paper."""
    reads: Days = {1: "a b", 4: "c d"}
    text = wishing("prefers: {papers: {b: 8}, roles: {scribe: 2}}, avoids: {papers: [a]}")
    assert satisfaction(text, reads, {1: "ada scribe"}) == 20
    assert satisfaction(text, reads, {1: "ada scribe, ada presenter b"}) == 100
    two = wishing("prefers: {papers: {a: 10, b: 10}}", ", per_person: {min: 3}")
    assert satisfaction(two, reads, {1: "ada presenter a, ada scribe", 4: "ada scribe"}) == 100
    role = two.replace("{id: presenter, per: paper,", "{id: presenter, per: paper, per_person: {min: 2},")
    assert satisfaction(role, reads, {1: "ada presenter a, ada scribe", 4: "ada presenter c"}) == 50


def test_minima_of_roles_count_for_m() -> None:
    """Said by role or in all, two duties are asked for: one wished paper of two is half, however it is said."""
    text = course(WISHING).replace("count: {min: 0, max: 2}", "per_person: {min: 1, max: 1}")
    text = text.replace(
        "{id: scribe, per: session, count: {min: 0, max: 3}", "{id: notes, per: paper, per_person: {min: 1}"
    )
    people = "people: [{id: ada, prefers: {papers: {a: 10, b: 10}}}]\ngoals: [worst_off]\n"
    held: Days = {1: "ada presenter a, ada notes d"}
    for rest in ("", ", per_person: {min: 2}"):
        said = f"{text}{people}duties: {{per_session: {{max: 4}}{rest}}}\n"
        problem = make_problem(said)
        assert problem.people["ada"].wishes.least_duties == 2
        one = Outcome(problem, decide(problem, {1: "a d"}, duties=held))
        assert satisfactions(one) == {"ada": 500}
        both = Outcome(problem, decide(problem, {1: "a b"}, duties={1: "ada presenter a, ada notes b"}))
        assert satisfactions(both) == {"ada": 1000}
    late = make_problem(f"{text}{people}".replace("{id: ada,", "{id: ada, from: 2024-01-02,"))
    assert late.people["ada"].wishes.least_duties == 1
    staff = make_problem(f"{text}{people}".replace("{id: ada,", "{id: ada, staff: true,"))
    assert staff.people["ada"].wishes.least_duties == 1


def test_a_role_is_offered_as_often_as_it_may_be_held() -> None:
    """Of three duties at most one may be as host, where the talk is: the others offer nothing to that wish."""
    text = wishing("prefers: {roles: {host: 10}}", ", per_person: {min: 3}")
    held: Days = {25: "ada host", 1: "ada scribe", 4: "ada scribe"}
    assert satisfaction(text, {1: "a", 4: "b"}, held) == 100
    capped = wishing("prefers: {roles: {scribe: 10}}", ", per_person: {min: 3}")
    assert satisfaction(capped, {1: "a", 4: "b"}, {1: "ada scribe", 4: "ada scribe, ada presenter b"}) == 66.6
    capped = capped.replace("{id: scribe, per: session,", "{id: scribe, per: session, per_person: {max: 2},")
    assert satisfaction(capped, {1: "a", 4: "b"}, {1: "ada scribe", 4: "ada scribe, ada presenter b"}) == 100


IDLE = {
    "the only role": ("roles: [scribe], prefers: {papers: [a], roles: [scribe]}", ("reading",)),
    "every role alike": ("prefers: {papers: [a], roles: {presenter: 5, scribe: 5, host: 5}}", ("reading",)),
    "two roles": ("prefers: {papers: [a], roles: {presenter: 5, scribe: 5}}", ("reading", "roles")),
    "every paper": ("roles: [presenter], prefers: {papers: {a: 6, b: 6, c: 6, d: 6}, dates: [2024-01-04]}", ("dates",)),
    "every paper but a conflict": (
        "roles: [presenter], conflicts: [d], prefers: {topics: {t: 6, u: 6}, dates: [2024-01-04]}",
        ("dates",),
    ),
    "every paper and a scribe": (
        "prefers: {papers: {a: 6, b: 6, c: 6, d: 6}, dates: [2024-01-04]}",
        ("reading", "dates"),
    ),
    "the only date": (
        "unavailable: [{from: 2024-01-02, to: 2024-01-25}], prefers: {papers: [a], dates: [2024-01-01]}",
        ("reading",),
    ),
    "nothing can be granted": ("roles: [scribe], prefers: {roles: [presenter]}", ("roles",)),
    "all that counts": ("roles: [host], prefers: {roles: [host]}, avoids: {papers: [a]}", ()),
}


@pytest.mark.parametrize("case", IDLE)
def test_kinds_that_all_duties_grant_alike_are_left_out(case: str) -> None:
    """With a note for each; avoidance aside, and where all grant nothing it stays."""
    keys, kinds = IDLE[case]
    made = make_course(wishing(keys))
    assert made.problem.people["ada"].wishes.kinds == kinds
    wished = {"papers": "reading", "topics": "reading", "dates": "dates", "roles": "roles"}
    left_out = {
        kind for key, kind in wished.items() if f"{key}: " in keys.split("prefers")[1].split("avoids")[0]
    } - set(kinds)
    notes = [finding for finding in made.findings if finding.code == "idle-wish"]
    assert len(notes) == len(left_out)
    assert all(finding.severity == "note" and finding.where is not None for finding in notes)


def test_who_wishes_only_what_everything_grants_is_left_out() -> None:
    """As somebody without wishes; who avoids something too is measured by that."""
    only = "roles: [scribe], prefers: {roles: [scribe]}"
    assert senseless("worst_off", wishing(only)) is not None
    avoiding = wishing(f"{only}, avoids: {{papers: [a]}}")
    assert satisfaction(avoiding, {1: "a", 4: "b"}, {1: "ada scribe"}) == 0
    assert satisfaction(avoiding, {1: "a", 4: "b"}, {4: "ada scribe"}) == 100


def test_failed_wish_beside_an_idle_one() -> None:
    """One of four who all present: the wished role is no merit where the wished paper went to somebody else."""
    text = wishing("roles: [presenter], prefers: {papers: [a], roles: [presenter]}", "", ", {id: ben}")
    assert satisfaction(text, {1: "a", 4: "b"}, {1: "ben presenter a", 4: "ada presenter b"}) == 0
    assert satisfaction(text, {1: "a", 4: "b"}, {1: "ada presenter a", 4: "ben presenter b"}) == 100


def test_reading_per_session_without_papers() -> None:
    """At an event without readings, the date and the role count."""
    text = wishing("prefers: {papers: {a: 10}, roles: {host: 7}}")
    # 7 of 10 + 7.
    assert satisfaction(text, {1: "a"}, {25: "ada host"}) == 41.1
    dated = wishing("prefers: {papers: {a: 10}, dates: {2024-01-25: 4}}, avoids: {papers: [b]}")
    assert satisfaction(dated, {1: "a"}, {25: "ada host"}) == 28.5


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
    # Who may present is spoilt nothing by what is read where they scribe; who may only scribe is.
    assert satisfaction(three, reads, {1: "ada presenter b, ada scribe", 4: "ada scribe"}) == 100
    scribe = wishing("roles: [scribe], avoids: {papers: [a, c]}", ", per_person: {min: 3}")
    thrice: Days = {1: "a b", 4: "c", 8: "d"}
    assert satisfaction(scribe, thrice, {1: "ada scribe", 4: "ada scribe", 8: "ada scribe"}) == 33.3
    zero = wishing("prefers: {papers: {b: 0}}, avoids: {papers: [a]}")
    assert satisfaction(zero, reads, {1: "ada presenter a"}) == 0
    assert satisfaction(zero, reads, {1: "ada presenter b"}) == 100


VAIN = {
    "never read": "prefers: {papers: {z: 10, a: 5}}",
    "a conflict": "conflicts: [b], prefers: {papers: {b: 10, a: 5}}",
    "another's role": "roles: [presenter], prefers: {roles: {scribe: 10}, papers: {a: 5}}",
    "a day away": "unavailable: [2024-01-08], prefers: {dates: {2024-01-08: 10}, papers: {a: 5}}",
    "a topic without papers": "conflicts: [c], prefers: {topics: {u: 10}, papers: {a: 5}}",
}


@pytest.mark.parametrize("case", VAIN)
def test_vain_wishes_are_told(case: str) -> None:
    """A warning for each wish that no duty of the person grants, and for no other."""
    found = [finding for finding in make_course(wishing(VAIN[case])).findings if finding.code == "vain-wish"]
    assert [finding.severity for finding in found] == ["warning"]


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
