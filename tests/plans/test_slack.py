"""How much worse a goal may be: what is read from the command line, and what it allows."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import api
from planner.findings import InputError
from planner.plans.slack import Slack, allowed, read_slack
from tests.courses import HEAD, make_course

GOALS = ["coverage", "extra_load", "worst_off"]
EXPECTED = "expected a share such as 2%, or GOAL=1"


def refused(*texts: str) -> list[str]:
    """What is said of texts that cannot be read."""
    with pytest.raises(InputError) as raised:
        read_slack(texts, GOALS)
    return [str(finding) for finding in raised.value.findings]


def test_two_percent_is_meant_where_nothing_is_said() -> None:
    """The default of all goals; what is said of one goal leaves it for the others."""
    assert read_slack([], GOALS) == Slack(Fraction(1, 50)) == Slack()
    assert read_slack(["coverage=1"], GOALS) == Slack(units={"coverage": Fraction(1)})


def test_shares_and_units() -> None:
    """A share for all, a share for one, a number of units for one; spaces before the sign are no matter."""
    slack = read_slack(["2.5 %", "coverage=1", "extra_load=10%", "worst_off=0.5"], GOALS)
    assert slack.share == Fraction(1, 40)
    assert slack.shares == {"extra_load": Fraction(1, 10)}
    assert slack.units == {"coverage": 1, "worst_off": Fraction(1, 2)}


@pytest.mark.parametrize(
    ("texts", "limit"), [(["coverage=1", "coverage=50%"], 5), (["coverage=50%", "coverage=1"], 1), (["9%", "0%"], 0)]
)
def test_the_last_word_counts(texts: list[str], limit: int) -> None:
    """As for every option that is given twice, whether it is a share or a number."""
    assert allowed(read_slack(texts, GOALS), "coverage", 10, 1) == limit


@pytest.mark.parametrize(
    "text",
    ["", "2", "%", "-1%", "1e3%", "nan%", "1000%", "1/2%", "2%%", "coverage=", "coverage=-1", "coverage=inf",
     "coverage=1e9", "coverage=1234567", "coverage=1.234", "coverage= 1", "2%\n"],
)  # fmt: skip
def test_what_is_no_slack(text: str) -> None:
    """Whatever is neither a share nor a number is refused with the text it stands in."""
    assert refused(text) == [f"--slack {text}: {EXPECTED}"]


def test_all_faults_at_once() -> None:
    """Unknown goals with the nearest known one, and what is no number, in one answer."""
    assert refused("coverge=1", "x", "=1", "a=b=2%") == [
        '--slack coverge=1: goal "coverge" is none of this course; did you mean "coverage"?',
        f"--slack x: {EXPECTED}",
        '--slack =1: goal "" is none of this course',
        '--slack a=b=2%: goal "a=b" is none of this course',
    ]


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text is a traceback, and what is read is never less than nothing."""
    try:
        slack = read_slack([text], GOALS)
    except InputError:
        return
    numbers = [slack.share, *slack.units.values(), *slack.shares.values()]
    assert all(0 <= number <= 10**6 for number in numbers)


@given(st.integers(0, 10_000), st.integers(-(10**9), 10**9), st.integers(1, 1000))
def test_a_share_is_rounded_up(hundredths: int, best: int, unit: int) -> None:
    """At least one unit and at least the share of the best value, and no whole number less would do; 0 is 0."""
    amount = allowed(Slack(Fraction(hundredths, 10_000)), "coverage", best, unit)
    share = Fraction(hundredths, 10_000) * abs(best)
    assert amount == (max(unit, ceil(share)) if hundredths else 0)


@given(st.integers(0, 10**6), st.integers(-(10**9), 10**9), st.integers(1, 1000))
def test_units_are_counted_as_the_goal_counts(hundredths: int, best: int, unit: int) -> None:
    """Whatever the best value is, parts of what the goal counts left out; no share is asked then."""
    slack = Slack(Fraction(1, 2), {"coverage": Fraction(hundredths, 100)}, {"coverage": Fraction(1)})
    assert allowed(slack, "coverage", best, unit) == hundredths * unit // 100


@given(st.integers(0, 100), st.integers(-1000, 1000), st.integers(1, 10))
def test_more_slack_allows_more(percent: int, best: int, unit: int) -> None:
    """Never less for a larger share."""
    less, more = (allowed(Slack(Fraction(p, 100)), "coverage", best, unit) for p in (percent, percent + 1))
    assert less <= more


@pytest.mark.parametrize("number", [1, 3, 15, 40])
def test_a_percent_of_a_mean(number: int) -> None:
    """``preferences`` counts tenths over all people: one percent of the mean is ten of each, however many they are."""
    from planner.rule import scale_of

    people = ", ".join(f"{{id: p{n}, prefers: {{papers: [a]}}}}" for n in range(number))
    text = f"papers: {{details: {{a: {{title: A, minutes: 30}}, b: {{title: B, minutes: 30}}}}}}\npeople: [{people}]\n"
    course = make_course(HEAD + text + "roles: [{id: presenter, per: paper, count: 1}]\n")
    units = {goal.name: scale_of(goal, course.problem) for goal in course.goals if goal.name != "changes"}
    tenths = {"worst_off": 10, "leximin": 10, "steady_load": 10, "preferences": 10 * number}
    assert units == {name: tenths.get(name, 1) for name in units}


@pytest.mark.parametrize(("slack", "others"), [("preferences=8", 0), ("preferences=9", 1)])
def test_slack_of_preferences_is_of_the_mean(slack: str, others: int) -> None:
    """The one of twelve who can be on duty is worth 8.33 % of the mean: nobody on duty is within nine percent."""
    people = ", ".join(f"{{id: p{n}, prefers: {{papers: [{'b' if n else 'a'}]}}}}" for n in range(12))
    text = HEAD + (
        "papers: {details: {a: {title: A, minutes: 30, dates: [2024-01-01]}, b: {title: B, minutes: 30}, "
        "c: {title: C, minutes: 30}}, total: {max: 1}, must: [a], "
        f"never: [b]}}\npeople: [{people}]\nreading: {{every_session: false}}\ngoals: [preferences]\n"
        "roles: [{id: presenter, per: paper, count: {min: 0, max: 1}}]\n"
    ).replace("b]}}", "b]}, duties: {max: 0}}")
    course = make_course(text)
    best, found = api.alternatives(course, 1, read_slack([slack], ["preferences"]))
    assert [duty.person for _, duty in best.all_duties()] == ["p0"]
    assert [list(other.plan.all_duties()) for other in found] == [[]] * others
