"""``plan-course init``: writes where nothing stands, asks on a terminal only, and says what is wrong."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.cli.running import bytes_in, run

OPTIONS = [
    "--start=2027-03-01",
    "--end=2027-04-30",
    "--days=Tue,Thu",
    "--time=15:30-16:45",
    "--timezone=Europe/Berlin",
    "--country=DE",
]


class Terminal(io.StringIO):
    """Lines that somebody types."""

    def isatty(self) -> bool:
        """A person sits there."""
        return True


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder, and no terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO())


def test_writes_and_plans(capsys: pytest.CaptureFixture[str]) -> None:
    """What it writes, and the command that comes next; that command works."""
    said = run("init", "course", *OPTIONS, capsys=capsys)
    assert (said.code, said.err) == (0, "")
    names = ("catalog.yaml", "constraints.schema.json", "constraints.yaml")
    assert said.out == "".join(f"course/{name}\n" for name in names) + "next: plan-course course/constraints.yaml\n"
    assert run("course/constraints.yaml", "-q", capsys=capsys).code == 0


def test_never_overwrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is there stays, and nothing else is written; --force writes all."""
    (tmp_path / "constraints.yaml").write_text("mine\n")
    before = bytes_in(tmp_path)
    said = run("init", *OPTIONS, capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert said.err == "constraints.yaml: this file is there already; --force overwrites it\n"
    assert bytes_in(tmp_path) == before
    assert run("init", *OPTIONS, "--force", "-q", capsys=capsys).code == 0
    assert (tmp_path / "catalog.yaml").exists()


def test_running_twice_is_no_harm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same answers give the same bytes, and the same bytes are no overwriting."""
    run("init", *OPTIONS, capsys=capsys)
    before = bytes_in(tmp_path)
    assert run("init", *OPTIONS, capsys=capsys).code == 0
    assert bytes_in(tmp_path) == before


def test_asks_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only what the options leave open is asked, and again where the answer is none."""
    typed = "My course\n2027-02-30\n2027-02-01\n2027-06-01\nFx\nFri\nEurope/Oslo\n\n"
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    said = run("init", "--start=2027-03-01", "--time=9:00-10:00", "-q", capsys=capsys)
    assert said.code == 0
    assert [line.rpartition("Error: ")[2] for line in said.err.splitlines() if "Error: " in line] == [
        'there is no day "2027-02-30"',
        "start 2027-03-01 is after end 2027-02-01",
        'expected a weekday (Mon … Sun), not "Fx"',
    ]
    text = (tmp_path / "constraints.yaml").read_text(encoding="utf-8")
    assert "title: My course\n" in text
    assert "timezone: Europe/Oslo\n" in text
    assert 'start: "09:00"' in text


def test_asks_nobody_elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal each missing option is named, and nothing is written."""
    said = run("init", "--start=2027-03-01", capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines()[0] == "--end is missing (Last day)"
    assert len(said.err.splitlines()) == 4
    assert list(tmp_path.iterdir()) == []


def test_own_catalogue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A catalogue elsewhere is named by its path from the course."""
    (tmp_path / "papers.yaml").write_text("[{id: a, title: A, minutes: 30, topics: [t]}]")
    assert run("init", "course", *OPTIONS, "--catalog", "papers.yaml", capsys=capsys).code == 0
    assert 'catalog: ["../papers.yaml"]' in (tmp_path / "course/constraints.yaml").read_text(encoding="utf-8")
    assert not (tmp_path / "course/catalog.yaml").exists()
    assert run("course/constraints.yaml", "-q", capsys=capsys).code == 0


def test_catalogue_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Said like every file that is not there."""
    said = run("init", *OPTIONS, "--catalog", "none.yaml", capsys=capsys)
    assert (said.code, said.err) == (2, "none.yaml: this file does not exist\n")
    assert list(tmp_path.iterdir()) == []


def test_copies_an_example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An example with its catalogue, planned where it lies now."""
    assert run("init", "mine", "--from", "examples/every-second-friday", capsys=capsys).code == 0
    assert (tmp_path / "mine/mlsys.yaml").exists()
    assert run("mine/constraints.yaml", "-q", capsys=capsys).code == 0


def test_course_of_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is not read is said on stderr, with how much was; the course and its plan stand in the folder."""
    page = "# Group 2025\n\n## 2025-03-07: Title, 16:00-17:00\n\n- [A](https://example.org/a)\n\nBring a laptop.\n"
    (tmp_path / "page.md").write_text(page)
    said = run("init", "course", "--from-syllabus", "page.md", "--timezone", "UTC", "--time", "9-10:30", capsys=capsys)
    assert said.code == 0
    assert said.err == 'page.md:7: note: not read: "Bring a laptop."\n1 of 1 dates and 1 readings are read\n'
    assert run("check", "course/constraints.yaml", "course/published.plan.yaml", "-q", capsys=capsys).code == 0


def test_two_sources(capsys: pytest.CaptureFixture[str]) -> None:
    """A course comes from one place."""
    said = run("init", "--from", "cs839", "--from-syllabus", "page.md", capsys=capsys)
    assert said.code == 2
    assert "choose one of --from, --from-syllabus and --catalog." in said.err
