"""Rules about which papers are read, and in which order."""

from __future__ import annotations

import pytest

from planner.findings import InputError
from tests.courses import HEAD, make_course, make_problem
from tests.rules.hand import breaks, course, impossible, judge, keeps, marked_line, possible

# Each paper of one topic, ten minutes long; empty sessions are allowed.
FREE = """
reading: {every_session: false}
"""


def papers(details: str, rest: str = "", reading: str = FREE) -> str:
    """A course of papers a, b, … with the details given (a line each), and more sections."""
    lines = "".join(f"    {line.strip()}\n" for line in details.strip().splitlines())
    return course("papers:\n  details:\n" + lines) + rest.strip("\n") + "\n" + reading.strip("\n") + "\n"


ABC = """
a: {title: A, minutes: 10}
b: {title: B, minutes: 10}
c: {title: C, minutes: 10}
"""


# candidates -----------------------------------------------------------------------------------------------------


def test_paper_stands_once() -> None:
    """A paper is required in one session, and in one only."""
    text = papers("a: {title: A, minutes: 10}  # here\nb: {title: B, minutes: 10}")
    keeps(text, {1: "a", 4: "b"})
    said = 'paper "a" stands at most once in a plan; here on 2024-01-01, 2024-01-08'
    breaks(text, "candidates", said, {1: "a", 8: "a b"})
    breaks(text, "candidates", said.replace("01-08", "01-01"), {1: "a a"})
    assert len(possible(text).sessions_of["a"]) == 1


def test_required_paper_is_not_listed_too() -> None:
    """A paper is listed at most once in a plan, and not beside being required."""
    text = papers(
        "a: {title: A, minutes: 10, topics: [t]}\nb: {title: B, minutes: 10, topics: [t]}  # here",
        "topics: [{id: t}]",
        "reading: {every_session: false, optional_per_session: {max: 2}}",
    )
    keeps(text, {1: "a"}, {1: "b"})
    keeps(text, {1: "a", 4: "b"})
    said = 'paper "b" stands at most once in a plan; here on 2024-01-01, 2024-01-04'
    breaks(text, "candidates", said, {1: "a", 4: "b"}, {1: "b"})
    breaks(text, "candidates", said.replace("01-04", "01-01"), {1: "a"}, {1: "b b"})
    outcome = possible(text)
    assert not set(outcome.sessions_of) & set(outcome.listings_of)


def test_listed_paper_is_listed_once() -> None:
    """Two sessions of its topic do not both list a paper."""
    text = papers(
        "a: {title: A, minutes: 10, topics: [t]}\nb: {title: B, minutes: 10, topics: [t]}\n"
        "c: {title: C, minutes: 10, topics: [t]}  # here",
        "topics: [{id: t}]",
        "reading: {every_session: false, optional_per_session: {max: 2}}",
    )
    said = 'paper "c" stands at most once in a plan; here on 2024-01-01, 2024-01-04'
    breaks(text, "candidates", said, {1: "a", 4: "b"}, {1: "c", 4: "c"})


def test_never_wins() -> None:
    """A paper under ``never`` is neither required nor listed."""
    text = papers(
        "a: {title: A, minutes: 10, topics: [t]}\nb: {title: B, minutes: 10, topics: [t]}",
        "  never:\n    - b  # here\ntopics: [{id: t}]",
        "reading: {every_session: false, optional_per_session: {max: 2}}",
    )
    keeps(text, {1: "a"})
    breaks(text, "candidates", 'paper "b" is never read', {1: "b"})
    findings = judge(text, {1: "a"}, {1: "b"})
    assert [(finding.code, finding.where and finding.where.line) for finding in findings] == [
        ("candidates", marked_line(text))
    ]
    assert possible(text).all_required == ("a",)


def test_stranger_is_no_candidate() -> None:
    """A paper that the course does not know is a finding about the whole file."""
    text = papers(ABC)
    findings = judge(text, {1: "a zz"})
    assert [(finding.code, finding.message) for finding in findings] == [
        ("candidates", 'paper "zz" is no candidate'),
    ]


# must -----------------------------------------------------------------------------------------------------------


def test_must_paper_is_read() -> None:
    """A paper under ``must`` is required in exactly one session."""
    text = papers(ABC, "  must:\n    - a\n    - b  # here")
    keeps(text, {1: "a b"})
    keeps(text, {4: "b c", 8: "a"})
    breaks(text, "must", 'paper "b" must be read; the plan leaves it out', {1: "a c"})
    assert {"a", "b"} <= set(possible(text).all_required)


def test_listing_is_not_reading() -> None:
    """A ``must`` paper that is only listed is not read."""
    text = papers(
        "a: {title: A, minutes: 10, topics: [t]}\nb: {title: B, minutes: 10, topics: [t]}",
        "  must: [b]  # here\ntopics: [{id: t}]",
        "reading: {every_session: false, optional_per_session: {max: 2}}",
    )
    breaks(text, "must", 'paper "b" must be read; the plan leaves it out', {1: "a"}, {1: "b"})


def test_pinned_and_event_papers_must_be_read() -> None:
    """Papers of pins and events are read, whatever else; the line is theirs."""
    text = papers(
        ABC,
        """
events:
  - title: Talk
    id: talk
    dates: [2024-01-04]
    readings: true
    papers: [b]  # of the event
pins:
  - paper: a  # of the pin
""",
    )
    keeps(text, {1: "a", 4: "b"}, events={4: "talk"})
    breaks(
        text,
        "must",
        'paper "b" must be read; the plan leaves it out',
        {1: "a"},
        events={4: "talk"},
        mark="# of the event",
    )
    findings = judge(text, {4: "b"}, events={4: "talk"})
    assert [(finding.code, finding.where and finding.where.line) for finding in findings] == [
        ("must", marked_line(text, "# of the pin")),
        ("pins", marked_line(text, "# of the pin")),
    ]


def test_musts_need_room() -> None:
    """Nine papers that must be read do not fit into eight sessions of one."""
    details = "\n".join(f"p{number}: {{title: P{number}, minutes: 10}}" for number in range(9))
    ids = [f"p{number}" for number in range(9)]
    reading = "reading: {per_session: {papers: {max: 1}}}"
    possible(papers(details, f"  must: [{', '.join(ids[:8])}]", reading))
    impossible(papers(details, f"  must: [{', '.join(ids)}]", reading))


# total ----------------------------------------------------------------------------------------------------------


def test_total_counts_required_papers() -> None:
    """``total`` limits the required papers of the term, from below and above."""
    text = papers(ABC, "  total:\n    min: 1  # least\n    max: 2  # most")
    keeps(text, {1: "a"})
    keeps(text, {1: "a", 4: "b"})
    breaks(text, "total-papers", "at least 1 required papers in the term; the plan has 0", {}, mark="# least")
    said = "at most 2 required papers in the term; the plan has 3"
    breaks(text, "total-papers", said, {1: "a b c"}, mark="# most")
    assert len(possible(text).all_required) == 2


def test_total_leaves_listed_papers_out() -> None:
    """Optional papers are not counted."""
    text = papers(
        "a: {title: A, minutes: 10, topics: [t]}\nb: {title: B, minutes: 10, topics: [t]}",
        "  total: {min: 1, max: 1}\ntopics: [{id: t}]",
        "reading: {every_session: false, optional_per_session: {max: 2}}",
    )
    keeps(text, {1: "a"}, {1: "b"})


def test_total_beyond_candidates_is_impossible() -> None:
    """More papers than there are."""
    impossible(papers(ABC, "  total: {min: 4}"))
    impossible(papers(ABC, "  must: [a, b]\n  total: {max: 1}"))


# dates ----------------------------------------------------------------------------------------------------------


def test_paper_dates() -> None:
    """``dates`` bind where a paper is required."""
    text = papers("a: {title: A, minutes: 10, dates: [2024-01-04, 2024-01-08]}  # here\nb: {title: B, minutes: 10}")
    keeps(text, {4: "a", 8: "b"})
    keeps(text, {8: "a"})
    keeps(text, {1: "b"})
    said = 'paper "a" is read only on 2024-01-04, 2024-01-08; here on 2024-01-11'
    breaks(text, "paper-dates", said, {11: "a"})
    assert possible(text).session_of("a") in (1, 2)


def test_paper_dates_bind_listing() -> None:
    """An optional paper stands on its dates too."""
    text = papers(
        "a: {title: A, minutes: 10, topics: [t]}\nb: {title: B, minutes: 10, topics: [t]}\n"
        "c: {title: C, minutes: 10, topics: [t], dates: [2024-01-04]}  # here",
        "topics: [{id: t}]",
        "reading: {every_session: false, optional_per_session: {max: 2}}",
    )
    keeps(text, {1: "a", 4: "b"}, {4: "c"})
    breaks(text, "paper-dates", 'paper "c" is read only on 2024-01-04; here on 2024-01-01', {1: "a", 4: "b"}, {1: "c"})


TWICE_A_DAY = """\
version: 1
course: {title: Test course, code: test}
term:
  start: 2024-01-01
  end: 2024-01-11
  timezone: Europe/Berlin
  meetings:
    - {days: [Mon], start: "10:00", end: "11:00"}
    - {days: [Mon], start: "15:30", end: "16:30"}
"""
"""Four sessions, two on each of two Mondays."""


def test_date_means_every_session_of_the_day() -> None:
    """A date is every session of that day, a session id only that one."""
    text = course(
        """
        papers:
          details:
            a: {title: A, minutes: 10, dates: [2024-01-08]}
            b: {title: B, minutes: 10, dates: ["2024-01-08T15:30"]}  # here
        reading: {every_session: false}
        """,
        TWICE_A_DAY,
    )
    keeps(text, {"2024-01-08T10:00": "a", "2024-01-08T15:30": "b"})
    keeps(text, {"2024-01-08T15:30": "a b"})
    said = 'paper "b" is read only on 2024-01-08T15:30; here on 2024-01-08T10:00'
    breaks(text, "paper-dates", said, {"2024-01-08T10:00": "b"})


def test_dates_that_do_not_suffice() -> None:
    """Three papers for two dates with one paper each."""
    details = "\n".join(f"{name}: {{title: {name}, minutes: 10, dates: [2024-01-01, 2024-01-04]}}" for name in "abc")
    reading = "reading: {every_session: false, per_session: {papers: {max: 1}}}"
    possible(papers(details, "  must: [a, b]", reading))
    impossible(papers(details, "  must: [a, b, c]", reading))


# after and needs ------------------------------------------------------------------------------------------------


def test_after_orders_what_is_read() -> None:
    """``after: [a]``: if both are read, a is in an earlier session; either alone is fine."""
    text = papers("a: {title: A, minutes: 10}\nb: {title: B, minutes: 10, after: [a]}  # here")
    keeps(text, {1: "a", 4: "b"})
    keeps(text, {1: "b"})
    keeps(text, {1: "a"})
    said = '"b" comes after "a" if both are read; "a" is read on 2024-01-04'
    breaks(text, "paper-order", said, {4: "a", 1: "b"})
    breaks(text, "paper-order", said, {4: "a b"})


def test_needs_asks_for_the_paper() -> None:
    """``needs: [a]``: a is read in an earlier session, and must be read."""
    text = papers("a: {title: A, minutes: 10}\nb: {title: B, minutes: 10, needs: [a]}  # here")
    keeps(text, {1: "a", 4: "b"})
    keeps(text, {1: "a"})
    said = '"b" needs "a" in an earlier session; '
    breaks(text, "paper-order", said + '"a" is read on 2024-01-04', {4: "a", 1: "b"})
    breaks(text, "paper-order", said + '"a" is read on 2024-01-01', {1: "a b"})
    breaks(text, "paper-order", said + '"a" is not read', {1: "b"})


def test_needs_counts_reading_only() -> None:
    """A listed paper is not read."""
    text = papers(
        "a: {title: A, minutes: 10, topics: [t]}\nb: {title: B, minutes: 10, topics: [t], needs: [a]}  # here\n"
        "c: {title: C, minutes: 10, topics: [t]}",
        "topics: [{id: t}]",
        "reading: {every_session: false, optional_per_session: {max: 1}}",
    )
    said = '"b" needs "a" in an earlier session; "a" is not read'
    breaks(text, "paper-order", said, {1: "c", 4: "b"}, {1: "a"})


def test_order_binds_no_optional_paper() -> None:
    """``after`` and ``needs`` do not bind optional reading."""
    text = papers(
        "a: {title: A, minutes: 10, topics: [t]}\nb: {title: B, minutes: 10, topics: [t], after: [a]}\n"
        "c: {title: C, minutes: 10, topics: [t]}",
        "topics: [{id: t}]",
        "reading: {every_session: false, optional_per_session: {max: 1}}",
    )
    keeps(text, {1: "c", 4: "a"}, {1: "b"})


def test_after_a_paper_that_is_never_read() -> None:
    """An order on a ``never`` paper is void for ``after``."""
    text = papers("a: {title: A, minutes: 10}\nb: {title: B, minutes: 10, after: [a]}", "  never: [a]\n  must: [b]")
    keeps(text, {1: "b"})
    assert possible(text).all_required == ("b",)


def test_needing_a_paper_that_is_never_read() -> None:
    """What needs a ``never`` paper is not read; that is an error if it must be, else a warning."""
    details = "a: {title: A, minutes: 10}\nb: {title: B, minutes: 10, needs: [a]}  # here\nc: {title: C, minutes: 10}"
    text = papers(details, "  never: [a]")
    keeps(text, {1: "c"})
    breaks(text, "paper-order", '"b" needs a paper that is no candidate', {1: "b"})
    assert possible(text).all_required == ("c",)
    assert "missing-need" in {finding.code for finding in make_course(text).findings}
    with pytest.raises(InputError) as raised:
        make_problem(papers(details, "  never: [a]\n  must: [b]"))
    assert [finding.code for finding in raised.value.findings if finding.severity == "error"] == ["missing-need"]


def test_order_that_cannot_hold() -> None:
    """b needs a, but the only date of b is the first day."""
    details = "a: {title: A, minutes: 10}\nb: {title: B, minutes: 10, %s: [a], dates: [2024-01-01]}"
    possible(papers(details % "after", "  must: [b]"))
    impossible(papers(details % "after", "  must: [a, b]"))
    impossible(papers(details % "needs", "  must: [b]"))


def test_chain_of_needs_takes_sessions() -> None:
    """Nine papers, each needing the one before, take nine sessions."""
    lines = ["p0: {title: P, minutes: 10}"]
    lines += [f"p{n}: {{title: P, minutes: 10, needs: [p{n - 1}]}}" for n in range(1, 9)]
    possible(papers("\n".join(lines), "  must: [p7]"))
    impossible(papers("\n".join(lines), "  must: [p8]"))


# same_session and apart -----------------------------------------------------------------------------------------


def test_same_session() -> None:
    """Both in one session, or neither."""
    text = papers(ABC, "  same_session:\n    - [a, b]  # here")
    keeps(text, {1: "a b"})
    keeps(text, {1: "c"})
    said = "a, b are read in one session, or none of them; here they are apart"
    breaks(text, "same-session", said, {1: "a", 4: "b"})
    breaks(text, "same-session", said, {1: "a c"})
    impossible(papers(ABC, "  must: [a]\n  same_session: [[a, b]]", "reading: {per_session: {papers: {max: 1}}}"))


def test_same_session_with_three() -> None:
    """A set of three is torn apart when one of them stands elsewhere."""
    text = papers(ABC, "  same_session:\n    - [a, b, c]  # here")
    keeps(text, {1: "a b c"})
    said = "a, b, c are read in one session, or none of them; here they are apart"
    breaks(text, "same-session", said, {1: "a b", 4: "c"})


def test_same_session_with_a_paper_that_is_never_read() -> None:
    """Neither is read when one of them cannot be."""
    text = papers(ABC, "  never: [b]\n  same_session:\n    - [a, b]  # here")
    keeps(text, {1: "c"})
    said = "a, b are read in one session, or none of them; here they are apart"
    breaks(text, "same-session", said, {1: "a"})
    assert possible(text).all_required == ("c",)


def test_apart() -> None:
    """Never required in one session; sessions of their own are fine, and so is one alone."""
    text = papers(ABC, "  apart:\n    - [a, b]  # here")
    keeps(text, {1: "a c", 4: "b"})
    keeps(text, {1: "a c"})
    breaks(text, "apart", "a, b are never read in one session; here on 2024-01-04", {4: "a b c"})


def test_apart_with_three() -> None:
    """No two of a set of three share a session."""
    text = papers(ABC, "  apart:\n    - [a, b, c]  # here")
    keeps(text, {1: "a", 4: "b", 8: "c"})
    breaks(text, "apart", "a, b, c are never read in one session; here on 2024-01-08", {8: "a c"})


def test_apart_binds_no_optional_paper() -> None:
    """Only required papers are kept apart."""
    text = papers(
        "a: {title: A, minutes: 10, topics: [t]}\nb: {title: B, minutes: 10, topics: [t]}",
        "  apart: [[a, b]]\ntopics: [{id: t}]",
        "reading: {every_session: false, optional_per_session: {max: 1}}",
    )
    keeps(text, {1: "a"}, {1: "b"})


def test_apart_is_void_for_never() -> None:
    """A paper that is never read keeps nobody apart."""
    keeps(papers(ABC, "  never: [b]\n  apart: [[a, b]]"), {1: "a c"})


def test_apart_in_one_session() -> None:
    """Three papers for two dates, all apart."""
    details = "\n".join(f"{name}: {{title: {name}, minutes: 10, dates: [2024-01-01, 2024-01-04]}}" for name in "abc")
    possible(papers(details, "  must: [a, b, c]\n  apart: [[a, b]]"))
    impossible(papers(details, "  must: [a, b, c]\n  apart: [[a, b], [b, c], [a, c]]"))


# mix ------------------------------------------------------------------------------------------------------------

MIXED = """
old: {title: Old, minutes: 10, year: 2010, venue: SOSP}
mid: {title: Mid, minutes: 10, year: 2015, venue: OSDI, tags: [theory]}
new: {title: New, minutes: 10, year: 2020, venue: OSDI}
fresh: {title: Fresh, minutes: 10, year: 2024, venue: NSDI, tags: [theory]}
undated: {title: Undated, minutes: 10}
"""


def test_mix_by_number() -> None:
    """A number of all required papers meets the filter, at least and at most."""
    text = papers(MIXED, "  mix:\n    - since: 2015\n      min: 1  # least\n      max: 2  # most")
    keeps(text, {1: "mid", 4: "old undated"})
    keeps(text, {1: "mid new"})
    said = "at least 1 of the required papers are since 2015; the plan has 0 of 2"
    breaks(text, "paper-mix", said, {1: "old undated"}, mark="# least")
    said = "at most 2 of the required papers are since 2015; the plan has 3 of 3"
    breaks(text, "paper-mix", said, {1: "mid", 4: "new fresh"}, mark="# most")


def test_mix_by_share() -> None:
    """A share counts over all required papers of the term; its limit itself is allowed."""
    text = papers(MIXED, '  mix:\n    - venues: [osdi]\n      min: "40%"  # least\n      max: "50%"  # most')
    keeps(text, {1: "mid new", 4: "old fresh undated"})
    keeps(text, {1: "mid", 4: "old"})
    keeps(text, {})
    said = "at least 40% of the required papers are of osdi; the plan has 1 of 3"
    breaks(text, "paper-mix", said, {1: "mid", 4: "old fresh"}, mark="# least")
    said = "at most 50% of the required papers are of osdi; the plan has 2 of 3"
    breaks(text, "paper-mix", said, {1: "mid", 4: "new", 8: "old"}, mark="# most")


def test_mix_until_and_tags() -> None:
    """All keys of the filter must match; a paper without a year is not old."""
    text = papers(MIXED, "  mix:\n    - {until: 2016, tags: [theory], min: 1}  # here")
    keeps(text, {1: "mid"})
    said = "at least 1 of the required papers are tagged theory, until 2016; the plan has 0 of 3"
    breaks(text, "paper-mix", said, {1: "fresh", 4: "old undated"})


def test_mix_leaves_optional_papers_out() -> None:
    """A listed paper is not counted."""
    text = papers(
        "a: {title: A, minutes: 10, topics: [t], year: 2010}\nb: {title: B, minutes: 10, topics: [t], year: 2020}",
        "  mix: [{since: 2020, max: 0}]\ntopics: [{id: t}]",
        "reading: {every_session: false, optional_per_session: {max: 1}}",
    )
    keeps(text, {1: "a"}, {1: "b"})


def test_mix_that_cannot_hold() -> None:
    """Three of OSDI are more than there are; and a third that must be old leaves two thirds."""
    possible(papers(MIXED, "  mix: [{venues: [OSDI], min: 2}]"))
    impossible(papers(MIXED, "  mix: [{venues: [OSDI], min: 3}]"))
    possible(papers(MIXED, '  must: [old, mid]\n  mix: [{venues: [OSDI], min: "66%"}]\n  total: {min: 3, max: 3}'))
    impossible(papers(MIXED, '  must: [old, mid]\n  mix: [{venues: [OSDI], min: "67%"}]\n  total: {min: 3, max: 3}'))


# optional reading -----------------------------------------------------------------------------------------------

OPTIONAL = """
events:
  - {id: open, title: Open talk, dates: [2024-01-22], readings: true, topic: t}
  - {id: closed, title: Closed talk, dates: [2024-01-25], topic: t}
topics: [{id: t}, {id: u}]
"""
OPTIONAL_PAPERS = """
a: {title: A, minutes: 10, topics: [t]}
b: {title: B, minutes: 10, topics: [u]}
x: {title: X, minutes: 500, topics: [t]}
y: {title: Y, minutes: 10, topics: [u, t]}
z: {title: Z, minutes: 10}
"""
LISTING = """
reading:
  every_session: false
  per_session: {papers: {max: 1}, minutes: {max: 20}}
  optional_per_session:
    max: 1  # here
"""
EVENTS = {22: "open", 25: "closed"}


def test_optional_reading_on_its_topic() -> None:
    """Optional papers stand on sessions of one of their topics, main or not, and bring no load."""
    text = papers(OPTIONAL_PAPERS, OPTIONAL, LISTING)
    keeps(text, {1: "a", 4: "b"}, {1: "x", 4: "y"}, EVENTS)
    keeps(text, {1: "a", 4: "b"}, {1: "y"}, EVENTS)
    said = '"x" is listed on 2024-01-04, a session of none of its topics'
    breaks(text, "optional-reading", said, {1: "a", 4: "b"}, {4: "x"}, EVENTS)
    said = '"z" is listed on 2024-01-01, a session of none of its topics'
    breaks(text, "optional-reading", said, {1: "a", 4: "b"}, {1: "z"}, EVENTS)


def test_optional_reading_is_limited() -> None:
    """At most so many a session."""
    text = papers(OPTIONAL_PAPERS, OPTIONAL, LISTING)
    breaks(text, "optional-reading", "at most 1 optional papers in one session; here 2", {1: "a"}, {1: "x y"}, EVENTS)


def test_optional_reading_needs_readings_or_an_open_event() -> None:
    """It stands beside required reading or at an event with ``readings: true``, not on empty or blocked sessions."""
    text = papers(OPTIONAL_PAPERS, OPTIONAL, LISTING)
    keeps(text, {1: "a"}, {22: "x"}, EVENTS)
    said = "optional reading needs a session with readings; 2024-01-25 has none"
    breaks(text, "optional-reading", said, {1: "a"}, {25: "x"}, EVENTS)
    findings = judge(text, {1: "a"}, {8: "x"}, EVENTS)
    assert {finding.code for finding in findings} == {"optional-reading"}
    assert said.replace("25", "08") in [finding.message for finding in findings]


def test_optional_reading_only_where_it_is_given() -> None:
    """Without ``optional_per_session`` nothing is listed."""
    text = papers(OPTIONAL_PAPERS, OPTIONAL)
    (finding,) = judge(text, {1: "a"}, {1: "x"}, EVENTS)
    assert finding.code == "optional-reading"
    assert "optional_per_session is not given" in finding.message
    assert all(not listed for listed in possible(text).optional)


def test_optional_reading_is_planned() -> None:
    """The planner lists what fits: x and y beside a, b or the talk; never z, which has no topic."""
    outcome = possible(papers(OPTIONAL_PAPERS, OPTIONAL + "pins: [{paper: a}, {paper: b}]\n", LISTING))
    assert {"x", "z"} & set(outcome.listings_of) == {"x"}


def test_no_listing_at_all() -> None:
    """``max: 0`` lists nothing."""
    text = papers(OPTIONAL_PAPERS, OPTIONAL, LISTING.replace("max: 1  #", "max: 0  #"))
    assert possible(text).listings_of == {}
    breaks(text, "optional-reading", "at most 0 optional papers in one session; here 1", {1: "a"}, {1: "x"}, EVENTS)


# windows --------------------------------------------------------------------------------------------------------

ADVANCED = """
a: {title: A, minutes: 10, tags: [advanced]}
b: {title: B, minutes: 10, tags: [advanced]}
c: {title: C, minutes: 10}
"""


def windows(*entries: str, rest: str = "") -> str:
    """Two advanced papers and another, with these windows."""
    lines = "".join(f"    - {entry}\n" for entry in entries)
    head = papers(ADVANCED, rest)
    return head.replace("  details:\n", f"  windows:\n{lines}  details:\n")


def test_papers_of_a_kind_in_their_window() -> None:
    """They are required only on its days; others are free, and several windows all hold."""
    text = windows("{tags: [advanced], from: 2024-01-08, to: 2024-01-15}  # here")
    keeps(text, {1: "c", 8: "a", 15: "b"})
    said = "papers tagged advanced are read only from 2024-01-08 to 2024-01-15;"
    breaks(text, "paper-windows", f'{said} "a" is read on 2024-01-04', {4: "a"})
    breaks(text, "paper-windows", f'{said} "b" is read on 2024-01-18', {8: "a", 18: "b"})
    text = windows("{tags: [advanced], from: 2024-01-08}", "{ids: [b], to: 2024-01-08}  # here")
    keeps(text, {8: "b", 15: "a"})
    said = 'papers among b are read only to 2024-01-08; "b" is read on 2024-01-11'
    breaks(text, "paper-windows", said, {11: "b"})


def test_papers_after_an_event() -> None:
    """In a later session than the last that the event takes, wherever that is."""
    events = "events: [{id: exam, title: Midterm, from: 2024-01-04, to: 2024-01-15, sessions: 2}]"
    text = windows("{tags: [advanced], after: [exam]}  # here", rest=events)
    keeps(text, {1: "c", 15: "a", 18: "b"}, events={4: "exam", 11: "exam"})
    said = 'papers tagged advanced are read only after event "Midterm"; "a" is read on 2024-01-08'
    told = f'{said}, event "Midterm" ends on 2024-01-11'
    breaks(text, "paper-windows", told, {8: "a"}, events={4: "exam", 11: "exam"})
    outcome = possible(text + "pins: [{paper: a, date: 2024-01-11}]\n")
    assert max(outcome.event_sessions["exam"]) < outcome.session_of("a")  # type: ignore[operator]
    impossible(text + "pins: [{paper: a, date: 2024-01-08}]\n")


def test_windows_do_not_bind_optional_reading() -> None:
    """A paper may be listed outside of its window."""
    text = windows("{tags: [advanced], from: 2024-01-08}") + "topics: [{id: t}]\n"
    text = text.replace("{every_session: false", "{every_session: false, optional_per_session: {max: 1}")
    text = text.replace("minutes: 10", "minutes: 10, topics: [t]")
    keeps(text, {1: "c"}, {1: "a"})


def test_a_paper_that_windows_leave_no_session() -> None:
    """A warning; an error with both lines where it must be read."""
    text = windows("{tags: [advanced], from: 2024-01-08}", "{ids: [b], to: 2024-01-04}  # here")
    problem_findings = make_course(text).findings
    (told,) = [finding for finding in problem_findings if finding.code == "window-left-out"]
    assert (told.severity, told.message) == ("warning", 'paper "b" is left without a session by this window')
    must = text.replace("  windows:", "  must: [b]\n  windows:")
    with pytest.raises(InputError, match='"b" is left without a session by this window, and must be read \\(line 9'):
        make_problem(must)
    event = "events: [{id: exam, title: Midterm, dates: [2024-01-25]}]"
    late = windows("{tags: [advanced], after: [exam]}", rest=event).replace("  windows:", "  must: [b]\n  windows:")
    with pytest.raises(InputError, match="left without a session"):
        make_problem(late)


# order ----------------------------------------------------------------------------------------------------------


def spaced(entry: str, rest: str = "") -> str:
    """Three papers and one entry of ``papers.order``."""
    return papers(ABC, rest).replace("  details:\n", f"  order:\n    - {entry}  # here\n  details:\n")


def test_papers_in_consecutive_sessions() -> None:
    """A number is both limits; nothing is asked where only one is read."""
    text = spaced("{first: a, then: b, sessions: 1}")
    keeps(text, {4: "a", 8: "b"})
    keeps(text, {8: "a"})
    keeps(text, {1: "b"})
    said = '"b" comes 1 session after "a"; here on 2024-01-%02d, the other on 2024-01-%02d'
    breaks(text, "paper-spacing", said % (11, 4), {4: "a", 11: "b"})
    breaks(text, "paper-spacing", said % (4, 4), {4: "a b"})
    breaks(text, "paper-spacing", said % (1, 4), {1: "b", 4: "a"})
    impossible(text + "pins: [{paper: a, date: 2024-01-04}, {paper: b, date: 2024-01-11}]\n")
    assert possible(text + "pins: [{paper: a, date: 2024-01-04}, {paper: b}]\n").session_of("b") == 2


def test_papers_some_sessions_and_days_apart() -> None:
    """Sessions and days both hold; the least of sessions is 1 where none is said."""
    text = spaced("{first: a, then: b, sessions: {max: 3}, days: {min: 7}}")
    keeps(text, {1: "a", 8: "b"})
    keeps(text, {1: "a", 11: "b"})
    said = '"b" comes 1 to 3 sessions and at least 7 days after "a"; here on 2024-01-%02d, the other on 2024-01-%02d'
    breaks(text, "paper-spacing", said % (4, 1), {1: "a", 4: "b"})
    breaks(text, "paper-spacing", said % (15, 1), {1: "a", 15: "b"})


def test_papers_days_apart_alone() -> None:
    """At least one day later where only days are said; two sessions of one day do not do."""
    text = spaced("{first: a, then: b, days: {max: 7}}").replace(HEAD, TWICE_A_DAY)
    keeps(text, {"2024-01-01T15:30": "a", "2024-01-08T10:00": "b"})
    said = '"b" comes 1 to 7 days after "a"; here on 2024-01-01T15:30, the other on 2024-01-01T10:00'
    breaks(text, "paper-spacing", said, {"2024-01-01T10:00": "a", "2024-01-01T15:30": "b"})


def test_papers_in_one_session_or_before() -> None:
    """0 and negative numbers are allowed."""
    text = spaced("{first: a, then: b, sessions: {min: -1, max: 0}}")
    keeps(text, {4: "a b"})
    keeps(text, {4: "a", 1: "b"})
    said = '"b" comes -1 to 0 sessions after "a"; here on 2024-01-08, the other on 2024-01-04'
    breaks(text, "paper-spacing", said, {4: "a", 8: "b"})


def test_a_discussion_soon_after_its_lecture() -> None:
    """An event ends with its last session, and begins with its first."""
    lecture = "events: [{id: lecture, title: Lecture, from: 2024-01-04, to: 2024-01-18, sessions: 2}]"
    text = spaced("{first: lecture, then: a, sessions: {max: 2}}", lecture)
    keeps(text, {15: "a"}, events={4: "lecture", 8: "lecture"})
    said = '"a" comes 1 to 2 sessions after "lecture"; here on 2024-01-%02d, the other on 2024-01-%02d'
    breaks(text, "paper-spacing", said % (18, 8), {18: "a"}, events={4: "lecture", 8: "lecture"})
    breaks(text, "paper-spacing", said % (8, 11), {8: "a"}, events={4: "lecture", 11: "lecture"})
    text = spaced("{first: a, then: lecture, sessions: {max: 1}}", lecture)
    keeps(text, {4: "a"}, events={8: "lecture", 15: "lecture"})
    said = '"lecture" comes 1 session after "a"; here on 2024-01-11, the other on 2024-01-04'
    breaks(text, "paper-spacing", said, {4: "a"}, events={11: "lecture", 15: "lecture"})
    possible(text + "pins: [{paper: a, date: 2024-01-11}]\n")
    impossible(text + "pins: [{paper: a, date: 2024-01-15}]\n")


def test_an_order_of_what_is_wrong() -> None:
    """Unknown names, an id of a paper and an event, cycles, and bounds that leave nothing."""

    def fault(entry: str, rest: str = "") -> str:
        with pytest.raises(InputError) as raised:
            make_problem(spaced(entry, rest))
        return next(finding.message for finding in raised.value.findings if finding.severity == "error")

    assert fault("{first: a, then: bb}") == '"bb" is no paper and no event; did you mean "b"?'
    event = "events: [{id: a, title: Talk, dates: [2024-01-04]}]"
    assert fault("{first: a, then: b}", event).startswith('"a" is a paper (course.yaml:')
    two = "{first: a, then: b}\n    - {first: b, then: a, days: 1}"
    assert fault(two).startswith("these papers and events wait for one another: ")
    assert fault("{first: a, then: b, sessions: {min: 3, max: 1}}") == '"sessions": min 3 is above max 1'
    keeps(spaced("{first: a, then: b}\n    - {first: b, then: a, sessions: {max: -1}}"), {1: "a", 4: "b"})


def test_what_was_read_before_a_window_was_written_is_history() -> None:
    """A paper that must be read, and was, outside of a window of today: it stays, and bars nothing."""
    from datetime import date

    from planner import api
    from tests.repairs import plan_by_hand, repair_course

    text = papers(ADVANCED, "events: [{id: exam, title: Midterm, from: 2024-01-15, sessions: 1}]")
    text = text.replace("  details:\n", "  must: [a, b]\n  details:\n")
    plan = plan_by_hand(text, {4: "a", 18: "b"}, events={15: "exam"})
    windows_now = "papers.windows=[{tags: [advanced], from: 2024-01-08, after: [exam]}]"
    order_now = "papers.order=[{first: a, then: b, sessions: {max: 1}}, {first: exam, then: a}]"
    course = repair_course(text, plan, date(2024, 1, 9), windows_now)
    assert api.replan(course, plan).changes == 0
    # An order of what is past and what is to come holds; the event cannot come before what was read.
    course = repair_course(text, plan, date(2024, 1, 9), order_now)
    impossible_now = api.explain(course)
    assert impossible_now.exists is False
