"""What is private stands in no public file, whatever the formats; names stand as ``publish.names`` says."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from planner import api
from planner.outputs import FORMATS, PublishedFile, PublishOptions, publish, site
from planner.outputs.naming import first_name, initials, shown_names
from planner.plans.plan import Plan
from planner.plans.published import Publishing
from planner.plans.updates import updates
from tests.cli.running import run

from .changing import CHANGES, term_plan
from .samples import CHANGED

COURSE = """
version: 1
course: {title: T, code: t}
term:
  {start: 2023-03-06, end: 2023-03-31, timezone: Europe/Berlin, meetings: [{days: Tue, start: "15:30", end: "16:45"}]}
papers: {details: {a: {title: A, minutes: 9}, b: {title: B, minutes: 9}, c: {title: C, minutes: 9}}}
reading: {per_session: {papers: {min: 1, max: 1}}, every_session: false}
people:
  - {id: ada, name: Ada, email: PRIVATE@example.edu, unavailable: [{date: 2023-03-07, reason: PRIVATE}],
     conflicts: [a], avoids: {papers: [b]}, prefers: {papers: [c]}, did: {presenter: 3}}
  - {id: bo, name: Bo, email: PRIVATE2@example.edu, unavailable: [{from: 2023-03-14, to: 2023-03-21, reason: PRIVATE}]}
roles: [{id: presenter, per: paper, count: 1}]
solve: {workers: 2, time_limit: 10}
publish: {formats: [md, html, ics, csv, json, people, bib, csl-json, imscc], %s}
"""
SURNAMES = ("Ek", "Anagonye", "Berg", "Ono", "Park")
PUBLIC = [name for name in FORMATS if name not in ("pdf", "xlsx")]


def texts(files: list[PublishedFile]) -> str:
    """Everything in the files and their names; archives opened, folded lines joined."""
    found = []
    for file in files:
        found.append(file.name)
        if file.name.endswith(".imscc"):
            archive = zipfile.ZipFile(BytesIO(file.content))
            found += [archive.read(name).decode() for name in archive.namelist()]
        else:
            found.append(file.content.decode().replace("\r\n ", ""))
    return "\n".join(found)


def asked(names: str, personal: str = "public") -> Plan:
    """The sample, published as asked for, with a change behind it."""
    publishing = Publishing.model_validate({"formats": PUBLIC, "names": names, "personal": personal})
    return api.published(term_plan().model_copy(update={"publish": publishing}), None, CHANGED)


@pytest.mark.parametrize("personal", ["public", "secret", "private"])
def test_absences_and_addresses(tmp_path: Path, capsys: pytest.CaptureFixture[str], personal: str) -> None:
    """Reasons, addresses and values of --set stand in no file and in no answer."""
    course = tmp_path / "course.yaml"
    course.write_text(COURSE % f"personal: {personal}")
    setting = "people+={id: cy, email: PRIVATE3@example.edu}"
    out = tmp_path / "plan"
    ended = run("plan", course, "-o", out, "--json", "--set", setting, capsys=capsys)
    assert ended.code == 0
    again = run("export", out / "plan.yaml", "--to", "site", "-o", tmp_path / "site", capsys=capsys)
    assert again.code == 0
    assert "PRIVATE" not in ended.out + ended.err + again.out + again.err
    for path in [*out.rglob("*"), *(tmp_path / "site").rglob("*")]:
        assert not path.is_file() or b"PRIVATE" not in path.read_bytes(), path
    names = {path.name for path in (tmp_path / "site").rglob("*")}
    assert not names & {"plan.yaml", "plan.json", "duties.csv", "history", "messages"}
    assert ("people" in names) == (personal != "private")


@pytest.mark.parametrize("personal", ["public", "secret", "private"])
@pytest.mark.parametrize("names", ["first", "initials", "none"])
def test_names(names: str, personal: str) -> None:
    """No public file, feed or calendar has a last name; nor, where there are to be none, a first name or an id."""
    before = asked(names, personal)
    after = api.published(CHANGES[3](before, Random(2)), before, CHANGED)
    options = PublishOptions.of(after, updates=tuple(updates([before, after])))
    text = texts(site(after, options)).replace("Eve Li", "")  # an instructor, too, whom the course names itself
    for surname in SURNAMES:
        assert f" {surname}" not in text
    if names == "none":
        assert "Chidi" not in text
        assert "chidi" not in text
        assert "noor" not in text


def test_secret_files() -> None:
    """Secret files have names from the plan that stay, and no other public file says them."""
    plan = asked("full", "secret")
    again = api.published(CHANGES[0](plan, Random(1)), plan, CHANGED)
    assert [person.file for person in plan.people.values()] == [person.file for person in again.people.values()]
    files = site(plan)
    tokens = {person.file for person in plan.people.values()}
    assert {f"people/{token}.ics" for token in tokens} <= {file.name for file in files}
    rest = texts([file for file in files if not file.name.startswith("people/")])
    assert not any(token in rest for token in tokens)


def test_shortened() -> None:
    """First names and initials, in either order of writing; two alike are told apart."""
    assert [first_name(name) for name in ("Ada L.", "Kim, Min-ji", "Cher")] == ["Ada", "Min-ji", "Cher"]
    assert [initials(name) for name in ("Noor van der Berg", "Kim, Min-ji", "Cher", "7")] == ["N.B.", "M.K.", "C.", "?"]
    plan = term_plan()
    people = {n: plan.people["ada"].model_copy(update={"name": name}) for n, name in (("x", "Jo A"), ("y", "Jo B"))}
    plan = plan.model_copy(update={"people": people, "sessions": []})
    assert shown_names(plan, "first") == {"x": "Jo A.", "y": "Jo B."}
    assert shown_names(plan, "none") == {"x": "taken", "y": "taken"}


def test_private_copy_has_full_names() -> None:
    """The instructor's copy is private: people stand there by name."""
    files = {f.name: f.content.decode() for f in publish(asked("initials"), ["md"], PublishOptions(public=False))}
    assert "Chidi Anagonye" in files["syllabus.md"]
