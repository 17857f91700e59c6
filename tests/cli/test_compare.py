"""``plan-course compare``: exit codes, what is said where, what is written, stale marks, and files that do not fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import COURSE, IMPOSSIBLE, ROOT, bytes_in, run

STALE = "edited.yaml was edited since it was solved: its figures of goals are stale"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a course, its plan, and the plan edited: beta is not read."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    Path("course.yaml").write_text(COURSE)
    assert run("course.yaml", "-q", "-o", ".", capsys=capsys).code == 0
    text = Path("plan.yaml").read_text()
    assert text.count("required: [beta]") == 1
    Path("edited.yaml").write_text(text.replace("required: [beta]", "required: []"))
    return tmp_path


def table(out: str) -> dict[str, list[str]]:
    """The rows of all tables by their first word, the others split."""
    return {line.split()[0]: line.split()[1:] for line in out.splitlines() if line.strip()}


def test_plans_own_figures(capsys: pytest.CaptureFixture[str]) -> None:
    """Without --with the figures are those that the plans bring, and an edited plan is marked."""
    said = run("compare", "plan.yaml", "edited.yaml", capsys=capsys)
    assert (said.code, said.err) == (0, "")
    assert table(said.out)["priority"] == ["8", "8", "points"]
    lines = [line.rstrip() for line in said.out.splitlines()]
    assert STALE in lines
    assert lines[-5:] == [
        STALE,
        "edited.yaml: what differs from plan.yaml",
        "Date             What changes",
        "───────────────────────────────────────────────",
        'Mon 2024-01-08   "Beta" is not read (Mon 8 Jan)',
    ]


def test_figures_anew(capsys: pytest.CaptureFixture[str]) -> None:
    """With --with every figure is computed under that file, whatever the plans say of themselves: loads too."""
    Path("other.yaml").write_text(COURSE.replace("minutes: 30, priority: 5", "minutes: 90, priority: 1"))
    Path("lying.yaml").write_text(Path("edited.yaml").read_text().replace("    minutes: 30", "    minutes: 7"))
    said = run("compare", "--with", "other.yaml", "plan.yaml", "lying.yaml", capsys=capsys)
    rows = table(said.out)
    assert (said.code, said.err) == (0, "")
    assert "stale" not in said.out
    assert rows["priority"] == ["4", "*", "1", "points"]
    assert rows["peak_load"] == ["90", "90", "minutes"]
    assert rows["mean"] == ["load", "70", "90", "minutes"]
    assert rows["largest"] == ["load", "90", "90", "minutes"]


def test_broken_rules_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """Under --with only; the plan with fewer is the better one, and the exit code is 0 all the same."""
    Path("other.yaml").write_text(COURSE + "pins: [{paper: beta, date: 2024-01-08}]\n")
    said = run("compare", "--with", "other.yaml", "plan.yaml", "edited.yaml", capsys=capsys)
    assert said.code == 0
    assert table(said.out)["broken"][:4] == ["rules", "0", "*", "2"]
    assert "broken" not in run("compare", "plan.yaml", "edited.yaml", capsys=capsys).out


def test_never_solved(capsys: pytest.CaptureFixture[str]) -> None:
    """A plan made by hand brings no figures, and is not called edited."""
    data = Path("plan.yaml").read_text().split("solved:\n")
    Path("hand.yaml").write_text(data[0] + "frozen_before:" + data[1].split("frozen_before:")[1])
    said = run("compare", "plan.yaml", "hand.yaml", capsys=capsys)
    assert said.code == 0
    assert table(said.out)["priority"] == ["8", "–", "points"]
    assert said.out.splitlines()[-2:] == [
        "hand.yaml was never solved: it brings no figures of goals",
        "hand.yaml: nothing differs from plan.yaml",
    ]


def test_constraints_are_planned_first(capsys: pytest.CaptureFixture[str]) -> None:
    """Plans and courses mix; planning writes nothing."""
    Path("other.yaml").write_text(COURSE.replace("minutes: 30", "minutes: 20"))
    before = bytes_in(Path())
    said = run("compare", "other.yaml", "plan.yaml", "course.yaml", capsys=capsys)
    assert (said.code, said.err) == (0, "")
    assert table(said.out)["mean"] == ["load", "35", "40", "40", "minutes"]
    assert "stale" not in said.out
    assert bytes_in(Path()) == before


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Plans, sections and differences as one document on stdout; it is there with -q too."""
    said = run("compare", "plan.yaml", "edited.yaml", "--json", "-q", capsys=capsys)
    assert (said.code, said.err) == (0, "")
    answer = json.loads(said.out)
    assert set(answer) == {"plans", "sections", "differences"}
    assert [(plan["name"], plan["broken"], plan["stale"]) for plan in answer["plans"]] == [
        ("plan.yaml", None, False),
        ("edited.yaml", None, True),
    ]
    assert answer["plans"][0]["figures"]["priority"] == 8
    assert answer["sections"]["Load"][4] == {
        "measure": "largest load", "unit": "minutes", "values": [50, 30], "best": [1],
    }  # fmt: skip
    ((difference,),) = answer["differences"]
    assert difference == {
        "kind": "paper", "day": "2024-01-08", "text": '"Beta" is not read (Mon 8 Jan)', "people": [],
        "subjects": ["beta"],
    }  # fmt: skip


def test_markdown_and_page(capsys: pytest.CaptureFixture[str]) -> None:
    """Markdown on stdout; the page is written whole, its folder made, and said where it is."""
    said = run("compare", "plan.yaml", "edited.yaml", "--md", "--html", "out/deep/page.html", capsys=capsys)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("# plan.yaml against edited.yaml (stale)\n")
    assert [path.name for path in Path("out/deep").iterdir()] == ["page.html"]
    assert Path("out/deep/page.html").read_text().endswith("</html>\n")
    said = run("compare", "plan.yaml", "edited.yaml", "--html", "page.html", capsys=capsys)
    assert said.out.splitlines()[-1] == "written to page.html"
    assert run("compare", "plan.yaml", "edited.yaml", "-q", "--html", "page.html", capsys=capsys).out == ""


def test_the_same_file_twice(capsys: pytest.CaptureFixture[str]) -> None:
    """Columns are told apart by numbers, nothing is better, and nothing differs."""
    said = run("compare", "plan.yaml", Path.cwd() / "plan.yaml", "./plan.yaml", capsys=capsys)
    assert said.code == 0
    assert "*" not in said.out
    assert "plan.yaml (3): nothing differs from plan.yaml (1)" in said.out
    said = run("compare", "plan.yaml", "plan.yaml", capsys=capsys)
    assert said.out.splitlines()[0].split() == ["Goals", "plan.yaml", "(1)", "plan.yaml", "(2)", "Unit"]


def test_every_fault_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    """In either plan and in the file of --with, each with its line."""
    Path("course.yaml").write_text(COURSE.replace("timezone", "timezon"))
    Path("plan.yaml").write_text(Path("plan.yaml").read_text().replace("minutes: 50", "minutes: lots"))
    Path("edited.yaml").write_text(Path("edited.yaml").read_text().replace("sessions:", "sesions:"))
    said = run("compare", "plan.yaml", "edited.yaml", "missing.yaml", "--with", "course.yaml", capsys=capsys)
    assert (said.code, said.out) == (2, "")
    places = [line.split(": ")[0].split(":")[0] for line in said.err.splitlines()]
    assert sorted(set(places)) == ["course.yaml", "edited.yaml", "missing.yaml", "plan.yaml"]
    assert 'unknown key "sesions"; did you mean "sessions"?' in said.err
    assert "missing.yaml: this file does not exist" in said.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("value: nan", '"value": expected a number, not "nan"'),
        ("value: 1e999", '"value": expected a number, not "1e999"'),
        ("value: 1" + "0" * 400, '"value": expected a number, not "1' + "0" * 56 + '…"'),
        ("value: eight", '"value": expected a number, not "eight"'),
        ("value: [8]", '"value": expected a number, not a list'),
    ],
)
def test_figures_that_are_no_numbers(text: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan's own figures are an input as any other."""
    Path("edited.yaml").write_text(Path("edited.yaml").read_text().replace("value: 8", text))
    said = run("compare", "plan.yaml", "edited.yaml", capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert message in said.err


@pytest.mark.parametrize("minutes", ["-5", "1" + "0" * 400])
def test_minutes_that_cannot_be(minutes: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither less than nothing nor beyond all measure."""
    Path("edited.yaml").write_text(
        Path("edited.yaml").read_text().replace("    minutes: 30", f"    minutes: {minutes}")
    )
    said = run("compare", "plan.yaml", "edited.yaml", capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert '"minutes": expected at ' in said.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["plan.yaml"], "name at least two files to compare"),
        ([], "Missing argument 'A B [C …]'"),
        (["plan.yaml", "plan.yaml", "--html", "."], "File '.' is a directory"),
        (["plan.yaml", "plan.yaml", "--html", "plan.yaml/page.html"], "plan.yaml: this is no folder"),
        (["plan.yaml", "plan.yaml", "--with", "plan.yaml"], 'unknown key "timezone"'),
        (["plan.yaml", "."], ".: this file is a folder"),
    ],
)
def test_wrong_words(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, said on stderr, and nothing is written."""
    before = bytes_in(Path())
    said = run("compare", *arguments, capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert bytes_in(Path()) == before


def test_a_page_is_refused_before_the_work(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it cannot be written, nothing is planned for it."""
    monkeypatch.setattr("planner.api.compare", None)
    said = run("compare", "course.yaml", "course.yaml", "--html", "plan.yaml/page.html", capsys=capsys)
    assert (said.code, said.err) == (2, "plan.yaml: this is no folder\n")


def test_an_impossible_course(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1, as when it is planned; no page is written."""
    Path("course.yaml").write_text(IMPOSSIBLE)
    said = run("compare", "plan.yaml", "course.yaml", "--html", "page.html", capsys=capsys)
    assert (said.code, said.out) == (1, "")
    assert said.err
    assert not Path("page.html").exists()


@pytest.mark.parametrize("options", [(), ("--json",), ("--md",), ("--html", "page.html")])
def test_hostile_names(options: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """Bytes that are no text, control characters and tags in names of files go nowhere."""
    names = ("a\udcff.yaml", "b\x1b[31m<script>|\n.yaml")
    for name in names:
        Path(name).write_text(Path("plan.yaml").read_text())
    said = run("compare", *names, *options, capsys=capsys)
    assert (said.code, said.err) == (0, "")
    assert "\x1b" not in said.out
    if options[:1] == ("--html",):
        assert "<script" not in Path("page.html").read_text()


def test_the_published_schedules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An example's schedule as it was published, against itself with a paper taken out, under its own file."""
    example = ROOT / "examples" / "aisys2023"
    text = (example / "published.plan.yaml").read_text()
    line = next(line for line in text.splitlines() if line.strip().startswith("required: [") and "," in line)
    (tmp_path / "less.plan.yaml").write_text(text.replace(line, line.split(",")[0] + "]", 1))
    files = (example / "published.plan.yaml", tmp_path / "less.plan.yaml")
    said = run("compare", "--with", example / "constraints.yaml", *files, "--json", capsys=capsys)
    assert said.code == 0
    answer = json.loads(said.out)
    required = next(row for row in answer["sections"]["Load"] if row["measure"] == "required papers")
    less, more = sorted(required["values"])
    assert required["values"] == [more, less]
    assert answer["plans"][0]["figures"]["priority"] > answer["plans"][1]["figures"]["priority"]
    assert answer["differences"][0]
