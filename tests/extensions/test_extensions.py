"""Rules and goals of one's own: found by name, set up with file and line, loaded only when they are named."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from planner.documents import Document, parse_yaml
from planner.extensions import ChecksCourse, Extensions, load_extensions
from planner.findings import InputError, InternalError
from planner.plans.outcome import Outcome
from planner.rule import ArithmeticRule, PackRule
from tests.courses import HEAD, empty_decision, make_problem
from tests.extensions.installing import MODULE, PROJECT, install

PAPERS = """
papers:
  details:
    a: {title: A, minutes: 30, tags: [theory], year: 2024}
    b: {title: B, minutes: 30, year: 1999}
reading: {per_session: {papers: {max: 1}}, every_session: false}
"""
EXTENSIONS = """
extensions:
  tag-not-on: {tag: theory, days: [Mon, Tuesday]}
  recent:
    since: 2020
"""


def document(text: str) -> Document:
    """A course text as load_spec reads it."""
    return parse_yaml(HEAD + PAPERS + text, "course.yaml")


def faults(text: str, taken: tuple[str, ...] = ()) -> list[str]:
    """What is said of a section."""
    with pytest.raises(InputError) as raised:
        load_extensions(document(text), taken)
    return [str(finding) for finding in raised.value.findings]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example package is installed there."""
    install(tmp_path / "site", monkeypatch)
    return tmp_path


def test_nothing_named_nothing_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the key the machine's packages are not looked through."""
    monkeypatch.setitem(sys.modules, "importlib.metadata", None)
    for text in ("", "extensions: {}\n", "extensions:\n"):
        assert load_extensions(document(text)) == Extensions()


@pytest.mark.usefixtures("site")
def test_loaded_by_name() -> None:
    """Rules and goals that are named, with their settings and their line."""
    found = load_extensions(document(EXTENSIONS))
    assert [rule.name for rule in found.rules] == ["tag-not-on"]
    assert [goal.name for goal in found.goals] == ["recent"]
    line = HEAD.count("\n") + PAPERS.count("\n") + 3
    assert str(found.rules[0].where) == f"course.yaml:{line}:3"  # type: ignore[attr-defined]


@pytest.mark.usefixtures("site")
def test_check_and_score() -> None:
    """The rule judges a plan with the line of its settings; the goal counts."""
    problem = make_problem(HEAD + PAPERS)
    found = load_extensions(document(EXTENSIONS))
    outcome = Outcome(problem, empty_decision(problem).with_required(0, "a").with_required(1, "b"))
    (finding,) = found.rules[0].check(outcome)
    assert str(finding) == "course.yaml:16:3: no theory papers on Mon, Tue; here a on 2024-01-01"
    assert found.goals[0].score(outcome).value == 1
    assert [str(finding) for finding in found.check(problem)] == [
        "course.yaml:1:1: note: goal recent is set up, but not listed under goals"
    ]


@pytest.mark.usefixtures("site")
def test_wrong_settings() -> None:
    """All at once, each with its line: unknown keys, wrong values, missing ones."""
    assert faults("extensions:\n  tag-not-on: {tags: theory, days: [Mx]}\n  recent:\n") == [
        'course.yaml:15:15: key "tag" is missing',
        'course.yaml:15:16: unknown key "tags"; did you mean "tag"?',
        'course.yaml:15:37: expected a weekday (Mon … Sun), not "Mx"',
        'course.yaml:16:10: key "since" is missing',
    ]


@pytest.mark.usefixtures("site")
def test_settings_against_the_course() -> None:
    """A rule may know only with the course that its settings are wrong."""
    found = load_extensions(document("extensions: {tag-not-on: {tag: practice, days: [Mon]}}\n"))
    with pytest.raises(InputError) as raised:
        found.check(make_problem(HEAD + PAPERS))
    assert str(raised.value) == 'course.yaml:14:14: no paper has the tag "practice"'


@pytest.mark.usefixtures("site")
def test_unknown_name() -> None:
    """With the nearest that is installed."""
    assert faults("extensions: {tag-not-om: {}}\n") == [
        "course.yaml:14:14: tag-not-om: no installed package offers a rule or goal of this name; "
        'did you mean "tag-not-on"?'
    ]


@pytest.mark.usefixtures("site")
def test_name_of_a_built_in_rule() -> None:
    """What is built in stays what it is."""
    assert faults(EXTENSIONS, ("recent",)) == [
        "course.yaml:17:3: recent: this name is that of a rule or goal of plan-course itself"
    ]


BROKEN = {
    "raises": ("raise ValueError('no\\nluck')\n", "own_rule:TagNotOn cannot be loaded: ValueError: no\\nluck"),
    "other name": (MODULE.replace('name = "tag-not-on"', 'name = "tag"'), "own_rule:TagNotOn calls itself 'tag'"),
    "half a rule": (MODULE.replace("def check(", "def judge("), "own_rule:TagNotOn lacks check"),
    "no such thing": ("", "own_rule:TagNotOn cannot be loaded: AttributeError: module 'own_rule' has no attribute"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_packages(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that does not hold what it promises is named, at the line that asks for it."""
    module, message = BROKEN[name]
    install(tmp_path / "site", monkeypatch, module=module)
    (said,) = faults("extensions: {tag-not-on: {tag: theory, days: [Mon]}}\n")
    assert said.startswith(f"course.yaml:14:14: tag-not-on: {message}")


def test_slips_at_work_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong in a rule later is told with its name and origin; optional protocols are met as it meets them."""
    module = MODULE.replace("for session in outcome.problem.sessions:", "for session in outcome.nothing:")
    install(tmp_path / "site", monkeypatch, module=module)
    found = load_extensions(document(EXTENSIONS))
    rule, goal = found.rules[0], found.goals[0]
    problem = make_problem(HEAD + PAPERS)
    with pytest.raises(InternalError) as raised:
        rule.check(Outcome(problem, empty_decision(problem)))
    assert str(raised.value) == (
        "internal error: check of tag-not-on (own_rule:TagNotOn): "
        "AttributeError: 'Outcome' object has no attribute 'nothing'"
    )
    assert isinstance(rule, ChecksCourse)
    assert not isinstance(rule, PackRule | ArithmeticRule)
    assert not isinstance(goal, ChecksCourse)


@pytest.mark.usefixtures("site")
def test_two_packages_of_one_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which of them is meant is not guessed."""
    other = PROJECT.replace('"own-rule"', '"other-rule"').replace("own_rule:", "other_rule:")
    install(tmp_path / "other", monkeypatch, project=other)
    (said,) = faults("extensions: {tag-not-on: {tag: theory, days: [Mon]}}\n")
    assert said.endswith("tag-not-on: several packages offer this name: other_rule:TagNotOn, own_rule:TagNotOn")
