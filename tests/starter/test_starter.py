"""``init``: whatever the answers, the starter loads without errors and plans; examples are copied whole."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner import api
from planner.documents import CONTROL, parse_yaml
from planner.findings import InputError
from planner.scalars import WEEKDAYS
from planner.shipped import shipped
from planner.starter.answers import read_answers
from planner.starter.example import example_files, example_names
from planner.starter.starter import read_whole_catalog, starter_files
from planner.starter.topics import counted, read_choices, topics_written
from planner.starter.writing import SCHEMA, SCHEMA_LINES, quoted

GIVEN = {
    "title": "Friday papers",
    "start": "2027-03-01",
    "end": "2027-06-11",
    "days": "Tue,Thu",
    "time": "15:30-16:45",
    "timezone": "Europe/Berlin",
    "country": "DE",
}
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=60)


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files into a folder; the path of constraints.yaml."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder / "constraints.yaml"


@given(TEXT.filter(lambda text: not CONTROL.search(text)))
def test_quoted_text_reads_back(text: str) -> None:
    """Every text that may stand in a file comes back as it was: colons, quotes, #, null, numbers, other scripts."""
    assert parse_yaml(f"- {quoted(text)}\n", "x.yaml").value == [text]
    assert parse_yaml(f"[{quoted(text)}, {{a: {quoted(text)}}}]", "x.yaml").value == [text, {"a": text}]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    title=TEXT.filter(lambda text: text.strip() and not CONTROL.search(text)),
    start=st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    weeks=st.integers(1, 15),
    days=st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True),
    zone=st.sampled_from(["Asia/Seoul", "America/New_York", "Europe/Berlin", "UTC", "Australia/Lord_Howe"]),
    country=st.sampled_from(["", "US", "KR", "NO"]),
)
def test_any_answers_plan(title: str, start: date, weeks: int, days: list[str], zone: str, country: str) -> None:
    """A starter loads without errors and warnings of the term's own, and has a plan."""
    end = start + timedelta(days=7 * weeks + 6)
    given_ = {
        "title": title,
        "start": start.isoformat(),
        "end": end.isoformat(),
        "days": ",".join(days),
        "time": "9:30 – 11:00",
        "timezone": zone,
        "country": country,
    }
    with TemporaryDirectory() as folder:
        path = write(Path(folder), starter_files(read_answers(given_), Path(folder)))
        course = api.load(path, {"time_limit": 20.0, "workers": 2})
        assert [finding for finding in course.findings if finding.severity == "error"] == []
        assert course.problem.course.title.split() == title.split()
        assert api.plan(course).plan.sessions


@pytest.mark.parametrize("end", ["2027-03-04", "2027-04-30", "2027-12-23"])
def test_starter_of_a_large_catalogue_plans(end: str, tmp_path: Path) -> None:
    """With 187 papers of 23 topics: the commonest topics become topics of the course, with their counts."""
    files = starter_files(read_answers({**GIVEN, "end": end}), tmp_path, shipped("data", "mlsys.yaml"))
    assert sorted(files) == [SCHEMA, "constraints.yaml"]
    course = api.load(write(tmp_path, files), {"time_limit": 6.0, "workers": 2})
    assert [
        finding.message for finding in course.findings if finding.severity != "note" and "length" not in finding.code
    ] == []
    assert api.plan(course).plan.sessions
    assert "- {id: parallelism, papers: {min: 1, goal: " in files["constraints.yaml"].decode()


def test_starter_of_a_catalogue_without_topics(tmp_path: Path) -> None:
    """No topics, no section of topics; orders that the catalogue gives are kept."""
    catalog = tmp_path / "own.yaml"
    catalog.write_text("[{id: a, title: A, minutes: 30}, {id: b, title: B, minutes: 30, needs: [a]}]")
    files = starter_files(read_answers({**GIVEN, "end": "2027-03-05"}), tmp_path, catalog)
    assert "\ntopics:" not in files["constraints.yaml"].decode()
    assert "catalog: [own.yaml]" in files["constraints.yaml"].decode()
    plan = api.plan(api.load(write(tmp_path, files), {"time_limit": 10.0, "workers": 2})).plan
    assert [session.required for session in plan.sessions] == [["a"], ["b"]]


def test_starter_of_keywords(tmp_path: Path) -> None:
    """Keywords in any order: those that several papers share become topics, not the one that all have."""
    catalog = tmp_path / "own.yaml"
    lines = [
        f"- {{id: p{n}, title: P{n}, minutes: 30, topics: [own{n}, all, {('left', 'right')[n % 2]}]}}"
        for n in range(20)
    ]
    catalog.write_text("\n".join(lines))
    files = starter_files(read_answers({**GIVEN, "end": "2027-03-26"}), tmp_path, catalog)
    text = files["constraints.yaml"].decode()
    assert "  - {id: left, papers: {min: 1, goal: 8}}    # 10 papers\n" in text
    assert "id: all" not in text
    assert api.plan(api.load(write(tmp_path, files), {"time_limit": 20.0, "workers": 2})).plan.sessions


def test_starter_begins_with_the_schema(tmp_path: Path) -> None:
    """The first two lines are for editors, and the schema stands beside the file."""
    files = starter_files(read_answers(GIVEN), tmp_path)
    assert files["constraints.yaml"].decode().startswith(SCHEMA_LINES)
    assert files[SCHEMA] == shipped("data", SCHEMA).read_bytes()
    assert sorted(files) == ["catalog.yaml", SCHEMA, "constraints.yaml"]


def test_commented_people_load(tmp_path: Path) -> None:
    """What is commented out is right too: people, roles and duties of the starter, with a topic's id for ID."""
    path = write(tmp_path, starter_files(read_answers(GIVEN), tmp_path))
    lines = path.read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("# people:"))
    lines[first:] = [line.removeprefix("# ").replace("[ID]", "[serving]") for line in lines[first:] if line]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert set(api.load(path).problem.roles) == {"presenter"}


WRONG = {
    "nothing": (
        {},
        [
            "--start is missing (First day (such as 2027-03-01))",
            "--end is missing (Last day)",
            "--days is missing (Weekdays (such as Tue,Thu))",
            "--time is missing (Time (such as 15:30-16:45))",
            "--timezone is missing (Time zone (such as Europe/Berlin))",
        ],
    ),
    "each wrong": (
        {**GIVEN, "start": "30.2.2027", "days": "Di", "time": "15:30", "timezone": "Europe/Berln"},
        [
            '--time: expected a time such as 15:30-16:45, not "15:30"',
            '--start: there is no day "30.2.2027"',
            '--days: expected a weekday (Mon … Sun), not "Di"',
            '--timezone: "Europe/Berln" is no IANA time zone; did you mean "Europe/Berlin"?',
        ],
    ),
    "term backwards": (
        {**GIVEN, "end": "2027-02-01"},
        ["--start: start 2027-03-01 is after end 2027-02-01"],
    ),
    "meeting backwards": ({**GIVEN, "time": "16:00-15:00"}, ["--time: a meeting ends after it starts"]),
    "no meeting": (
        {**GIVEN, "end": "2027-03-01"},
        ["--start, --end, --days: the term has no sessions"],
    ),
    "no country": (
        {**GIVEN, "country": "Germany"},
        ['--country: "Germany" is no country code that is known; did you mean "DE"?'],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_answers(name: str, tmp_path: Path) -> None:
    """All that is wrong at once, by option."""
    given_, expected = WRONG[name]
    with pytest.raises(InputError) as raised:
        starter_files(read_answers(given_), tmp_path)
    assert [str(finding) for finding in raised.value.findings] == expected


@pytest.mark.parametrize("name", example_names())
def test_examples_are_copied_whole(name: str, tmp_path: Path) -> None:
    """A copy stands alone: it loads as the original does, from a folder where nothing else is."""
    course = api.load(write(tmp_path, example_files(f"examples/{name}")))
    original = api.load(shipped("examples", name, "constraints.yaml"))
    assert [finding for finding in course.findings if finding.severity == "error"] == []
    assert list(course.problem.papers) == list(original.problem.papers)
    assert course.problem.people.keys() == original.problem.people.keys()
    assert (tmp_path / "constraints.yaml").read_text(encoding="utf-8").startswith(SCHEMA_LINES)


def test_unknown_example() -> None:
    """The nearest, and all that there are."""
    with pytest.raises(InputError) as raised:
        example_files("examples/cs838")
    assert str(raised.value).startswith('there is no example "cs838"; did you mean "cs839"? (known: aisys2023, ')


def test_topics_are_shown_merged_and_dropped(tmp_path: Path) -> None:
    """What a catalogue's keywords would become; a merged topic is said in the course, as the catalogue stays."""
    catalog = tmp_path / "own.bib"
    keywords = ["deep learning, seen", "neural networks", "caches, odd", "caches", "neural networks", "deep learning"]
    lines = [f"@article{{k{n}, title={{T{n}}}, keywords={{{said}}}}}\n" for n, said in enumerate(keywords)]
    catalog.write_text("".join(lines))
    entries = read_whole_catalog(catalog)
    assert counted(entries)[:3] == [("caches", 2), ("deep-learning", 2), ("neural-networks", 2)]
    choices = read_choices(["ML = Deep Learning, neural networks"], ["odd,seen"])
    assert counted(choices.apply(entries)) == [("ml", 4), ("caches", 2)]
    files = starter_files(read_answers({**GIVEN, "end": "2027-03-26"}), tmp_path, catalog, choices)
    text = files["constraints.yaml"].decode()
    assert topics_written(text) == [("ml", "4 papers"), ("caches", "2 papers")]
    assert "    k0: {topic: ml}\n    k1: {topic: ml}\n" in text
    with pytest.raises(InputError, match='no paper has the topic "deep-lerning"; did you mean "deep-learning"'):
        read_choices(["ml=deep lerning"], []).apply(entries)
    with pytest.raises(InputError, match="--merge: expected NAME=TOPIC,TOPIC"):
        read_choices(["ml"], [])
