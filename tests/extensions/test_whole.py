"""Rules and goals of one's own through every verb, and the README's example as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planner import api
from planner.findings import InputError
from planner.plans.file import write_plan
from tests.courses import HEAD
from tests.extensions.installing import MODULE, install, installed

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
COURSE = (
    HEAD
    + """
papers:
  details:
    a: {title: A, minutes: 30, tags: [theory], year: 2024, dates: [2024-01-01, 2024-01-04]}
    b: {title: B, minutes: 30, year: 1999, priority: 5}
    c: {title: C, minutes: 30, year: 2022}
  total: {max: 2}
reading: {per_session: {papers: {max: 1}}, every_session: false}
solve: {workers: 2, time_limit: 20}
extensions:
  tag-not-on: {tag: theory, days: [Mon]}
  recent: {since: 2020}
goals: [recent, priority]
"""
)


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example package is installed, and a course names it."""
    installed(tmp_path, monkeypatch)
    path = tmp_path / "constraints.yaml"
    path.write_text(COURSE, encoding="utf-8")
    return path


def test_planned_and_judged(course: Path) -> None:
    """The plan keeps the rule, the goal comes first, and an edit against the rule is found with both lines."""
    loaded = api.load(course)
    plan = api.plan(loaded).plan
    assert {session.id for session in plan.sessions if session.required == ["a"]} == {"2024-01-04"}
    assert plan.solved is not None
    assert [(goal.goal, goal.value, goal.proven) for goal in plan.solved.goals] == [
        ("recent", 2, True),
        ("priority", 6, True),
    ]
    text = write_plan(plan)
    path = course.parent / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    assert api.check(loaded, path).errors == []
    first, second = re.findall(r"required: \[\w*\]", text)[:2]
    edited = text.replace(second, "required: []", 1).replace(first, "required: [a]", 1)
    path.write_text(edited, encoding="utf-8")
    (finding,) = api.check(loaded, path).errors
    assert finding.message == "no theory papers on Mon; here a on 2024-01-01"
    assert (str(finding.where), finding.code) == (f"{course}:18:3", "tag-not-on")


def test_explained(course: Path) -> None:
    """Where it makes the course impossible, it is named with its line."""
    text = COURSE.replace("dates: [2024-01-01, 2024-01-04]", "dates: [2024-01-01]") + "pins: [{paper: a}]\n"
    course.write_text(text, encoding="utf-8")
    explanation = api.explain(api.load(course))
    assert explanation.exists is False
    assert "no theory papers on Mon" in {member.message for member in explanation.members}


ABOUT_ADA = """
class Ada:
    name = "ada-presents"

    def __init__(self, settings):
        self.where = settings.where()

    def build(self, model):
        assert model.problem.people["ada"]
        requirement = model.requirement(self.where, "ada presents paper a")
        requirement.any_of([model.variables.presents_in("ada", "a", s) for s in model.variables.indices])

    def check(self, outcome):
        return ()
"""


def test_rule_about_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that leaves the people out, as bounds and explanations ask it, leaves out rules of one's own too."""
    project = (
        '[project]\nname = "ada"\nversion = "1"\n[project.entry-points."plan_course.rules"]\nada-presents = "ada:Ada"\n'
    )
    install(tmp_path / "site", monkeypatch, project, ABOUT_ADA)
    text = COURSE.partition("extensions:")[0] + "people: [{id: ada}, {id: bo}]\nroles: [{id: presenter, per: paper}]\n"
    path = tmp_path / "constraints.yaml"
    path.write_text(text + "extensions: {ada-presents: {}}\n", encoding="utf-8")
    plan = api.plan(api.load(path)).plan
    assert {duty.person for _, duty in plan.all_duties() if duty.paper == "a"} == {"ada"}
    path.write_text(path.read_text().replace("{id: ada}", "{id: ada, conflicts: [a]}"), encoding="utf-8")
    explanation = api.explain(api.load(path))
    assert {member.message for member in explanation.members} >= {"ada presents paper a"}


def test_wrong_settings_are_input_errors(course: Path) -> None:
    """As every fault of the file."""
    course.write_text(COURSE.replace("tag: theory", "tag: practice"), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        api.load(course)
    assert [str(finding) for finding in raised.value.findings] == [
        f'{course}:18:3: no paper has the tag "practice"',
    ]


def test_readme_example(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of the README, installed as they stand, plan with the settings that it names."""
    module = next(code for code in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if "class TagNotOn" in code)
    project = next(code for code in re.findall(r"```toml\n(.*?)```", README, re.DOTALL))
    (settings,) = re.findall(r"`extensions: \{(tag-not-on: \{tag: .*)\}`", README)
    install(tmp_path / "readme", monkeypatch, project, module)
    text = COURSE.replace("tag-not-on: {tag: theory, days: [Mon]}", settings).replace("  recent: {since: 2020}\n", "")
    course.write_text(text.replace("[recent, priority]", "[priority]"), encoding="utf-8")
    plan = api.plan(api.load(course)).plan
    assert "a" not in {paper for session in plan.sessions[::2] for paper in session.required}
    assert module[module.index("class TagNotOnSettings") :].rstrip() in MODULE
