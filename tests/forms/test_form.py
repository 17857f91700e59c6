"""``form``: the table comes back as wishes, the page is self-contained, nothing in either is code."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from planner import api
from planner.forms.files import COLUMNS, form_files
from planner.spec.rosters.columns import COLUMNS as KNOWN
from tests.cli.running import bytes_in, run
from tests.courses import HEAD, make_problem

COURSE = (
    HEAD
    + """
people: [roster.csv]
papers:
  details:
    alpha: {title: "Alpha <b>bold</b> & co", minutes: 30, topics: [t], authors: [A, B, C, D], venue: X, year: 2020}
    beta: {title: "=HYPERLINK(evil)", minutes: 30}
    gamma: {title: "Gamma", minutes: 30, topics: [t]}
topics: [{id: t, title: "Topic \\"one\\""}]
roles: [{id: presenter, per: paper}]
reading: {per_session: {papers: {max: 1}}, every_session: false}
goals: [preferences]
solve: {workers: 2, time_limit: 20}
"""
)
ROSTER = "id,name\nada,=1+1\nbo,Bo; +2\ncy,Cy\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with a roster in a folder."""
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    path = tmp_path / "constraints.yaml"
    path.write_text(COURSE, encoding="utf-8")
    return path


def test_filled_by_machine_and_planned(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each person gets the first wish of the filled table, and everybody keeps their name."""
    assert run("form", course, "-q", capsys=capsys).code == 0
    table = course.parent / "form" / "answers.csv"
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    assert [row["id"] for row in rows] == ["ada", "bo", "cy"]
    wishes = {"ada": "beta; alpha", "bo": "gamma", "cy": "alpha: 9; beta: 1"}
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows([{**row, "prefers_papers": wishes[row["id"]], "unavailable": "2024-01-01; Thu"} for row in rows])
    table.write_text(out.getvalue(), encoding="utf-8")
    course.write_text(COURSE.replace("[roster.csv]", "[roster.csv, form/answers.csv]"), encoding="utf-8")
    loaded = api.load(course)
    assert [person.name for person in loaded.problem.people.values()] == ["=1+1", "Bo; +2", "Cy"]
    plan = api.plan(loaded).plan
    held = {duty.person: duty.paper for _, duty in plan.all_duties()}
    assert held == {"ada": "beta", "bo": "gamma", "cy": "alpha"}
    assert {session.date.weekday() for session, _ in plan.all_duties()} == {0}


def test_answers_are_never_lost(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A filled table stays, and says so; --force starts anew."""
    run("form", course, "-q", capsys=capsys)
    table = course.parent / "form" / "answers.csv"
    table.write_text("id,name\nada,Ada\n")
    before = bytes_in(course.parent)
    said = run("form", course, capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"{table}: this file is there already; --force overwrites it\n"
    assert bytes_in(course.parent) == before
    assert run("form", course, "--force", "-q", capsys=capsys).code == 0
    assert table.read_bytes() != b"id,name\nada,Ada\n"


def test_columns_are_those_of_rosters() -> None:
    """A roster reads every column of the table."""
    assert set(COLUMNS) <= set(KNOWN)


def test_no_cell_calculates(course: Path) -> None:
    """No cell begins like a formula."""
    files = form_files(api.load(course).problem, ["roster.csv"], "form/answers.csv")
    for row in csv.reader(io.StringIO(files["answers.csv"].decode("utf-8-sig"))):
        assert not [text for text in row if re.match(r"\s*[=+\-@]", text)]


def test_how_answers_come_back(course: Path) -> None:
    """The text names the course's own roster, and has an example of its own ids."""
    text = form_files(api.load(course).problem, ["roster.csv"], "form/answers.csv")["form.md"].decode()
    assert "    people: [roster.csv, form/answers.csv]\n" in text
    assert "| prefers_papers | ids, best first: `alpha; gamma`; or with scores from 0 to 10: `alpha: 8` |" in text
    text_alone = COURSE.replace("people: [roster.csv]", "").replace("per: paper", "per: paper, count: {min: 0, max: 1}")
    alone = form_files(make_problem(text_alone), [], "form/answers.csv")
    assert "    people: form/answers.csv\n" in alone["form.md"].decode()


class Page(HTMLParser):
    """Tags with their attributes, and the labels' targets."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str, attribute: str) -> list[str | None]:
        """One attribute of every such tag."""
        return [attributes.get(attribute) for name, attributes in self.tags if name == tag]


def test_page_is_self_contained_and_labelled(course: Path) -> None:
    """No script but our own, no address outside, no markup from a title; every field has its own label."""
    text = form_files(api.load(course).problem, ["roster.csv"], "form/answers.csv")["form.html"].decode()
    page = Page(text)
    assert not {"a", "img", "iframe"} & {tag for tag, _ in page.tags}
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text
    assert not re.search(r"https?:|//[a-z]|url\(|@import", text)
    assert "Alpha &lt;b&gt;bold&lt;/b&gt; &amp; co" in text
    fields = page.all("input", "id")
    assert len(fields) == len(set(fields)) > 10
    assert sorted(map(str, fields)) == sorted(map(str, page.all("label", "for")))
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert "A et al., X 2020, 30 minutes" in text


def test_what_limits_a_wish_is_told() -> None:
    """A date without a seat, and the days of a paper's window, stand beside what is ranked."""
    text = COURSE.replace("people: [roster.csv]\npapers:\n", "people: [{id: ada}]\npapers:\n  WINDOW\n")
    text = text.replace("WINDOW", "windows: [{ids: [gamma], from: 2024-01-11}]")
    text = text.replace("{id: presenter, per: paper}", "{id: presenter, per: paper, except: [2024-01-08]}")
    form = form_files(make_problem(text), (), "answers.csv")["form.html"].decode()
    assert form.count("nobody has a duty then") == 1
    assert "30 minutes, read from Thu 11 Jan on" in form


def test_questions_come_back(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever a tool makes of the questions: their titles and answers mean what they were made of."""
    run("form", course, "-q", capsys=capsys)
    text = (course.parent / "form" / "questions.md").read_text(encoding="utf-8")
    questions: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("## "):
            questions[line[3:]] = []
        elif line.startswith("    "):
            questions[list(questions)[-1]].append(line.strip())
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["Timestamp", *questions])
    writer.writerow(["2024/01/01", "Cy", "", *(", ".join(options) for options in list(questions.values())[2:])])
    (course.parent / "google.csv").write_text(out.getvalue(), encoding="utf-8")
    course.write_text(COURSE.replace("[roster.csv]", "[roster.csv, google.csv]"), encoding="utf-8")
    said = run("form", course, "--read", "--json", capsys=capsys)
    answer = json.loads(said.out)
    assert [entry["text"] for entry in answer["matched"] if not entry["meaning"]] == []
    assert [finding for finding in answer["findings"] if finding["severity"] != "note"] == []
    cy = api.load(course).problem.people["cy"]
    assert (set(cy.wishes.papers), set(cy.wishes.topics), set(cy.wishes.roles)) == (
        {"alpha", "beta", "gamma"},
        {"t"},
        {"presenter"},
    )
    assert len(cy.absent) == len(cy.wishes.dates) == 8


def test_how_answers_are_read_is_shown(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table of columns and answers, with what is not read."""
    answers = 'Timestamp,Name,Which papers do you like?\n1,Cy,"gamma, omega"\n1,Bo; +2,GAMMA\n'
    (course.parent / "a.csv").write_text(answers, encoding="utf-8")
    course.write_text(COURSE.replace("[roster.csv]", "[roster.csv, a.csv]"), encoding="utf-8")
    said = run("form", course, "--read", "--json", capsys=capsys)
    assert said.code == 0
    assert [(entry["text"], entry["meaning"], entry["line"]) for entry in json.loads(said.out)["matched"]] == [
        *(("Name", "name", 1), ("Which papers do you like?", "prefers_papers", 1)),
        *(("GAMMA", "gamma", 3), ("omega", "", 2)),
    ]
    said = run("form", course, "--read", capsys=capsys)
    assert '"omega" is no paper that is known' in said.err
    assert "not read" in said.out
