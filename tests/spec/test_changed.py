"""``--set``: what each form changes, exactly what is said of wrong ones, and where findings point then."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constraints.registry import GOALS
from planner.documents import parse_yaml
from planner.findings import Finding, InputError
from planner.problem.build import build_problem
from planner.spec.changed import changed
from tests.courses import HEAD
from tests.repairs import changed_spec

TEXT = (
    HEAD
    + """\
  no_class: [{date: 2024-01-11, reason: Strike}]
papers:
  must: [alpha]
  details:
    alpha: {title: Alpha, minutes: 30}
    beta: {title: Beta, minutes: 30}
reading: {per_session: {papers: {max: 1}}, every_session: false}
topics: [{id: one, papers: {min: 1}}, {id: two}]
people:
  - {id: ada}
  - {id: bo, unavailable: [2024-01-04]}
  - {id: 007, conflicts: [gamma]}
roles: [{id: presenter, per: paper, count: 1}]
goals: [priority]
"""
)
FORMS = "expected KEY=VALUE, KEY+=VALUE (adds to a list) or KEY-=VALUE (takes out of a list)"


def value_at(*path: str | int, of: tuple[str, ...]) -> object:
    """What stands at a path of the text after settings."""
    value = changed(parse_yaml(TEXT, "course.yaml"), of).value
    for key in path:
        value = value[key]
    return value


@pytest.mark.parametrize(
    ("setting", "path", "value"),
    [
        ("reading.per_session.papers.max=2", ("reading", "per_session", "papers", "max"), "2"),
        ("reading.per_session.minutes.max=180", ("reading", "per_session", "minutes"), {"max": "180"}),
        ("papers.total.max=4", ("papers", "total"), {"max": "4"}),
        ("roles.presenter.count.max=2", ("roles", 0, "count"), {"min": "1", "max": "2"}),
        ("people.bo.name= Bo B.", ("people", 1, "name"), "Bo B."),
        ("people[1].name=a=b", ("people", 1, "name"), "a=b"),
        ("people.007.name=James", ("people", 2, "name"), "James"),
        ("papers.must.alpha=beta", ("papers", "must"), ["beta"]),
        ("goals=[coverage, priority]", ("goals",), ["coverage", "priority"]),
        ("goals+=coverage", ("goals",), ["priority", "coverage"]),
        ("goals+=[coverage, {preferences: 2}]", ("goals",), ["priority", "coverage", {"preferences": "2"}]),
        ("people.ada.unavailable+=2024-01-08", ("people", 0, "unavailable"), ["2024-01-08"]),
        ("people.ada.prefers.papers+=alpha", ("people", 0, "prefers"), {"papers": ["alpha"]}),
        ("term.no_class-=2024-01-11", ("term", "no_class"), []),
        ("papers.must-=alpha", ("papers", "must"), []),
        ("topics-=[one, two]", ("topics",), []),
        ("topics-={id: two}", ("topics",), [{"id": "one", "papers": {"min": "1"}}]),
    ],
)
def test_forms(setting: str, path: tuple[str | int, ...], value: object) -> None:
    """Keys, entries by number and by id, short forms written out, longer and shorter lists; scalars are text yet."""
    assert value_at(*path, of=(setting,)) == value


def test_days_without_class() -> None:
    """A date alone stays a date alone; a mapping is as written."""
    days = value_at("term", "no_class", of=("term.no_class+=2024-01-08", "term.no_class+={date: 2024-01-15}"))
    assert days == [{"date": "2024-01-11", "reason": "Strike"}, "2024-01-08", {"date": "2024-01-15"}]


def test_one_after_another() -> None:
    """Settings apply in turn, and the document that they start from stays as it is."""
    document = parse_yaml(TEXT, "course.yaml")
    of = ("papers.must+=beta", "papers.must-=alpha", "papers.total.max=3", "papers.total.max=2")
    assert changed(document, of).value["papers"]["must"] == ["beta"]
    assert changed(document, of).value["papers"]["total"] == {"max": "2"}
    assert document.value == parse_yaml(TEXT, "course.yaml").value


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("", FORMS),
        ("papers", FORMS),
        ("=3", FORMS),
        ("+=3", FORMS),
        (".=3", FORMS),
        ("a b=3", FORMS),
        ("reading.per_sesion.papers.max=2", 'unknown key "per_sesion"; did you mean "per_session"?'),
        ("reeding.per_session.papers.max=2", 'unknown key "reeding"; did you mean "reading"?'),
        ("people.aad.name=X", 'there is no entry "aad" in this list; did you mean "ada"?'),
        ("people[7].name=X", 'there is no entry "[7]" in this list'),
        ("people-=aad", 'there is no entry "aad" in this list; did you mean "ada"?'),
        ("papers.must-=[alpha, bta]", 'there is no entry "bta" in this list'),
        ("papers.must-=", "there is no such entry in this list"),
        ("term.meetings-=", "there is no such entry in this list"),
        ("term.no_class-=2024-01-12", 'there is no entry "2024-01-12" in this list; did you mean "2024-01-11"?'),
        ("papers.details.alpha+=3", '"alpha" is no list'),
        ("term-=start", '"term" is no list'),
        ("term.start=2024-13-01", '"start": there is no day "2024-13-01"'),
        ("term.start=[", "a value is missing here"),
        ("term.end+=3", '"end": expected a date such as 2023-03-06, not a list'),
        ("course.title=\x00", "a control character (U+0000) stands here"),
        ("topics.one.papers.min=x", '"min": expected a whole number, not "x"'),
        ("topics+=one", 'expected a mapping (key: value), not "one"'),
        ("term.meetings=[{days: [Mon], start: 9, end: x}]", '"start": expected a clock time such as "15:30", not "9"'),
    ],
)
def test_wrong(setting: str, message: str) -> None:
    """One message for each slip, with the setting in the place of the line, and the nearest name."""
    with pytest.raises(InputError) as refused:
        changed_spec(TEXT, setting)
    assert f"--set {setting}: {message}" in [str(finding) for finding in refused.value.findings]
    assert {finding.where.file for finding in refused.value.findings if finding.where} == {f"--set {setting}"}


def test_all_at_once() -> None:
    """Every setting that cannot be applied is told."""
    with pytest.raises(InputError) as refused:
        changed_spec(TEXT, "people.aad.name=X", "papers.total.max=3", "x y")
    assert [str(finding) for finding in refused.value.findings] == [
        '--set people.aad.name=X: there is no entry "aad" in this list; did you mean "ada"?',
        f"--set x y: {FORMS}",
    ]


@pytest.mark.parametrize("before", [(), ("people-=ada",), ("people+={id: di}", "people-=bo"), ("people-=[ada, bo]",)])
def test_what_stays_keeps_its_line(before: tuple[str, ...]) -> None:
    """Where entries are taken out before it, an entry of the file is still told by its own line."""
    with pytest.raises(InputError) as refused:
        build_problem(changed_spec(TEXT, *before), {goal.name for goal in GOALS})
    line = TEXT.splitlines().index("  - {id: 007, conflicts: [gamma]}") + 1
    assert [(f.where.file, f.where.line) for f in refused.value.findings if f.where] == [("course.yaml", line)]


def test_each_added_entry_is_on_the_command_line() -> None:
    """Every one of several entries that were added points there, and so does what replaced lines of the file."""
    twice = "people+=[{id: di}, {id: ada}]"
    with pytest.raises(InputError) as refused:
        build_problem(changed_spec(TEXT, "people.007.conflicts=[]", twice), {goal.name for goal in GOALS})
    line = TEXT.splitlines().index("  - {id: ada}") + 1
    assert [str(f) for f in refused.value.findings] == [
        f'--set {twice}: person "ada" is listed twice (first in line {line})'
    ]


@pytest.mark.parametrize("text", ["", "7", "[]", "[{id: a}]", "text"])
@pytest.mark.parametrize("setting", ["a.b=1", "a=1", "a+=1", "a-=1", "[0].x=1"])
def test_files_that_are_no_course(text: str, setting: str) -> None:
    """A file that holds no mapping ends in findings like any other."""
    with pytest.raises(InputError):
        changed_spec(text, setting)


_PARTS = st.sampled_from(
    [
        "papers",
        "people",
        "ada",
        "term",
        "no_class",
        "meetings",
        "[0]",
        "[9]",
        "must",
        "alpha",
        "goals",
        "id",
        "",
        "x",
        ".",
    ]
)
_KEYS = st.lists(_PARTS, max_size=5).map(".".join) | st.text(max_size=8)
_VALUES = st.sampled_from(["", "1", "[]", "{}", "x", "[a, {id: b}]", "2024-01-08", "&a [*a]", "~", "{id: ada}", "- -"])
_SETTINGS = st.builds(
    "{}{}{}".format, _KEYS, st.sampled_from(["=", "+=", "-=", "-", ""]), _VALUES | st.text(max_size=8)
)


@given(st.lists(_SETTINGS, min_size=1, max_size=3))
@settings(max_examples=300, deadline=None)
def test_never_a_traceback(given_settings: list[str]) -> None:
    """Whatever is set, there is a course or there are findings, each with a place."""
    findings: tuple[Finding, ...] = ()
    try:
        build_problem(changed_spec(TEXT, *given_settings), {goal.name for goal in GOALS})
    except InputError as problem:
        findings = problem.findings
    assert all(finding.where is not None for finding in findings)


def test_entries_by_name() -> None:
    """An entry of a list is also called by its name or title, whatever case and accents."""
    text = "people: [{id: ada, name: Ada Bérg}, {id: bo}]\ntopics: [{id: one, title: First things}]\n"
    document = changed(parse_yaml(text, "course.yaml"), ["people-=berg, ada", "topics.ONE.papers.max=3"])
    assert document.value["people"] == [{"id": "bo"}]
    assert document.value["topics"][0]["papers"] == {"max": "3"}
