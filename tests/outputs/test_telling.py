"""What a change tells: the log and feed for all, and a message for each person concerned and for nobody else."""

from __future__ import annotations

from datetime import date, time, timedelta
from email import message_from_bytes, policy
from random import Random
from xml.etree import ElementTree

from planner.api import published
from planner.outputs import PublishOptions, publish
from planner.outputs.messages import messages
from planner.plans.plan import Duty, Plan, PlannedDue, PlannedMember
from planner.plans.telling import Told, told
from planner.plans.updates import updates

from .changing import CHANGES, term_plan
from .samples import CHANGED

TODAY = date(2026, 3, 6)


def by_person(old: Plan, new: Plan) -> dict[str, Told]:
    """Who is told."""
    return {one.person: one for one in told(old, new, TODAY)}


def changed(plan: Plan, day: date, **update: object) -> Plan:
    """The plan with one session changed."""
    sessions = [s.model_copy(update=update) if s.date == day else s for s in plan.sessions]
    return plan.model_copy(update={"sessions": sessions})


def test_nothing_changed() -> None:
    """Nobody hears anything."""
    assert told(term_plan(), term_plan(), TODAY) == []


def test_room_and_time() -> None:
    """Those with a duty at a meeting hear of its room and time, with the days of notice."""
    plan, day = term_plan(), date(2026, 3, 10)
    found = by_person(plan, changed(plan, day, location="Attic"))
    assert found.keys() == {"ada", "bo"}
    assert found["ada"].notice == 4
    assert 'Presenter of "PyTorch' in found["ada"].texts[0]
    assert "is in Attic, not in Bldg 302, Room 1" in found["ada"].texts[0]
    (session,) = (s for s in plan.sessions if s.date == day)
    later = {"start": session.start + timedelta(hours=1), "end": session.end + timedelta(hours=1)}
    assert "16:30–17:45" in by_person(plan, changed(plan, day, **later))["bo"].texts[0]


def test_paper_of_a_role_per_session() -> None:
    """Who takes notes of a session hears that it reads another paper, as does who lost the paper."""
    plan, day = term_plan(), date(2026, 3, 10)
    found = by_person(plan, changed(plan, day, required=["vllm"], duties=[Duty(role="scribe", person="bo")]))
    assert found.keys() == {"ada", "bo"}
    assert "no longer Presenter" in found["ada"].texts[0]
    assert "is about" in found["bo"].texts[0]


def test_partners_rules_deadlines_members() -> None:
    """A partner, a rule of what is due, a deadline and a team's members are one's own, too."""
    plan = term_plan()
    alone = [Duty(role="presenter", person="bo", paper="orca")]
    found = by_person(plan, changed(plan, date(2026, 4, 9), duties=alone))
    assert any("by you alone" in text for text in found["bo"].texts)
    assert found.keys() == {"ada", "bo", "noor"}
    role = plan.roles["scribe"].model_copy(update={"due": [PlannedDue(what="Notes", days=1, time=time(9))]})
    found = by_person(plan, plan.model_copy(update={"roles": plan.roles | {"scribe": role}}))
    assert "chidi" in found
    assert "ta" not in found
    moved = [plan.deadlines[0].model_copy(update={"date": date(2026, 3, 24)}), *plan.deadlines[1:]]
    assert by_person(plan, plan.model_copy(update={"deadlines": moved})).keys() == set(plan.people)
    team = plan.people["team1"].model_copy(update={"members": [PlannedMember(id="cy", name="Cy Ono")]})
    found = by_person(plan, plan.model_copy(update={"people": plan.people | {"team1": team}}))
    assert found["team1"].members == ("Cy Ono", "Di Park")
    assert found["team1"].texts == ("Di Park is not in Team 1 any more",)


def test_past_is_past() -> None:
    """What lies before the day of the change is told to nobody."""
    plan = term_plan()
    assert told(plan, changed(plan, date(2026, 3, 10), location="Attic"), date(2026, 3, 11)) == []


def test_messages() -> None:
    """A text and a draft that mail programs read, addressed by name, with nobody else's changes."""
    plan = term_plan()
    new = changed(plan, date(2026, 3, 12), location="Attic\r\nBcc: x@y.z")
    files = {f.name: f.content for f in messages(new, told(plan, new, TODAY), CHANGED, PublishOptions())}
    assert set(files) == {f"messages/20260220T090000Z-{n}.{e}" for n in ("ada", "team1") for e in ("txt", "eml")}
    draft = message_from_bytes(files["messages/20260220T090000Z-team1.eml"], policy=policy.default)
    assert draft["Subject"] == "aisys2026: changes for Team 1 from Thu 12 Mar"
    assert draft["Bcc"] is None
    text = draft.get_content()
    assert text.startswith("Dear Cy Ono and Di Park,")
    assert "(in 6 days)" in text
    assert "Scribe" not in text


def test_log_and_feed() -> None:
    """changes.md, the feed and the page tell each change once, newest first; nothing without a history."""
    plans = [published(term_plan(), None, CHANGED)]
    for number, change in enumerate((CHANGES[0], CHANGES[0], CHANGES[8]), start=1):
        plans.append(published(change(plans[-1], Random(number)), plans[-1], CHANGED + timedelta(days=number)))
    options = PublishOptions(updates=tuple(updates(plans)), url="https://example.edu/c/")
    files = {file.name: file.content.decode() for file in publish(plans[-1], ["md", "html"], options)}
    tree = ElementTree.fromstring(files["feed.xml"])
    atom = "{http://www.w3.org/2005/Atom}"
    stamps = [entry.findtext(f"{atom}updated") for entry in tree.iter(f"{atom}entry")]
    assert stamps == ["2026-02-23T09:00:00Z", "2026-02-22T09:00:00Z", "2026-02-21T09:00:00Z"]
    assert [link.get("href") for link in tree.findall(f"{atom}link")] == [
        "https://example.edu/c/feed.xml",
        "https://example.edu/c/syllabus.html",
    ]
    assert files["changes.md"].count("## ") == 3
    assert "Updated" in files["syllabus.html"]
    assert not {"feed.xml", "changes.md"} & {f.name for f in publish(plans[-1], ["md", "html"], PublishOptions())}
