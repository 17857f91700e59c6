"""Whatever stands in the files, loading them succeeds or ends in findings for a person; nothing else comes out."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner import api
from planner.findings import Finding, InputError

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/constraints.yaml"))
HOSTILE = [
    *(
        "",
        "~",
        "[]",
        "{}",
        "[[]]",
        "{a: b}",
        "[a, a]",
        "- x",
        "? x",
        "<<",
        "|",
        ">",
        "%",
        "@",
        "*x",
        "&x",
        "!x",
        "'",
        '"',
    ),
    *(
        "-1",
        "0",
        "017",
        "1e309",
        ".nan",
        ".inf",
        "9" * 400,
        "0.000000001",
        "-0",
        "1_0",
        "٣",
        "½",
        "120%",
        "40%",
        "1e-9999",
    ),
    *("2023-02-30", "0001-01-01", "9999-12-31", "2023-03-14", "2023-03-14T15:30", "2023-03-14T99:99", "25:61", "0:00"),
    *(
        "on",
        "no",
        "null",
        "true",
        "Mon",
        "NO",
        "XX",
        "Europe/Berlin",
        "UTC",
        "a" * 3000,
        "a\u202eb",
        "𝔘",
        "\ufeff",
        "é",
    ),
    *(
        '"\\a"',
        '"\\e[2J"',
        '"a\\nb"',
        '"\\0"',
        '"\\ud800"',
        '"\\L"',
        "'a\n\n\n  b'",
        ".",
        "..",
        "/",
        "/dev/zero",
        "~/x.yaml",
    ),
    *(
        "tensorflow",
        "frameworks",
        "presenter",
        "compilers",
        "2024",
        "papers.yaml",
        "course.yaml",
        "roster.csv",
        "x.csv",
    ),
]
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
Edit = Callable[[list[str]], list[str]]


class Texts(yaml.SafeLoader):
    """Every scalar as its text, but nothing where nothing stands: what our reader sees."""


Texts.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def example(name: str) -> dict[str, str]:
    """The files of an example, the catalogue cut to the papers that it may name."""
    folder = EXAMPLES / name
    course = (folder / "constraints.yaml").read_text()
    entries = yaml.load((folder / "../../data/mlsys.yaml").read_text(), Loader=yaml.CSafeLoader)["papers"]
    tags = set(re.findall(r"tags: \[(.*?)\]", course))
    used = [
        entry
        for entry in entries
        if re.search(rf"(?<![\w-]){re.escape(entry['id'])}(?![\w-])", course) or tags & set(entry.get("tags", ()))
    ]
    files = {path.name: path.read_text() for path in folder.glob("*.csv")}
    files["course.yaml"] = course.replace("../../data/mlsys.yaml", "papers.yaml")
    files["papers.yaml"] = yaml.safe_dump(used, sort_keys=False, allow_unicode=True)
    return files


def line_edit(change: Callable[[list[str], int, int], list[str]]) -> Callable[[int, int], Edit]:
    """An edit of a place given as any two numbers."""
    return lambda first, other: (
        lambda lines: change(list(lines), first % len(lines), other % len(lines)) if lines else lines
    )


def replaced(pattern: str, by: str) -> Callable[[list[str], int, int], list[str]]:
    """One text of a line that fits a pattern becomes another one."""

    def change(lines: list[str], first: int, other: int) -> list[str]:
        found = list(re.finditer(pattern, lines[first]))
        if found:
            match = found[other % len(found)]
            lines[first] = lines[first][: match.start()] + by + lines[first][match.end() :]
        return lines

    return change


def deleted(lines: list[str], first: int, other: int) -> list[str]:
    """Without one line."""
    return lines[:first] + lines[first + 1 :]


def doubled(lines: list[str], first: int, other: int) -> list[str]:
    """One line a second time somewhere."""
    return [*lines[:other], lines[first], *lines[other:]]


def swapped(lines: list[str], first: int, other: int) -> list[str]:
    """Two lines in each other's place."""
    lines[first], lines[other] = lines[other], lines[first]
    return lines


def indented(lines: list[str], first: int, other: int) -> list[str]:
    """One line deeper, higher, or behind a tab."""
    lines[first] = ("  " + lines[first], lines[first][2:], "\t" + lines[first].lstrip(), " " + lines[first])[other % 4]
    return lines


def cut(lines: list[str], first: int, other: int) -> list[str]:
    """The end of the file lost in the middle of a line."""
    return [*lines[:first], lines[first][: other % (len(lines[first]) + 1)]]


numbers = st.integers(0, 10_000)
changes = st.one_of(
    st.sampled_from([deleted, doubled, swapped, indented, cut]),
    st.builds(
        replaced, st.sampled_from([r"(?<=: )[^{}\[\],\n]+", r"[\w.-]+", r"\{.*\}|\[.*\]"]), st.sampled_from(HOSTILE)
    ),
    st.builds(replaced, st.just("."), st.sampled_from([*"{}[],:-#&*!|>'\"%@`\t\x00\x07\x85\u2028 ", ": ", "\n"])),
    st.builds(replaced, st.just(r"[\w.-]+"), st.text(max_size=8)),
)
edits = st.lists(
    st.builds(lambda change, a, b: line_edit(change)(a, b), changes, numbers, numbers), min_size=1, max_size=2
)
BOUNDED = settings(
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all cases of this file."""
    return tmp_path_factory.mktemp("fuzz")


def judge(folder: Path, files: dict[str, str | bytes]) -> bool:
    """Load a course from these files; whether it succeeds. Every finding must have a place and a clean message."""
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode(errors="surrogatepass"))
    try:
        findings, loaded = api.load(folder / "course.yaml").findings, True
    except InputError as problem:
        findings, loaded = problem.findings, False
        assert any(finding.severity == "error" for finding in findings)
    for finding in findings:
        judge_finding(finding, folder)
    return loaded


def judge_finding(finding: Finding, folder: Path) -> None:
    """A place in a file that was read, and one line of text that no terminal would obey."""
    assert finding.where is not None, finding
    assert finding.where.file.startswith(str(folder)), finding
    assert finding.message
    assert not CONTROL.search(finding.message), finding


def test_examples_load(folder: Path) -> None:
    """Unchanged, the files load: so each case tests its change."""
    alone = [name for name in NAMES if name not in ("from-forms", "seminar")]
    assert [name for name in alone if judge(folder, dict(example(name)))] == alone


@settings(BOUNDED, max_examples=160)
@given(name=st.sampled_from(NAMES), course=edits)
def test_changed_courses(folder: Path, name: str, course: list[Edit]) -> None:
    """A valid constraints.yaml with a few lines lost, doubled, moved, indented, or hostile."""
    files = dict(example(name))
    lines = files["course.yaml"].splitlines()
    for edit in course:
        lines = edit(lines)
    judge(folder, {**files, "course.yaml": "\n".join(lines)})


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every part of a value, as what holds it and its key or index there."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    return [(value, key) for key in keys] + [place for key in keys for place in places(value[key])]


def regrown(value: Any, kind: int, first: int, other: int) -> None:
    """Change one part of a value in place: a hostile text, another part, a copy more, nothing, less."""
    spots = places(value)
    if not spots:
        return
    holder, key = spots[first % len(spots)]
    donor, donor_key = spots[other % len(spots)]
    if kind < 2:
        holder[key] = HOSTILE[other % len(HOSTILE)]
    elif kind < 4:
        holder[key] = copy.deepcopy(donor[donor_key])
    elif kind == 4 and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))
    elif kind == 5 and isinstance(holder, dict):
        holder[HOSTILE[other % len(HOSTILE)]] = holder.pop(key)
    elif kind == 6:
        holder[key] = None
    else:
        del holder[key]


@settings(BOUNDED, max_examples=150)
@given(
    name=st.sampled_from(NAMES),
    grown=st.lists(st.tuples(st.integers(0, 7), numbers, numbers), min_size=1, max_size=3),
    file=st.sampled_from(["course.yaml", "course.yaml", "course.yaml", "papers.yaml"]),
)
def test_regrown_courses(folder: Path, name: str, grown: list[tuple[int, int, int]], file: str) -> None:
    """Valid YAML of the right outline, with parts of it in wrong places, or hostile."""
    files = dict(example(name))
    value = yaml.load(files[file], Loader=Texts)
    for kind, first, other in grown:
        regrown(value, kind, first, other)
    judge(folder, {**files, file: yaml.safe_dump(value, sort_keys=False, allow_unicode=True)})


@settings(BOUNDED, max_examples=60)
@given(name=st.sampled_from(NAMES), catalog=edits, roster=edits)
def test_changed_catalogues_and_rosters(folder: Path, name: str, catalog: list[Edit], roster: list[Edit]) -> None:
    """The same with the files that the course names."""
    files = dict(example(name))
    for file in files:
        if file != "course.yaml":
            lines = files[file].splitlines()
            for edit in roster if file.endswith(".csv") else catalog:
                lines = edit(lines)
            files[file] = "\n".join(lines)
    judge(folder, dict(files))


@settings(BOUNDED, max_examples=40)
@given(name=st.sampled_from(NAMES), position=st.integers(0, 6_000), content=st.binary(min_size=1, max_size=8))
def test_random_bytes_inside(folder: Path, name: str, position: int, content: bytes) -> None:
    """Bytes written over a valid file."""
    course = example(name)["course.yaml"].encode()
    position %= len(course)
    judge(folder, {**example(name), "course.yaml": course[:position] + content + course[position + len(content) :]})


@settings(BOUNDED, max_examples=60)
@given(content=st.binary(max_size=200) | st.text(max_size=200))
def test_random_files(folder: Path, content: bytes | str) -> None:
    """A file of noise is no course, and says so."""
    assert not judge(folder, {"course.yaml": content})


PLANNED = sorted(path.parent.name for path in EXAMPLES.glob("*/published.plan.yaml"))


@cache
def course_of(name: str) -> api.Course:
    """An example as it stands."""
    return api.load(EXAMPLES / name / "constraints.yaml")


@settings(BOUNDED, max_examples=40)
@given(
    name=st.sampled_from(PLANNED),
    grown=st.lists(st.tuples(st.integers(0, 7), numbers, numbers), min_size=1, max_size=3),
    edited=edits,
    as_lines=st.booleans(),
)
def test_changed_plans(
    folder: Path, name: str, grown: list[tuple[int, int, int]], edited: list[Edit], as_lines: bool
) -> None:
    """A plan with parts lost, hostile or in wrong places is judged, or refused, by findings."""
    text = (EXAMPLES / name / "published.plan.yaml").read_text()
    if as_lines:
        lines = text.splitlines()
        for edit in edited:
            lines = edit(lines)
        text = "\n".join(lines)
    else:
        value = yaml.load(text, Loader=Texts)
        for kind, first, other in grown:
            regrown(value, kind, first, other)
        text = yaml.safe_dump(value, sort_keys=False, allow_unicode=True)
    path = folder / "plan.yaml"
    path.write_bytes(text.encode(errors="surrogatepass"))
    try:
        findings, judged = api.check(course_of(name), path).findings, True
    except InputError as problem:
        findings, judged = problem.findings, False
    assert judged or findings
    for finding in findings:
        assert finding.where is not None or finding.plan_where is not None, finding
        assert not CONTROL.search(finding.message), finding


KEYS = [
    "version",
    "course",
    "term",
    "papers",
    "topics",
    "people",
    "roles",
    "goals",
    "pins",
    "events",
    "catalog",
    "x",
    "",
]
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.dates()
    | st.sampled_from(HOSTILE),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=8,
)


@settings(BOUNDED, max_examples=80)
@given(value=st.dictionaries(st.sampled_from(KEYS), values, max_size=6))
def test_random_values(folder: Path, value: dict[str, object]) -> None:
    """YAML of the right outline with anything in it is no course, and says so."""
    assert not judge(folder, {"course.yaml": yaml.safe_dump(value, allow_unicode=True)})


@settings(BOUNDED, max_examples=80)
@given(section=st.sampled_from(KEYS[3:]), value=values)
def test_random_sections(folder: Path, section: str, value: object) -> None:
    """A valid head, and one section of anything."""
    head = "version: 1\ncourse: {title: A, code: a}\nterm: {start: 2024-01-01, end: 2024-01-25, timezone: UTC"
    head += ", meetings: [{days: [Mon], start: 9:00, end: 10:00}]}\n"
    judge(folder, {"course.yaml": head + yaml.safe_dump({section: value}, allow_unicode=True)})
