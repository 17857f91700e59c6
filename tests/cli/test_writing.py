"""Where files are written: whole or not at all, wherever the folder is, and nothing on errors."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from planner.findings import InputError
from planner.saving import check_folder, hold, write_file, write_files
from tests.cli.running import COURSE, bytes_in, run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a course, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    Path("course.yaml").write_text(COURSE)
    return tmp_path


@pytest.mark.parametrize("name", ["a b/ü c", "plan.yaml.d", "-odd", "deep/er/still", "quote'd"])
def test_folders_of_any_name(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Spaces, accents, quotes, dashes, and folders that are not there yet."""
    said = run("course.yaml", f"--output={name}", capsys=capsys)
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith(f"written to {name}/\n")
    assert "plan.yaml" in bytes_in(Path(name))


def test_courses_of_any_name(capsys: pytest.CaptureFixture[str]) -> None:
    """The first line of the plan names the course file as a shell would need it, even when it is no text."""
    odd = os.fsdecode(b"my course \xff.yaml")
    Path(odd).write_text(COURSE)
    assert run(odd, "-q", capsys=capsys).code == 0
    assert Path("plan/plan.yaml").read_text().startswith("# written by: plan-course 'my course ?.yaml'\n")


def test_file_in_the_place_of_the_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """A file is no folder, nor is anything below it; said before the course is solved."""
    Path("out").write_text("mine")
    for name in ("out", "out/below"):
        said = run("course.yaml", "-o", name, capsys=capsys)
        assert (said.code, said.out) == (2, "")
        assert said.err.endswith("out: this is no folder\n")
    assert Path("out").read_text() == "mine"


def test_folder_that_cannot_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder without permission is told before the course is solved (root may write anywhere: so by pretence)."""
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK)
    said = run("course.yaml", capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"{folder}: nothing can be written to this folder\n"
    assert set(bytes_in(Path())) == {"course.yaml"}


def test_check_folder_makes_nothing(folder: Path) -> None:
    """Asking whether a folder can be written does not make it."""
    check_folder(Path("a/b/c"))
    check_folder(folder / "x")
    assert not Path("a").exists()


def test_a_folder_in_the_place_of_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    """When one file cannot be written none is, and what stood there is as it was."""
    Path("plan/syllabus.md").mkdir(parents=True)
    Path("plan/course.ics").write_text("old")
    said = run("course.yaml", capsys=capsys)
    assert (said.code, said.out, said.err) == (2, "", "plan/syllabus.md: cannot be written: Is a directory\n")
    assert list(bytes_in(Path("plan"))) == ["course.ics"]
    assert Path("plan/course.ics").read_text() == "old"


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up in the middle leaves the old files and no half ones."""
    write_files(Path("out"), {"a": b"old a", "b": b"old b", "plan.yaml": b"old plan"})
    before = bytes_in(Path("out"))

    def full(name: Any, mode: int) -> None:
        if "-b-" in str(name):
            raise OSError(28, "No space left on device", str(name))

    monkeypatch.setattr(os, "chmod", full)
    with pytest.raises(InputError) as caught:
        write_files(Path("out"), {"a": b"new a", "b": b"new b", "plan.yaml": b"new plan"})
    assert [str(finding) for finding in caught.value.findings] == ["out/b: cannot be written: No space left on device"]
    assert bytes_in(Path("out")) == before


def test_the_plan_is_written_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """plan.yaml, which the next run reads, appears when all else is there."""
    order: list[str] = []
    replace = os.replace

    def noted(source: Any, target: Any) -> None:
        order.append(Path(target).name)
        replace(source, target)

    monkeypatch.setattr(os, "replace", noted)
    write_files(Path("out"), {"plan.yaml": b"1", "z.md": b"2", "people/a.ics": b"3", "a.md": b"4"})
    assert order == ["a.md", "a.ics", "z.md", "plan.yaml"]


def test_links_and_permissions_stay() -> None:
    """A link within the folder stays a link, and a file keeps its permissions; new files have the usual ones."""
    Path("out/kept").mkdir(parents=True)
    Path("out/kept/plan.yaml").write_text("old")
    Path("out/kept/plan.yaml").chmod(0o640)
    Path("out/plan.yaml").symlink_to("kept/plan.yaml")
    mask = os.umask(0o027)
    try:
        write_files(Path("out"), {"plan.yaml": b"new", "new.md": b"new"})
    finally:
        os.umask(mask)
    assert Path("out/plan.yaml").is_symlink()
    assert Path("out/kept/plan.yaml").read_text() == "new"
    assert stat.S_IMODE(Path("out/kept/plan.yaml").stat().st_mode) == 0o640
    assert stat.S_IMODE(Path("out/new.md").stat().st_mode) == 0o640


@pytest.mark.parametrize("name", ["a.md", "people/a.md"])
def test_links_out_of_the_folder_are_not_followed(name: str) -> None:
    """Whoever can put a link into the folder cannot make us write elsewhere; the folder itself may be one."""
    Path("elsewhere").mkdir()
    Path("elsewhere/a.md").write_text("mine")
    Path("real").mkdir()
    Path("out").symlink_to("real")
    link = Path("out", name.split("/")[0])
    link.symlink_to(Path("elsewhere/a.md" if "/" not in name else "elsewhere").absolute())
    with pytest.raises(InputError, match="a link leads out of the folder here"):
        write_files(Path("out"), {name: b"new", "b.md": b"new"})
    assert Path("elsewhere/a.md").read_text() == "mine"
    assert not Path("out/b.md").exists()
    link.unlink()
    write_files(Path("out"), {name: b"new", "b.md": b"new"})
    assert Path("real", name).read_text() == "new"


def test_a_file_that_is_named_is_written_through_its_link() -> None:
    """A person who names a link means what it leads to."""
    Path("shared").mkdir()
    Path("shared/real.yaml").write_text("old")
    Path("mine.yaml").symlink_to("shared/real.yaml")
    write_file(Path("mine.yaml"), b"new")
    assert Path("mine.yaml").is_symlink()
    assert Path("shared/real.yaml").read_text() == "new"


def test_what_a_killed_process_left_is_removed() -> None:
    """Half-written files of ours, and nothing of anybody else's."""
    Path("out/people").mkdir(parents=True)
    ours = (".plan-course-a.md-x1.tmp", "people/.plan-course-ada.ics-x2.tmp")
    theirs = (".a.md-x1.tmp", "plan-course.tmp")
    for name in (*ours, *theirs):
        Path("out", name).write_text("half")
    write_files(Path("out"), {"a.md": b"new"})
    assert set(bytes_in(Path("out"))) == {*theirs, "a.md"}


def test_a_folder_that_stays_empty_is_removed() -> None:
    """Where nothing came of it, nothing is left."""
    with hold(Path("a/b")):
        assert Path("a/b").is_dir()
    assert not Path("a").exists()


def test_a_plan_that_somebody_edits_meanwhile_is_kept() -> None:
    """A change by hand while a new plan is made is not overwritten; a change before that is seen by the new plan."""
    write_files(Path("out"), {"plan.yaml": b"old", "a.md": b"old"})
    with hold(Path("out")):
        Path("out/plan.yaml").write_text("by hand")
        with pytest.raises(InputError, match="this plan was changed while the new one was made; nothing is written"):
            write_files(Path("out"), {"plan.yaml": b"new", "a.md": b"new"})
    assert Path("out/plan.yaml").read_text() == "by hand"
    assert Path("out/a.md").read_text() == "old"
    with hold(Path("out")):
        for text in (b"new", b"newer"):
            write_files(Path("out"), {"plan.yaml": text})
    assert Path("out/plan.yaml").read_text() == "newer"
