"""A year of a course: whatever changes, and however it is undone, calendars follow, and nobody is left with a duty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random

import ics
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from planner.api import published
from planner.documents import parse_yaml, validate
from planner.outputs import publish
from planner.plans.file import write_plan
from planner.plans.plan import Plan

from .calendars import Part, entries, lint
from .changing import CHANGES, term_plan
from .samples import CHANGED

STAMPS = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")
Seen = dict[str, dict[str, Part]]


def calendars(plan: Plan) -> Seen:
    """Every calendar, by file and uid."""
    files = publish(plan, ["ics"])
    return {file.name: {entry.text("UID"): entry for entry in entries(lint(file.content))} for file in files}


def visible(entry: Part) -> list[object]:
    """What a person sees of an entry."""
    return [line for line in entry.lines if line[0] not in STAMPS]


def read_back(plan: Plan) -> Plan:
    """The plan through its file."""
    return validate(Plan, parse_yaml(write_plan(plan), "plan.yaml"))


def check_step(before: Seen, after: Seen, plan: Plan) -> None:
    """Each entry whose text changed rose, no other did, none is gone, and nobody who left has anything confirmed."""
    for name, old in before.items():
        assert name in after
        for uid, entry in old.items():
            assert uid in after[name], (name, uid)
            now = after[name][uid]
            rise = int(now.raw("SEQUENCE")) - int(entry.raw("SEQUENCE"))
            assert rise == int(visible(now) != visible(entry)), (name, uid, visible(entry), visible(now))
            assert (now.raw("DTSTAMP") == entry.raw("DTSTAMP")) == (rise == 0)
    for person in plan.former:
        assert {entry.raw("STATUS") for entry in after[f"people/{person}.ics"].values()} <= {"CANCELLED"}


@settings(max_examples=12, deadline=None)
@example(seed=0, steps=[4, 5, -1, 4, 8, -1, -1, 6, 7, -1])
@given(seed=st.integers(0, 10**6), steps=st.lists(st.integers(-1, len(CHANGES) - 1), min_size=1, max_size=25))
def test_a_year_of_changes(seed: int, steps: Sequence[int]) -> None:
    """Random changes and undos (−1): uids stay, sequences never fall and rise exactly with what is seen."""
    random = Random(seed)
    plan = published(term_plan(), None, CHANGED)
    history, before = [plan], calendars(plan)
    for number, step in enumerate(steps, start=1):
        stamp = CHANGED + timedelta(days=number)
        changed = history.pop() if step < 0 and len(history) > 1 else CHANGES[step](plan, random)
        history.append(plan)
        plan = read_back(published(changed, plan, stamp))
        assert published(plan, plan, stamp + timedelta(hours=1)) == plan
        after = calendars(plan)
        check_step(before, after, plan)
        before = after


def test_edited_by_hand() -> None:
    """What a person changes in the file itself is noticed by the digests that stand there."""
    plan = published(term_plan(), None, CHANGED)
    before = calendars(plan)
    for change in CHANGES:
        if change.__name__ in ("lose", "leave"):
            continue
        edited = read_back(change(plan, Random(1)))
        new = published(edited, edited, CHANGED + timedelta(days=1))
        check_step(before, calendars(new), new)


def test_repaired_from_an_older_plan() -> None:
    """A repair that starts from an old plan does not take the newer one's sequences back."""
    old = published(term_plan(), None, CHANGED)
    newer = old
    for number in range(3):
        newer = published(CHANGES[0](newer, Random(number)), newer, CHANGED + timedelta(days=number + 1))
    again = published(CHANGES[1](old, Random(5)), newer, CHANGED + timedelta(days=9))
    check_step(calendars(newer), calendars(again), again)


def test_past_due_dates_stay() -> None:
    """A rule that changes in mid-term moves what is due from then on, and not what was due before."""
    plan = published(term_plan(), None, CHANGED)
    dues = [due.model_copy(update={"days": due.days - 1}) for due in plan.roles["presenter"].due]
    roles = plan.roles | {"presenter": plan.roles["presenter"].model_copy(update={"due": dues})}
    frozen = plan.sessions[5].date
    new = published(
        plan.model_copy(update={"roles": roles, "frozen_before": frozen}), plan, CHANGED + timedelta(days=1)
    )
    before, after = calendars(plan)["people/ada.ics"], calendars(new)["people/ada.ics"]
    early, late = (f"ada.aisys2026-2026-{day}@plan-course.presenter.1" for day in ("03-10", "03-31"))
    assert visible(before[early]) == visible(after[early])
    assert before[late].raw("DTEND") != after[late].raw("DTEND")
    check_step(calendars(plan), calendars(new), new)


def test_independent_readers() -> None:
    """Plan, ten changes, undo: three libraries that share nothing read the same entries, times and states."""
    random, plan = Random(3), published(term_plan(), None, CHANGED)
    history = [plan]
    for number, change in enumerate(CHANGES, start=1):
        plan = published(change(plan, random), plan, CHANGED + timedelta(days=number))
        history.append(plan)
    history.append(published(history[-2], plan, CHANGED + timedelta(days=20)))
    for seen in history:
        for file in publish(seen, ["ics"]):
            text = file.content.decode()
            one = {
                str(event["UID"]): (event.decoded("DTSTART"), str(event["SUMMARY"]), str(event["STATUS"]))
                for event in Calendar.from_ical(text).walk("VEVENT")
            }
            two = {
                event.uid.value: (event.dtstart.value, event.summary.value, event.status.value)
                for event in getattr(vobject.readOne(text), "vevent_list", [])
            }
            three = {event.uid: (event.begin.datetime, event.name, event.status) for event in ics.Calendar(text).events}
            assert one == two
            # This library reads a whole day as its first instant in UTC.
            assert {uid: row[1:] for uid, row in one.items()} == {uid: row[1:] for uid, row in three.items()}
            assert all(start == three[uid][0] for uid, (start, _, _) in one.items() if hasattr(start, "hour"))
