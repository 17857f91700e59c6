"""Goals that need no wishes: their figures, counted by hand.

Every figure is asked of the plan, and of the model with the same decision fixed: both must say the same.
"""

from __future__ import annotations

import pytest

from tests.courses import make_course
from tests.rules.hand import course, figure, possible, score, senseless

PAPERS = """
papers:
  details:
    a: {title: A, minutes: 30, topics: [t, u], priority: 5}
    b: {title: B, minutes: 40, topics: [t], priority: 1}
    c: {title: C, minutes: 50, topics: [u]}
    d: {title: D, minutes: 60}
"""
TOPICS = "topics: [{id: t}, {id: u}]\n"
FREE = "reading: {every_session: false, optional_per_session: {max: 2}}\n"


def ranked(goal: str, rest: str = TOPICS + FREE) -> str:
    """A course of four papers with one goal."""
    return f"{course(PAPERS)}goals: [{goal}]\n{rest}"


# coverage -------------------------------------------------------------------------------------------------------


def test_coverage_sums_what_topics_lack() -> None:
    """Papers short of the topics' goals: what one topic has too many makes up for nothing."""
    text = ranked("coverage", "topics: [{id: t, papers: {goal: 2}}, {id: u, papers: {goal: 3}}, {id: v}]\n" + FREE)
    assert figure("coverage", text, {}) == 5
    assert figure("coverage", text, {1: "a", 8: "c d"}) == 3
    assert figure("coverage", text, {1: "a b", 4: "d"}) == 3
    found = score("coverage", text, {1: "a b c"})
    assert (found.value, dict(found.terms)) == (2, {"t": 0, "u": 2})
    over = ranked("coverage", "topics: [{id: t, papers: {goal: 1}}, {id: u, papers: {goal: 1}}]\n" + FREE)
    assert figure("coverage", over, {1: "a b"}) == 1


def test_coverage_counts_main_topics_of_required_papers() -> None:
    """Neither further topics nor listed papers count."""
    text = ranked("coverage", "topics: [{id: u}, {id: t, papers: {goal: 1}}]\n" + FREE)
    assert figure("coverage", text, {1: "c"}, {1: "a"}) == 1
    assert {"a", "b"} & set(possible(text).all_required)


def test_coverage_without_goals() -> None:
    """Has no sense."""
    assert senseless("coverage", ranked("coverage")) is not None
    assert senseless("coverage", ranked("coverage", "topics: [{id: t, papers: {goal: 1}}, {id: u}]\n" + FREE)) is None


# loads ----------------------------------------------------------------------------------------------------------


def test_extra_load_sums_what_lies_above_the_goal() -> None:
    """Each session counts by itself; a light one makes up for nothing; listed papers are no load."""
    reading = "reading: {every_session: false, optional_per_session: {max: 2}, per_session: {minutes: {goal: 50}}}\n"
    text = ranked("extra_load", TOPICS + reading)
    assert figure("extra_load", text, {}) == 0
    assert figure("extra_load", text, {1: "a", 4: "c"}) == 0
    # 70 and 110 minutes: 20 and 60 above.
    found = score("extra_load", text, {1: "a b", 8: "c d"})
    assert found.value == 80
    assert {name: term for name, term in found.terms.items() if term} == {"2024-01-01": 20, "2024-01-08": 60}
    assert figure("extra_load", text, {1: "d"}) == 10
    assert figure("extra_load", text, {1: "a"}, {1: "b"}) == 0
    assert senseless("extra_load", ranked("extra_load")) is not None


def test_extra_load_of_a_full_term() -> None:
    """Four papers in two sessions: at best a with d and b with c, 90 each, 30 above a goal of 75."""
    reading = "reading: {per_session: {minutes: {goal: 75}, papers: {max: 2}}}\n"
    text = ranked("extra_load", TOPICS + reading + "pins: [{paper: a}, {paper: b}, {paper: c}, {paper: d}]\n")
    outcome = possible(text.replace("end: 2024-01-25", "end: 2024-01-04"))
    assert sorted(outcome.loads) == [90, 90]


def test_peak_load_is_the_largest_session() -> None:
    """Over all sessions; optional reading is no load."""
    text = ranked("peak_load")
    assert figure("peak_load", text, {}) == 0
    assert figure("peak_load", text, {1: "a b", 8: "d"}) == 70
    assert figure("peak_load", text, {1: "a", 8: "c"}, {1: "b"}) == 50
    rest = (
        TOPICS + "reading: {per_session: {papers: {max: 2}}}\npins: [{paper: a}, {paper: b}, {paper: c}, {paper: d}]\n"
    )
    outcome = possible(ranked("peak_load", rest).replace("end: 2024-01-25", "end: 2024-01-04"))
    assert sorted(outcome.loads) == [90, 90]


@pytest.mark.parametrize(
    ("read", "minutes"),
    [
        # One session differs from its mean by nothing.
        ({1: "a"}, 0.0),
        # 30 and 60: mean 45, 15 from it each.
        ({1: "a", 25: "d"}, 15.0),
        # 30, 40, 60: mean 130/3, differences 40/3, 10/3, 50/3; their mean is 100/9 = 11.1…
        ({1: "a", 4: "b", 8: "d"}, 11.1),
        # 30, 50, 60: mean 140/3, differences 50/3, 10/3, 40/3; again 100/9.
        ({1: "a", 4: "c", 8: "d"}, 11.1),
        # 70 and 60 and 50: mean 60, differences 10, 0, 10; 20/3 = 6.66… is 6.7.
        ({1: "a b", 4: "d", 8: "c"}, 6.7),
        # 30, 40, 50, 60: mean 45, differences 15, 5, 5, 15.
        ({1: "a", 4: "b", 8: "c", 11: "d"}, 10.0),
        # Nothing read, nothing to differ.
        ({}, 0.0),
    ],
)
def test_steady_load(read: dict[int | str, str], minutes: float) -> None:
    """The mean absolute difference from the mean, over sessions with readings, to one decimal."""
    assert figure("steady_load", ranked("steady_load"), read) == minutes


def test_steady_load_rounds_half_up() -> None:
    """Of 1 and 2 minutes in eight sessions: one of 2 is 2·(7/8)/8 = 0.21875; two of four 0.5; one of four 0.375."""
    lines = "".join(f"    p{n}: {{title: P, minutes: {1 + n % 2}}}\n" for n in range(10))
    text = course("papers:\n  details:\n" + lines) + FREE + "goals: [steady_load]\n"
    days: list[int | str] = [1, 4, 8, 11, 15, 18, 22, 25]
    ones, twos = ["p0", "p2", "p4", "p6", "p8"], ["p1", "p3", "p5", "p7", "p9"]
    assert figure("steady_load", text, dict(zip(days, [*ones[:3], "p1"], strict=False))) == 0.4
    assert figure("steady_load", text, dict(zip(days, [*ones[:2], *twos[:2]], strict=False))) == 0.5
    # 1, 1, 1, 1, 1, 2, 2, 3 (a two and a one more): sum 12, mean 1.5; 5 of 0.5, 2 of 0.5, 1 of 1.5: 5/8 = 0.625.
    eight = [*ones, "p1", "p3", "p5"]
    # 5 ones and 3 twos: sum 11, mean 1.375; 5·0.375 + 3·0.625 = 3.75; /8 = 0.46875.
    assert figure("steady_load", text, dict(zip(days, eight, strict=True))) == 0.5
    # Exactly half: five sessions 1, 1, 1, 1, 2 give 0.32; two sessions 2 and 3 (p1; p0 p3) give 0.5; 4, 2, 2, 2: 0.75.
    assert figure("steady_load", text, {1: "p1 p3", 4: "p5", 8: "p7", 11: "p9"}) == 0.8


def test_steady_load_of_a_course_that_reads_nothing() -> None:
    """A course whose sessions hold no paper has a plan all the same; its figure is 0."""
    reading = "reading: {every_session: false, per_session: {minutes: {max: 20}}}\n"
    assert possible(ranked("steady_load", TOPICS + reading)).all_required == ()


def test_steady_load_is_planned() -> None:
    """Four papers in two sessions: 90 each."""
    rest = (
        TOPICS + "reading: {per_session: {papers: {max: 2}}}\npins: [{paper: a}, {paper: b}, {paper: c}, {paper: d}]\n"
    )
    outcome = possible(ranked("steady_load", rest).replace("end: 2024-01-25", "end: 2024-01-04"))
    assert sorted(outcome.loads) == [90, 90]


# priority -------------------------------------------------------------------------------------------------------


def test_priority_sums_required_papers() -> None:
    """1 to 5, and 3 where the file says nothing; listed papers bring no points."""
    text = ranked("priority")
    assert figure("priority", text, {}) == 0
    assert figure("priority", text, {1: "a b", 8: "d"}) == 9
    found = score("priority", text, {1: "a"}, {1: "b"})
    assert (found.value, {name for name, term in found.terms.items() if term}) == (5, {"a"})
    assert possible(text).all_required != ()


def test_priority_prefers_points() -> None:
    """Room for one paper a day on two days: 5 and 3, not 1."""
    text = ranked("priority", TOPICS + "reading: {per_session: {papers: {max: 1}}}\n")
    outcome = possible(text.replace("end: 2024-01-25", "end: 2024-01-04"))
    assert "a" in outcome.all_required
    assert "b" not in outcome.all_required


def test_priority_without_choice() -> None:
    """Where every candidate must be read, it has no sense."""
    rest = TOPICS + FREE + "pins: [{paper: a}, {paper: b}, {paper: c}%s]\n"
    assert senseless("priority", ranked("priority", rest % ", {paper: d}")) is not None
    assert senseless("priority", ranked("priority", rest % "")) is None


# vacancies ------------------------------------------------------------------------------------------------------

ROLES = """
people: [{id: ada}, {id: bo}, {id: cy}]
duties: {per_session: {max: 3}}
roles:
  - {id: presenter, per: paper, count: {min: 1, max: 2}, on: {topics: [t]}}
  - {id: scribe, per: session, count: {min: 0, max: 3}, from: 2024-01-08}
"""


def test_vacancies_count_empty_seats() -> None:
    """Below ``count.max``, only where seats exist."""
    text = ranked("vacancies", TOPICS + FREE + ROLES)
    assert figure("vacancies", text, {}) == 0
    assert figure("vacancies", text, {1: "c d"}) == 0
    # a has one of two seats taken, b both; on 8 January one of three scribes.
    duties: dict[int | str, str] = {1: "ada presenter a, bo presenter b, cy presenter b", 8: "ada scribe"}
    found = score("vacancies", text, {1: "a b", 8: "c"}, duties=duties)
    assert (found.value, dict(found.terms)) == (3, {"presenter": 1, "scribe": 2})
    full: dict[int | str, str] = {1: "ada presenter a, bo presenter a", 8: "ada scribe, bo scribe, cy scribe"}
    assert figure("vacancies", text, {1: "a", 8: "c"}, duties=full) == 0


def test_vacancies_at_events() -> None:
    """Seats at events without readings count too."""
    rest = (
        TOPICS
        + FREE
        + "events: [{id: talk, title: Talk, dates: [2024-01-04]}]\npeople: [{id: ada}, {id: bo}]\n"
        + "roles: [{id: host, per: session, count: {min: 0, max: 2}, on: {events: [talk]}}]\n"
    )
    text = ranked("vacancies", rest)
    assert figure("vacancies", text, {1: "a"}, events={4: "talk"}) == 2
    assert figure("vacancies", text, {1: "a"}, events={4: "talk"}, duties={4: "bo host"}) == 1
    assert len(possible(text).decision.duties[1]) == 2


def test_vacancies_without_choice() -> None:
    """Fixed numbers of seats, or nobody to sit, leave no choice."""
    assert senseless("vacancies", ranked("vacancies")) is not None
    fixed = "people: [{id: ada}]\nroles: [{id: scribe, per: session, count: 1}]\n"
    assert senseless("vacancies", ranked("vacancies", TOPICS + FREE + fixed)) is not None
    nobody = "roles: [{id: scribe, per: session, count: {min: 0, max: 1}}]\n"
    assert senseless("vacancies", ranked("vacancies", TOPICS + FREE + nobody)) is not None
    other = "people: [{id: ada, roles: []}]\nroles: [{id: scribe, per: session, count: {min: 0, max: 1}}]\n"
    assert senseless("vacancies", ranked("vacancies", TOPICS + FREE + other)) is not None
    never = "people: [{id: ada}]\nroles: [{id: scribe, per: session, count: {min: 0, max: 1}, from: 2024-02-01}]\n"
    assert senseless("vacancies", ranked("vacancies", TOPICS + FREE + never)) is not None


# topic breaks ---------------------------------------------------------------------------------------------------


def test_topic_breaks_count_blocks_beyond_one() -> None:
    """Over all topics: empty sessions and other topics break, blocking events do not."""
    rest = TOPICS + FREE + "events: [{id: exam, title: Exam, dates: [2024-01-04]}]\n"
    text = ranked("topic_breaks", rest)
    at: dict[int | str, str] = {4: "exam"}
    assert figure("topic_breaks", text, {}, events=at) == 0
    assert figure("topic_breaks", text, {1: "a c", 8: "b"}, events=at) == 0
    assert figure("topic_breaks", text, {1: "a", 11: "b"}, events=at) == 1
    assert figure("topic_breaks", text, {8: "a", 11: "c", 15: "b"}, events=at) == 1
    found = score("topic_breaks", text, {8: "a", 11: "d", 15: "b c"}, events=at)
    assert (found.value, dict(found.terms)) == (1, {"t": 1, "u": 0})


def test_topic_breaks_count_events_of_the_topic() -> None:
    """An event's topic counts for blocks."""
    talks = (
        "events:\n  - {id: talk, title: Talk, dates: [2024-01-04], topic: u}\n"
        "  - {id: end, title: End, dates: [2024-01-25], topic: u}\n"
    )
    text = ranked("topic_breaks", TOPICS + FREE + talks)
    at: dict[int | str, str] = {4: "talk", 25: "end"}
    assert figure("topic_breaks", text, {}, events=at) == 1
    assert figure("topic_breaks", text, {11: "c"}, events=at) == 2
    assert figure("topic_breaks", text, {22: "c"}, events=at) == 1


def test_topic_breaks_need_free_topics() -> None:
    """Without topics, or where all are contiguous, it has no sense; contiguous ones never break."""
    assert (
        senseless(
            "topic_breaks",
            ranked("topic_breaks")
            .replace(TOPICS, "")
            .replace(", topics: [t, u]", "")
            .replace(", topics: [t]", "")
            .replace(", topics: [u]", ""),
        )
        is not None
    )
    both = "topics: [{id: t, contiguous: true}, {id: u, contiguous: true}]\n"
    assert senseless("topic_breaks", ranked("topic_breaks", both + FREE)) is not None
    one = ranked("topic_breaks", "topics: [{id: t, contiguous: true}, {id: u}]\n" + FREE)
    assert figure("topic_breaks", one, {1: "a", 4: "b c"}) == 0


# optional fit ---------------------------------------------------------------------------------------------------


def test_optional_fit_counts_listed_papers() -> None:
    """Papers listed, wherever they stand."""
    text = ranked("optional_fit")
    assert figure("optional_fit", text, {1: "a"}) == 0
    found = score("optional_fit", text, {1: "a", 4: "c"}, {1: "b"})
    assert (found.value, {name for name, term in found.terms.items() if term}) == (1, {"b"})
    assert figure("optional_fit", text, {4: "c b"}, {4: "a"}) == 1
    # Beside c only a may be listed, beside a only b, beside b only a; d has no topic.
    assert len(possible(text).listings_of) == 1
    assert senseless("optional_fit", ranked("optional_fit", TOPICS + "reading: {every_session: false}\n")) is not None


# fairness -------------------------------------------------------------------------------------------------------

SCRIBES = """
roles:
  - {id: presenter, per: paper, count: {min: 0, max: 2}}
  - {id: scribe, per: session, count: {min: 0, max: 3}}
"""


def sharing(goal: str, people: str, rest: str = "") -> str:
    """A course with seats that may stay empty, and these people."""
    return ranked(goal, TOPICS + FREE + f"people: [{people}]" + SCRIBES + rest)


def test_fairness_is_most_minus_fewest() -> None:
    """Duties of all roles, with those held earlier; staff and who may hold no role are left out."""
    text = sharing("fairness", "{id: ada}, {id: bo, did: {scribe: 2}}, {id: ta, staff: true}, {id: cy, roles: []}")
    assert figure("fairness", text, {1: "a"}) == 2
    assert figure("fairness", text, {1: "a"}, duties={1: "ada presenter a"}) == 1
    assert figure("fairness", text, {1: "a", 4: "b"}, duties={1: "ada presenter a", 4: "ada scribe"}) == 0
    assert figure("fairness", text, {1: "a", 4: "b"}, duties={1: "bo presenter a", 4: "bo scribe, ta scribe"}) == 4
    assert senseless("fairness", sharing("fairness", "{id: ada}, {id: ta, staff: true}")) is not None


def test_fairness_counts_everybody_who_may() -> None:
    """A person without any duty counts as none; who may hold only a role without seats does not count."""
    people = "{id: ada}, {id: bo}, {id: cy, roles: [ghost]}"
    text = sharing("fairness", people).replace("roles:\n", "roles:\n  - {id: ghost, per: session, count: 0}\n")
    assert figure("fairness", text, {1: "a", 4: "b"}, duties={1: "ada scribe, bo scribe", 4: "ada scribe"}) == 1
    assert figure("fairness", text, {1: "a"}, duties={1: "ada scribe"}) == 1


def test_fairness_is_planned() -> None:
    """Six presenter seats in three sessions for three people: two each."""
    rest = "pins: [{paper: a, date: 2024-01-01}, {paper: b, date: 2024-01-04}, {paper: c, date: 2024-01-08}]\n"
    text = sharing("vacancies, fairness", "{id: ada}, {id: bo}, {id: cy, did: {scribe: 1}}", rest)
    text = text.replace("count: {min: 0, max: 3}", "count: 0").replace("papers:\n", "papers:\n  total: {max: 3}\n", 1)
    outcome = possible(text)
    assert {person: len(duties) for person, duties in outcome.duties_by_person.items()} == {"ada": 2, "bo": 2, "cy": 2}


def test_fairness_has_two_stages() -> None:
    """First among those on common terms; who has duties of their own, joins late or leaves early counts after them."""
    people = "{id: ada}, {id: bo}, {id: cy, duties: {max: 1}}, {id: di, from: 2024-01-08}, {id: ed, until: 2024-01-04}"
    text = sharing("fairness", people, "duties: {per_session: {max: 4}}\n")
    reads: dict[int | str, str] = {1: "a", 4: "b", 8: "c d"}
    alike: dict[int | str, str] = {1: "ada presenter a, bo scribe", 4: "ada scribe, bo presenter b"}
    found = score("fairness", text, reads, duties=alike)
    assert (found.value, dict(found.terms)) == (0, {"common": 0, "everybody": 2})
    shared: dict[int | str, str] = {**alike, 8: "cy scribe, di scribe", 1: "ada presenter a, bo scribe, ed scribe"}
    found = score("fairness", text, reads, duties=shared)
    assert (found.value, dict(found.terms)) == (0, {"common": 0, "everybody": 1})
    two = score(
        "fairness", text, reads, duties={1: "ada presenter a, di presenter d", 8: "di scribe"} | {1: "ada scribe"}
    )
    assert (two.value, dict(two.terms)) == (1, {"common": 1, "everybody": 1})


def test_fairness_of_one_on_common_terms() -> None:
    """Nobody to compare with: the first stage is 0, the second counts all."""
    text = sharing("fairness", "{id: ada}, {id: bo, duties: {max: 3}}")
    found = score("fairness", text, {1: "a"}, duties={1: "ada scribe"})
    assert (found.value, dict(found.terms)) == (0, {"common": 0, "everybody": 1})


def test_fairness_is_about_those_who_may_hold_a_duty() -> None:
    """Away on all days, at most no duty, or seats that never exist: such people are not compared."""
    away = "{id: ada}, {id: bo, unavailable: [{from: 2024-01-01, to: 2024-01-25}]}"
    assert senseless("fairness", sharing("fairness", away)) is not None
    none = "{id: ada}, {id: bo, duties: {max: 0}}"
    assert senseless("fairness", sharing("fairness", none)) is not None
    late = sharing("fairness", "{id: ada}, {id: bo}").replace("{min: 0, max: 3}", "1, from: 2024-03-01")
    assert senseless("fairness", late) is None
    nowhere = late.replace("{min: 0, max: 2}", "1, from: 2024-03-01")
    assert senseless("fairness", nowhere) is not None


def test_plans_are_fair_by_default() -> None:
    """Without a word on goals, four people and four papers make one talk each; two teams and eight papers four each."""
    people = "people: [{id: ada}, {id: bo}, {id: cy}, {id: di}]\nroles: [{id: presenter, per: paper}]\n"
    text = course(PAPERS) + "reading: {per_session: {papers: {min: 1, max: 1}}}\n" + TOPICS + people
    outcome = possible(text.replace("end: 2024-01-25", "end: 2024-01-11"))
    assert [len(duties) for duties in outcome.duties_by_person.values()] == [1, 1, 1, 1]
    papers = "papers:\n  details:\n" + "".join(f"    p{n}: {{title: P, minutes: 60}}\n" for n in range(9))
    teams = "people: [{id: one, members: [{name: A}, {name: B}]}, {id: two, members: [{name: C}]}]\n"
    text = course(papers) + "reading: {per_session: {papers: {min: 1, max: 1}}}\n" + teams + people.splitlines()[1]
    assert [len(duties) for duties in possible(text).duties_by_person.values()] == [4, 4]
    assert [step.label for step in make_course(text).steps] == ["priority", "fairness", "peak_load"]


# early ----------------------------------------------------------------------------------------------------------


def test_early_sums_the_numbers_of_sessions() -> None:
    """From 1; what is not read counts one more than the last; listed papers are not read."""
    text = ranked("early")
    assert figure("early", text, {}) == 4 * 9
    assert figure("early", text, {1: "a b", 25: "c"}) == 1 + 1 + 8 + 9
    found = score("early", text, {4: "a"}, {4: "b"})
    assert (found.value, dict(found.terms)) == (29, {"a": 2, "b": 9, "c": 9, "d": 9})


def test_early_is_planned() -> None:
    """Papers come one a day from the first day on; fewer days are left empty at the end."""
    reading = "reading: {every_session: false, per_session: {papers: {max: 1}}}\n"
    assert possible(ranked("early", TOPICS + reading)).reading_sessions == (0, 1, 2, 3)


# spread and breadth ---------------------------------------------------------------------------------------------


def test_spread_is_the_smallest_distance() -> None:
    """j − i between two duties of one person, over all people; the number of sessions where nobody has two."""
    text = sharing("spread", "{id: ada}, {id: bo}", "duties: {per_session: {max: 2}}\n")
    assert figure("spread", text, {}) == 8
    assert figure("spread", text, {1: "a", 4: "b"}, duties={1: "ada scribe", 4: "bo scribe"}) == 8
    assert figure("spread", text, {1: "a", 25: "b"}, duties={1: "ada scribe", 25: "ada scribe"}) == 7
    three: dict[int | str, str] = {1: "ada scribe, bo scribe", 11: "ada scribe", 15: "bo scribe", 25: "ada scribe"}
    assert figure("spread", text, {1: "a", 11: "b", 15: "c", 25: "d"}, duties=three) == 3
    # Two duties in one session lie 0 apart.
    assert figure("spread", text, {1: "a"}, duties={1: "ada scribe, ada presenter a"}) == 0


def test_spread_needs_two_duties() -> None:
    """Where nobody may hold two, there is nothing to spread; and where nobody may hold any."""
    one = sharing("spread", "{id: ada}, {id: bo, duties: {max: 1}}", "duties: {per_person: {max: 1}}\n")
    assert senseless("spread", one) is not None
    assert senseless("spread", one.replace("bo, duties: {max: 1}", "bo, duties: {max: 2}")) is None
    assert senseless("spread", sharing("spread", "{id: ada, roles: []}, {id: ta, staff: true}")) is not None
    once = (
        sharing("spread", "{id: ada}")
        .replace("{min: 0, max: 2}", "0")
        .replace("max: 3}", "max: 3}, per_person: {max: 1}")
    )
    assert senseless("spread", once) is not None


def test_spread_is_planned() -> None:
    """Two seats for one person, on the first and the last day."""
    text = ranked(
        "spread",
        "reading: {every_session: false, per_session: {papers: {max: 1}}}\npeople: [{id: ada}]\n"
        "roles: [{id: scribe, per: session}]\npins: [{paper: a}, {paper: b}]\n" + TOPICS,
    )
    sessions = possible(text).reading_sessions
    assert sessions == (0, 7)


def test_breadth_is_the_fewest_topics() -> None:
    """Different main topics of a person's per-paper duties; roles per session and papers without topic do not count."""
    text = sharing("breadth", "{id: ada}, {id: bo}", "duties: {per_session: {max: 3}}\n")
    assert figure("breadth", text, {1: "a b c d"}) == 0
    both: dict[int | str, str] = {1: "ada presenter a, bo presenter a, ada presenter b, bo presenter d"}
    assert figure("breadth", text, {1: "a b c d"}, duties=both) == 1
    wide: dict[int | str, str] = {1: "ada presenter a, ada presenter c", 4: "bo presenter b, bo presenter d"}
    found = score("breadth", text, {1: "a c", 4: "b d"}, duties=wide)
    assert (found.value, dict(found.terms)) == (1, {"ada": 2, "bo": 1})
    none: dict[int | str, str] = {1: "ada presenter a, ada presenter c, bo presenter d, bo scribe"}
    assert figure("breadth", text, {1: "a c d"}, duties=none) == 0
    assert senseless("breadth", ranked("breadth")) is not None


def test_breadth_needs_people_and_topics() -> None:
    """Who may hold no duty per paper is not compared; papers need topics."""
    assert senseless("breadth", sharing("breadth", "{id: ada, roles: [scribe]}, {id: ta, staff: true}")) is not None
    two = sharing("breadth", "{id: ada}, {id: bo, conflicts: [a, b, c, d]}")
    assert figure("breadth", two, {1: "a c"}, duties={1: "ada presenter a"}) == 1
    assert senseless("breadth", two.replace("topics: [t", "tags: [t").replace("topics: [u", "tags: [u")) is not None


def test_breadth_is_planned() -> None:
    """Both topics for both."""
    text = sharing("breadth", "{id: ada}, {id: bo}", "duties: {per_session: {max: 3}}\n")
    outcome = possible(text)
    topics = {
        person: {outcome.problem.papers[duty.paper].topic for _, duty in duties if duty.paper}
        for person, duties in outcome.duties_by_person.items()
    }
    assert {"t", "u"} <= topics["ada"] & topics["bo"]


# steps ----------------------------------------------------------------------------------------------------------


def test_goals_in_order() -> None:
    """The first goal is kept for the next: all points first, then the lightest peak; and the other way round."""
    reading = TOPICS + "reading: {every_session: false, per_session: {papers: {max: 4}}}\n"
    term = "end: 2024-01-25", "end: 2024-01-04"
    points_first = possible(ranked("priority, peak_load", reading).replace(*term))
    assert sorted(points_first.loads) == [90, 90]
    light_first = possible(ranked("peak_load, priority", reading).replace(*term))
    assert light_first.all_required == ()


def test_weighed_step() -> None:
    """Σ weight × figure, high-is-best goals negative: 20 points a minute pay for some papers only."""
    reading = TOPICS + "reading: {every_session: false, per_session: {papers: {max: 4}}}\n"
    # One session: a costs 30 minutes for 5 points, b 40 for 1, c 50 for 3, d 60 for 3.
    one_day = "end: 2024-01-25", "end: 2024-01-01"
    for weight, read in ((5, set()), (7, {"a"}), (17, {"a", "c"}), (21, {"a", "c", "d"}), (41, {"a", "b", "c", "d"})):
        outcome = possible(ranked(f"{{priority: {weight}, peak_load: 1}}", reading).replace(*one_day))
        assert set(outcome.all_required) == read


def test_senseless_goals_are_skipped() -> None:
    """A listed goal without sense is a warning; the default order takes only those with sense."""
    findings = make_course(ranked("coverage, priority")).findings
    assert [finding.code for finding in findings if finding.code == "goal-without-sense"] == ["goal-without-sense"]
    plain = make_course(ranked("priority").replace("goals: [priority]\n", ""))
    assert [step.label for step in plain.steps] == ["priority", "peak_load", "topic_breaks", "optional_fit"]
    assert "goal-without-sense" not in {finding.code for finding in plain.findings}
