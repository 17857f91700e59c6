from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from planner.findings import InputError
from planner.outputs import PublishOptions, publish
from planner.outputs.text import clean, one_line
from planner.plans.plan import Plan

from .calendars import Part, entries, lint, local, zone_in
from .samples import CHANGED, CODE, ZONES, at, hostile_plan, published, sample_plan

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)


def calendars(plan: Plan, options: PublishOptions | None = None) -> dict[str, Part]:
    """Every calendar of a plan, linted and read."""
    files = publish(plan, ["ics"], options)
    return {file.name: lint(file.content) for file in files}


def by_uid(calendar: Part) -> dict[str, Part]:
    """The entries of a calendar."""
    return {entry.text("UID"): entry for entry in entries(calendar)}


def test_files() -> None:
    """There is one calendar for the course and one for each person and team."""
    people = {f"people/{name}.ics" for name in ("ada", "bo", "chidi", "noor", "team1", "ta")}
    assert set(calendars(sample_plan())) == {"course.ics"} | people


def test_same_plan_same_bytes() -> None:
    """Nothing in the files comes from the clock or from chance."""
    assert publish(sample_plan(), ["ics"]) == publish(sample_plan(), ["ics"])


def test_session() -> None:
    """A session carries its plan's uid, stamps and sequence, and a description with readings and duties."""
    entry = by_uid(calendars(sample_plan())["course.ics"])[f"{CODE}-2026-03-31@plan-course"]
    assert entry.raw("SEQUENCE") == "2"
    assert entry.raw("DTSTAMP") == "20260228T090000Z"
    assert entry.text("SUMMARY") == "aisys2026: Distributed training"
    assert entry.text("LOCATION") == "Bldg 302, Room 1"
    assert entry.raw("URL") == "https://example.edu/aisys2026"
    assert entry.text("CATEGORIES") == "Distributed training"
    assert entry.text("DESCRIPTION") == (
        "Required reading (105 minutes)\n"
        "• Horovod: fast and easy distributed deep learning in TensorFlow"
        " (Alexander Sergeev and Mike Del Balso, arXiv 2018)\n"
        "  https://example.org/papers/horovod.pdf?from=plan&to=(all)\n"
        "  Presenter: Ada L.\n"
        "• GPipe: Efficient Training of Giant Neural Networks using Pipeline Parallelism"
        " (Yanping Huang, NeurIPS 2019)\n"
        "  https://example.org/papers/gpipe.pdf?from=plan&to=(all)\n"
        "  Presenter: Ada L.\n"
        "\n"
        "Scribe: Bo Ek and Team 1 (Cy Ono, Di Park)"
    )


def test_lost_meeting() -> None:
    """A lost meeting stays, cancelled, and takes nobody's time."""
    entry = by_uid(calendars(sample_plan())["course.ics"])[f"{CODE}-2026-04-16@plan-course"]
    assert [entry.raw("STATUS"), entry.raw("TRANSP"), entry.raw("SEQUENCE")] == [
        "CANCELLED",
        "TRANSPARENT",
        "1",
    ]
    assert entry.text("DESCRIPTION") == "Instructor travels"


def test_lost_meeting_that_takes_place_again() -> None:
    """A session wins over a lost meeting and a day without class of the same uid."""
    plan = sample_plan()
    uid = plan.sessions[3].uid
    plan = plan.model_copy(
        update={
            "cancelled": [plan.cancelled[0].model_copy(update={"uid": uid})],
            "no_class": [plan.no_class[0].model_copy(update={"uid": uid})],
        }
    )
    found = by_uid(calendars(plan)["course.ics"])
    assert found[uid].raw("STATUS") == "CONFIRMED"
    assert found[f"no-class.{uid}"].text("SUMMARY").endswith("no class (Spring break, all classes)")
    assert len(found) == 13


def test_day_without_class() -> None:
    """A day without class is a whole day and transparent; its end is the next day."""
    entry = by_uid(calendars(sample_plan())["course.ics"])[f"{CODE}-2026-03-26@plan-course"]
    assert ("DTSTART", {"VALUE": "DATE"}, "20260326") in entry.lines
    assert ("DTEND", {"VALUE": "DATE"}, "20260327") in entry.lines
    assert entry.raw("TRANSP") == "TRANSPARENT"


def test_personal_calendar() -> None:
    """A person's file holds their own duties and due dates, and nobody else's name."""
    calendar = calendars(sample_plan())["people/ada.ics"]
    session = f"ada.{CODE}-2026-03-31@plan-course"
    found = by_uid(calendar)
    assert [uid for uid in found if "03-31" in uid] == [
        session,
        f"{session}.presenter.1",
        f"{session}.presenter.2",
    ]
    assert found[session].text("SUMMARY") == (
        "aisys2026: Presenter – Horovod: fast and easy distributed deep learning in TensorFlow and "
        "GPipe: Efficient Training of Giant Neural Networks using Pipeline Parallelism"
    )
    content = published(sample_plan(), "ics")["people/ada.ics"].replace(b"\r\n ", b"")
    for other in ("Bo Ek", "Chidi", "Noor", "Team 1", "Eve"):
        assert other not in content.decode()


def test_due_dates() -> None:
    """A due date ends when it is due, by the clock of the session's start, and takes nobody's time."""
    found = by_uid(calendars(sample_plan())["people/ada.ics"])
    entry = found[f"ada.{CODE}-2026-03-10@plan-course.presenter.1"]
    assert local(entry, "DTSTART") == datetime(2026, 3, 8, 15, 0)
    assert local(entry, "DTEND") == datetime(2026, 3, 8, 15, 30)
    assert entry.raw("TRANSP") == "TRANSPARENT"
    assert entry.text("SUMMARY") == "aisys2026: due: Slides draft"
    assert "PyTorch" in entry.text("DESCRIPTION")


def test_tasks() -> None:
    """With tasks, due dates stand in a file of their own, and alarms count from when they are due."""
    options = PublishOptions(due="tasks", remind=timedelta(days=2))
    found = calendars(sample_plan(), options)
    assert all(".presenter." not in entry.raw("UID") for entry in entries(found["people/ada.ics"]))
    tasks = found["tasks/ada.ics"]
    assert not tasks.of("VEVENT")
    task = by_uid(tasks)[f"ada.{CODE}-2026-03-10@plan-course.presenter.1"]
    assert local(task, "DUE") == datetime(2026, 3, 8, 15, 30)
    (alarm,) = task.of("VALARM")
    assert ("TRIGGER", {"RELATED": "END"}, "-P2D") in alarm.lines


def test_alarms() -> None:
    """Alarms stand in personal calendars; in the course's only where nobody has one."""
    options = PublishOptions(remind=timedelta(minutes=90))
    found = calendars(sample_plan(), options)
    assert all(entry.of("VALARM") for entry in entries(found["people/bo.ics"]))
    assert not any(entry.of("VALARM") for entry in entries(found["course.ics"]))
    (alarm, *_) = entries(found["people/bo.ics"])[0].of("VALARM")
    assert alarm.raw("TRIGGER") == "-PT1H30M"
    plan = sample_plan()
    alone = plan.model_copy(
        update={"people": {}, "sessions": [s.model_copy(update={"duties": []}) for s in plan.sessions]}
    )
    course = by_uid(calendars(alone, options)["course.ics"])
    assert course[plan.sessions[0].uid].of("VALARM")
    assert not course[plan.cancelled[0].uid].of("VALARM")


@pytest.mark.parametrize("zone", ZONES)
def test_local_times(zone: str) -> None:
    """Every session starts at 15:30 on the local clock, by the file's own zone too."""
    content = published(sample_plan(zone), "ics")["course.ics"]
    calendar, definition = lint(content), zone_in(content)
    times = {session.uid: session.start for session in sample_plan(zone).sessions}
    seen = 0
    for uid, entry in by_uid(calendar).items():
        if uid in times:
            assert ("DTSTART", {"TZID": zone}, times[uid].strftime("%Y%m%dT153000")) in entry.lines
            assert local(entry, "DTSTART").replace(tzinfo=definition).astimezone(UTC) == times[uid]
            seen += 1
    assert seen == 12
    library = {str(e["uid"]): e.decoded("dtstart") for e in Calendar.from_ical(content).walk("VEVENT")}
    assert {uid: library[uid] for uid in times} == times


def test_time_that_the_clock_shows_twice() -> None:
    """The second of two equal clock times is written in UTC, as iCalendar would read the first."""
    plan = sample_plan()
    first = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo(plan.timezone))
    times = {"start": first, "end": first.replace(fold=1)}
    plan = plan.model_copy(update={"sessions": [plan.sessions[0].model_copy(update=times)]})
    entry = by_uid(calendars(plan)["course.ics"])[plan.sessions[0].uid]
    assert entry.raw("DTSTART") == "20261101T013000"
    assert entry.raw("DTEND") == "20261101T093000Z"


def test_offset_of_the_file_does_not_matter() -> None:
    """Times whose offset was edited by hand are shown on the course's clock."""
    plan = sample_plan("Asia/Seoul")
    session = plan.sessions[0]
    moved = session.model_copy(update={"start": session.start.astimezone(UTC), "end": session.end.astimezone(UTC)})
    plan = plan.model_copy(update={"sessions": [moved]})
    assert local(by_uid(calendars(plan)["course.ics"])[session.uid], "DTSTART").hour == 15


def test_person_without_duties() -> None:
    """Somebody without duties has a calendar too, so that a subscription does not break."""
    plan = sample_plan().model_copy(update={"sessions": sample_plan().sessions[:1]})
    assert not entries(calendars(plan)["people/ada.ics"])


def test_plan_without_sessions() -> None:
    """An empty plan gives an empty calendar."""
    plan = sample_plan().model_copy(update={"sessions": [], "cancelled": [], "no_class": []})
    assert not entries(calendars(plan)["course.ics"])


def test_uids_of_a_plan_without_them() -> None:
    """A plan without uids still gives every session its own."""
    plan = sample_plan()
    plan = plan.model_copy(update={"sessions": [s.model_copy(update={"uid": ""}) for s in plan.sessions]})
    assert f"{CODE}-2026-03-05@plan-course" in by_uid(calendars(plan)["course.ics"])


def test_unusable_plans() -> None:
    """What no calendar can hold is an input error: equal uids, an end before the start, an unknown zone."""
    plan = sample_plan()
    twice = [plan.sessions[0], plan.sessions[1].model_copy(update={"uid": plan.sessions[0].uid})]
    day = date(2026, 3, 3)
    backwards = [plan.sessions[0].model_copy(update={"end": at(plan.timezone, day, time(9))})]
    for update in (
        {"sessions": twice},
        {"sessions": backwards},
        {"timezone": "Mars/Olympus"},
        {"timezone": "../x"},
    ):
        with pytest.raises(InputError):
            publish(plan.model_copy(update=update), ["ics"])


def test_hostile_texts() -> None:
    """Texts stay texts: no property or component comes out of one."""
    plain, hostile = calendars(sample_plan("Europe/Berlin")), calendars(hostile_plan())
    assert plain.keys() == hostile.keys()
    for name, calendar in hostile.items():
        assert by_uid(calendar).keys() == by_uid(plain[name]).keys()
        names = {key for entry in entries(calendar) for key, _, _ in entry.lines}
        assert names <= {key for entry in entries(plain[name]) for key, _, _ in entry.lines} | {"DESCRIPTION"}


@settings(max_examples=100, deadline=None)
@example(title="\\N", place="\\n \\N", name="\\", uid="\\N,;")
@given(title=ANY_TEXT, place=ANY_TEXT, name=ANY_TEXT, uid=ANY_TEXT)
def test_any_text_survives(title: str, place: str, name: str, uid: str) -> None:
    """Whatever a title, room, name or uid is, an independent reader gets it back, cleaned and on one line."""
    plan = hostile_plan((title, place, name))
    first = plan.sessions[0].model_copy(update={"title": title, "location": place, "uid": uid})
    plan = plan.model_copy(update={"sessions": [first, *plan.sessions[1:3]]})
    found = calendars(plan)
    entry = entries(found["course.ics"])[0]
    assert entry.text("SUMMARY") == one_line(f"aisys2026: {one_line(title) or 'Session'}")
    assert entry.text("UID") == (clean(uid) or f"{CODE}-2026-03-03@plan-course")
    if one_line(place):
        assert entry.text("LOCATION") == one_line(place)
    for file in publish(plan, ["ics"]):
        library = Calendar.from_ical(file.content)
        assert len(library.walk("VEVENT")) == len(entries(found[file.name]))


def test_stamp_is_the_plans() -> None:
    """Publishing later changes nothing: stamps are in the past, whatever the clock says."""
    stamps = {e.raw("DTSTAMP") for e in entries(calendars(sample_plan())["people/chidi.ics"])}
    assert stamps == {CHANGED.strftime("%Y%m%dT%H%M%SZ")}
