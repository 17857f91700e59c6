"""``plan-course replan``: what is written and what is not, exit codes, calendars, and plans that stay as they are."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import api
from planner.plans.file import read_plan, write_plan
from planner.plans.plan import Plan
from tests.cli.running import bytes_in, run
from tests.repairs import repair_course

COURSE = """\
version: 1
course: {title: Small course, code: small}
term:
  start: 2024-01-01
  end: 2024-01-25
  timezone: Europe/Berlin
  meetings: [{days: [Mon, Thu], start: "10:00", end: "11:00"}]
papers:
  must: [alpha, beta]
  details:
    alpha: {title: Alpha, minutes: 30, priority: 5, dates: [2024-01-04]}
    beta: {title: Beta, minutes: 50, after: [alpha], dates: [2024-01-08]}
    gamma: {title: Gamma, minutes: 40, after: [beta]}
    delta: {title: Delta, minutes: 40}
reading: {per_session: {papers: {max: 1}}, every_session: false, optional_per_session: {max: 1}}
topics: [{id: one, papers: {goal: 1}}]
events: [{id: talk, title: Talk, from: 2024-01-11, to: 2024-01-22}]
roles: [{id: presenter, per: paper, count: 1}, {id: scribe, per: session, count: {max: 1}}]
people: [{id: ada, name: Ada}, {id: bo, name: Bo}, {id: cy, name: Cy, prefers: {papers: [gamma]}}]
duties: {per_person: {min: 1, max: 4}}
solve: {workers: 2, time_limit: 20}
"""
LATER = ("--set", "papers.details.beta.dates=[2024-01-11]", "--set", "events.talk.dates=[2024-01-18]")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a course and its plan of some day, in which the command runs on a later one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    Path("course.yaml").write_text(COURSE)
    assert run("course.yaml", "-q", "-o", "plan", capsys=capsys).code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704300000")
    return tmp_path


def replan(*arguments: object) -> tuple[object, ...]:
    """The command line of a repair of that plan."""
    return ("replan", "course.yaml", "--from", "plan/plan.yaml", *arguments)


def calendar_entries() -> dict[str, tuple[str, str, str]]:
    """Summary, sequence and stamp in course.ics by uid."""
    found = {}
    for entry in Path("plan/course.ics").read_text().split("BEGIN:VEVENT")[1:]:
        values = dict(re.findall(r"^(UID|SUMMARY|SEQUENCE|DTSTAMP):(.*)$", entry, re.MULTILINE))
        found[values["UID"]] = (values["SUMMARY"], values["SEQUENCE"], values["DTSTAMP"])
    return found


def test_dry_run(capsys: pytest.CaptureFixture[str]) -> None:
    """The answer is the same, and no file is touched or made."""
    before = bytes_in(Path())
    said = run(*replan("--as-of", "2024-01-05", *LATER, "--dry-run"), capsys=capsys)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("as of 2024-01-05: ")
    assert '"Beta" is read on Thu 11 Jan, not Mon 8 Jan' in said.out
    assert said.out.endswith("nothing is written (--dry-run)\n")
    assert run(*replan("--dry-run", "-o", "elsewhere", "--as-of", "2024-01-05"), capsys=capsys).code == 0
    assert bytes_in(Path()) == before
    assert not Path("elsewhere").exists()


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """One document on stdout: the changes, what differs, who is affected with their notice, and what is at once."""
    said = run(*replan("--as-of", "2024-01-05", *LATER, "--json", "--dry-run"), capsys=capsys)
    assert (said.code, said.err) == (0, "")
    answer = json.loads(said.out)
    assert (answer["as_of"], answer["proven"]) == ("2024-01-05", True)
    assert answer["changes"] >= 1
    moved = {"kind": "paper", "day": "2024-01-08", "text": '"Beta" is read on Thu 11 Jan, not Mon 8 Jan'}
    assert {**moved, "people": [], "subjects": ["beta"]} in answer["differences"]
    assert {**moved, "people": [], "subjects": ["beta"]} in answer["short_notice"]
    assert answer["affected"]
    assert all(person["notice"] >= 3 and person["texts"] for person in answer["affected"])


def test_calendar_sequences(capsys: pytest.CaptureFixture[str]) -> None:
    """Sequence and stamp rise exactly where something visible changed; a lost day is cancelled."""
    before = calendar_entries()
    old = read_plan(Path("plan/plan.yaml"))[0]
    no_class = ("--set", "term.no_class+={date: 2024-01-25, reason: Snow}")
    assert run(*replan("--as-of", "2024-01-05", *LATER, *no_class, "-q"), capsys=capsys).code == 0
    after, new = calendar_entries(), read_plan(Path("plan/plan.yaml"))[0]
    stood = {session.uid: session for session in old.sessions}
    for session in new.sessions:
        then = stood[session.uid]
        same = session.model_copy(update={"sequence": 0, "changed": then.changed}) == then
        assert after[session.uid][1] == (before[session.uid][1] if same else "1")
        assert (after[session.uid][2] == before[session.uid][2]) == same
    assert after["small-2024-01-08@plan-course"][1] == after["small-2024-01-11@plan-course"][1] == "1"
    assert [(lost.uid, lost.sequence) for lost in new.cancelled] == [("small-2024-01-25@plan-course", 1)]
    assert "STATUS:CANCELLED" in Path("plan/course.ics").read_text()


def test_the_past_is_not_rewritten(capsys: pytest.CaptureFixture[str]) -> None:
    """An as-of day before the one that the plan is frozen until is refused, and nothing is written."""
    assert run(*replan("--as-of", "2024-01-12", "-q"), capsys=capsys).code == 0
    before = bytes_in(Path())
    said = run(*replan("--as-of", "2024-01-11"), capsys=capsys)
    assert (said.code, said.out) == (2, "")
    message = "the plan was repaired as of 2024-01-12; a repair as of 2024-01-11 would rewrite the past"
    assert said.err == f"{message}\n"
    assert bytes_in(Path()) == before
    assert run(*replan("--as-of", "2024-01-12", "-q"), capsys=capsys).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--set", "papers.total.max=1"), 1, "no plan exists: the requirements cannot hold together"),
        (("--set", "papers.totl.max=1"), 2, '--set papers.totl.max=1: unknown key "totl"; did you mean "total"?'),
        (("--set", "papers.never=[beta]"), 2, "is under papers.never"),
        (("--as-of", "soon"), 2, "Invalid value for '--as-of'"),
        (("--freeze-weeks", "-1"), 2, "Invalid value for '--freeze-weeks'"),
    ],
)
def test_exit_codes(arguments: tuple[str, ...], code: int, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """1 where no repair exists, 2 where the input or the command line is wrong; nothing is written."""
    before = bytes_in(Path())
    said = run(*replan("--as-of", "2024-01-05", *arguments), capsys=capsys)
    assert said.code == code
    assert message in said.err
    assert "line None" not in said.err
    assert bytes_in(Path()) == before


def test_plan_files_that_are_none(capsys: pytest.CaptureFixture[str]) -> None:
    """A plan that is not there, or is no plan, is an input error."""
    assert (
        run("replan", "course.yaml", "--from", "nope.yaml", capsys=capsys).err
        == "nope.yaml: this file does not exist\n"
    )
    assert run("replan", "course.yaml", "--from", "course.yaml", capsys=capsys).code == 2


def test_check_tells_history(capsys: pytest.CaptureFixture[str]) -> None:
    """What only the past of a repaired plan breaks is history, and no reason to fail; before the repair it was."""
    changed = COURSE.replace("dates: [2024-01-04]", "dates: [2024-01-01]")
    Path("course.yaml").write_text(changed)
    assert run("check", "course.yaml", "plan/plan.yaml", "-q", capsys=capsys).code == 1
    assert run(*replan("--as-of", "2024-01-05", "-q"), capsys=capsys).code == 0
    said = run("check", "course.yaml", "plan/plan.yaml", capsys=capsys)
    assert said.code == 0
    assert said.out.endswith("every rule holds\n")
    assert 'history: paper "alpha" is read only on 2024-01-01; here on 2024-01-04' in said.err
    found = json.loads(run("check", "course.yaml", "plan/plan.yaml", "--json", capsys=capsys).out)["findings"]
    assert [finding["severity"] for finding in found] == ["history"]


@cache
def planned() -> Plan:
    """The course planned once."""
    from tests.courses import make_course

    return api.plan(make_course(COURSE)).plan


@given(st.integers(-3, 30), st.integers(0, 6), st.integers(0, 9), st.integers(0, 2))
@settings(max_examples=12, deadline=None)
def test_nothing_changes_without_a_change(day: int, later: int, notice: int, weeks: int) -> None:
    """Wherever as-of lies, a repair without a cause leaves each session (uid, sequence, stamp) as it was; so does the
    next one, later in the term."""
    first = planned()
    as_of = date(2024, 1, 1) + timedelta(days=day)
    once = api.replan(repair_course(COURSE, first, as_of, notice=notice, weeks=weeks), first)
    assert (once.changes, once.differences, once.affected, once.short_notice) == (0, (), (), ())
    assert (once.plan.sessions, once.plan.cancelled) == (first.sessions, [])
    then = as_of + timedelta(days=later, weeks=weeks)
    twice = api.replan(repair_course(COURSE, once.plan, then, notice=notice, weeks=weeks), once.plan)
    assert (twice.changes, twice.plan.sessions) == (0, first.sessions)
    same_day = api.replan(repair_course(COURSE, twice.plan, then, notice=notice, weeks=weeks), twice.plan)
    assert write_plan(same_day.plan) == write_plan(twice.plan)


def test_a_repaired_plan_is_not_planned_anew(capsys: pytest.CaptureFixture[str]) -> None:
    """It stands, and its past under every command."""
    assert run("replan", "course.yaml", "--from", "plan/plan.yaml", "--as-of", "2024-01-08", capsys=capsys).code == 0
    before = bytes_in(Path("plan"))
    said = run("course.yaml", "-q", capsys=capsys)
    assert (said.code, said.out, said.err) == (0, "", "")
    assert bytes_in(Path("plan")) == before
    assert run("course.yaml", "-q", "-o", "anew", capsys=capsys).code == 0


def test_after_the_term_nothing_is_left_to_repair(capsys: pytest.CaptureFixture[str]) -> None:
    """An error with the way out; the plan is not locked."""
    before = bytes_in(Path("plan"))
    said = run("replan", "course.yaml", "--from", "plan/plan.yaml", "--as-of", "2025-01-09", capsys=capsys)
    assert (said.code, bytes_in(Path("plan"))) == (2, before)
    assert "the term ended on 2024-01-25: as of 2025-01-09 nothing is left to repair" in said.err


def test_goals_before_and_after(capsys: pytest.CaptureFixture[str]) -> None:
    """Each goal of the plan that was, and of the one that is; meetings are counted by themselves."""
    options = ("--as-of", "2024-01-08", "--set", "term.no_class+=2024-01-11", "--json")
    said = run("replan", "course.yaml", "--from", "plan/plan.yaml", *options, capsys=capsys)
    answer = json.loads(said.out)
    assert answer["meetings"] == 1
    assert {"goal", "before", "after", "change", "unit"} <= set(answer["goals"][0])
    assert api.read_standing(Path("plan/plan.yaml")).solved.by == "replan"  # type: ignore[union-attr]


def test_pins_say_what_happened(capsys: pytest.CaptureFixture[str]) -> None:
    """A paper read on another day than planned, and who stood in: facts, no changes, and no rule is broken."""
    sessions = {session.id: session for session in read_plan(Path("plan/plan.yaml"))[0].sessions}
    (duty,) = (duty for duty in sessions["2024-01-04"].duties if duty.paper == "alpha")
    other = next(name for name in ("ada", "bo", "cy") if name != duty.person)
    pins = f"pins=[{{paper: alpha, date: 2024-01-01}}, {{paper: alpha, person: {other}, role: presenter}}]"
    options = ("--as-of", "2024-01-08", "--set", pins, "--json")
    said = run("replan", "course.yaml", "--from", "plan/plan.yaml", *options, capsys=capsys)
    assert said.code == 0
    assert json.loads(said.out)["changes"] == 0
    now = {session.id: session for session in read_plan(Path("plan/plan.yaml"))[0].sessions}
    assert (now["2024-01-01"].required, now["2024-01-04"].required) == (["alpha"], [])
    assert [d.person for d in now["2024-01-01"].duties if d.paper == "alpha"] == [other]
    assert now["2024-01-01"].minutes == 30
