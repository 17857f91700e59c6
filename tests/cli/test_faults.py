"""What a machine does to a program: two at once, full disks, no memory, a clock that goes back, kills."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner import api, saving
from planner.documents import read_yaml
from planner.findings import InputError
from planner.plans.file import read_plan
from planner.saving import LOCK, hold, write_files
from tests.cli.running import COURSE, bytes_in, environment, run

HOLDING = """
import os, sys, time
from pathlib import Path
from planner.saving import hold
with hold(Path("out")):
    if len(sys.argv) > 1:
        child = os.fork()
        if child:
            print(child, flush=True)
            os.kill(os.getpid(), 9)
    else:
        print("held", flush=True)
    time.sleep(60)
"""
WRITING = """
import sys
from pathlib import Path
from planner.saving import write_files
for round in range(10**6):
    text = (str(round) + "\\n").encode() * 20_000
    write_files(Path("out"), {"a.md": text, "people/b.md": text, "plan.yaml": text})
    if not round:
        print("begun", flush=True)
"""
SMALL_FILES = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
from planner.cli import main
main(sys.argv[1:])
"""
LITTLE_MEMORY = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
from planner.cli import main
main(sys.argv[2:])
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a course, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(saving, "PATIENCE", 0.0)
    Path("course.yaml").write_text(COURSE)
    return tmp_path


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A piece of Python in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], env=environment(), text=True, stdout=subprocess.PIPE
    )


def said_by(process: subprocess.Popen[str]) -> str:
    """The next line that a process prints."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_two_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    """The second is told at once who holds the folder; when the first is gone, however it ended, it goes on."""
    with python(HOLDING) as other:
        assert said_by(other) == "held"
        said = run("course.yaml", "-q", "-o", "out", capsys=capsys)
        whose = f"(process {other.pid} on {socket.gethostname()})"
        message = f"out: another plan-course {whose} is writing to this folder; wait for it, or stop it\n"
        assert (said.code, said.out, said.err) == (2, "", message)
        other.kill()
    assert Path("out", LOCK).exists()
    assert run("course.yaml", "-q", "-o", "out", capsys=capsys).code == 0
    assert not Path("out", LOCK).exists()


def test_a_lock_that_outlives_its_process() -> None:
    """A child that still has the lock open does not keep everybody out."""
    with python(HOLDING, "child") as other:
        child = int(said_by(other))
    try:
        write_files(Path("out"), {"a.md": b"new"})
        assert set(bytes_in(Path("out"))) == {"a.md"}
    finally:
        os.kill(child, signal.SIGKILL)


def test_a_lock_file_of_somebody_elses() -> None:
    """What stands in a lock that nobody holds does not matter; a link in its place is not followed."""
    Path("out").mkdir()
    Path("out", LOCK).write_text("1 elsewhere\n")
    write_files(Path("out"), {"a.md": b"new"})
    Path("mine").write_text("mine")
    Path("out", LOCK).symlink_to("../mine")
    with pytest.raises(InputError, match="cannot be written"):
        write_files(Path("out"), {"a.md": b"newer"})
    assert Path("mine").read_text() == "mine"


def test_killed_at_any_moment() -> None:
    """Each file is whole: the old one or the new one, never a part; and plan.yaml is not ahead of the others."""
    moments = random.Random(0)
    for _ in range(10):
        with python(WRITING) as writing:
            assert said_by(writing) == "begun"
            time.sleep(moments.uniform(0, 0.1))
            writing.kill()
        rounds = {}
        for name in ("a.md", "people/b.md", "plan.yaml"):
            lines = Path("out", name).read_text().splitlines()
            assert (len(lines), len(set(lines))) == (20_000, 1)
            rounds[name] = int(lines[0])
        assert rounds["plan.yaml"] <= min(rounds.values())
    write_files(Path("out"), {"a.md": b"new"})
    assert set(bytes_in(Path("out"))) == {"a.md", "people/b.md", "plan.yaml"}


def test_a_disk_that_is_full(capsys: pytest.CaptureFixture[str]) -> None:
    """A limit of the size of files, as a full disk: exit 2, told for the file, and all that stood there as it was."""
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    before = bytes_in(Path())
    Path("course.yaml").write_text(COURSE.replace("Small course", "Another course"))
    ended = subprocess.run(
        [sys.executable, "-c", SMALL_FILES, "course.yaml", "-q"],
        env=environment(),
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.endswith(": cannot be written: File too large\n")
    assert {**bytes_in(Path()), "course.yaml": ""} == {**before, "course.yaml": ""}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a file system")
def test_a_small_disk(capsys: pytest.CaptureFixture[str]) -> None:
    """A file system that is really full."""
    Path("small").mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24k", "tmpfs", "small"], check=False)
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        said = run("course.yaml", "-q", "-o", "small/out", capsys=capsys)
        assert (said.code, said.out) == (2, "")
        assert said.err.endswith(": cannot be written: No space left on device\n")
        assert bytes_in(Path("small")) == {}
    finally:
        subprocess.run(["umount", "small"], check=True)


def test_no_memory(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without memory there is one sentence, no trace, and nothing written."""

    def exhausted(*given: object, **settings: object) -> None:
        raise MemoryError

    monkeypatch.setattr(api, "plan", exhausted)
    said = run("course.yaml", capsys=capsys)
    message = "there is not enough memory for this; nothing was written\n"
    assert (said.code, said.out, said.err[-len(message) :]) == (3, "", message)
    assert set(bytes_in(Path())) == {"course.yaml"}


def test_little_memory() -> None:
    """A process that may have little plans, or leaves nothing half-written."""
    for megabytes in (150, 700):
        ended = subprocess.run(
            [sys.executable, "-c", LITTLE_MEMORY, str(megabytes * 2**20), "course.yaml", "-q", "--workers", "1"],
            env=environment(),
            capture_output=True,
            timeout=120,
            check=False,
        )
        if ended.returncode == 0:
            assert api.check(api.load("course.yaml"), Path("plan/plan.yaml")).errors == []
        else:
            assert not Path("plan/plan.yaml").exists()


def test_a_clock_that_goes_back(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Stamps never go back: a calendar program would take the change for an old one."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    first, _ = read_plan(Path("plan/plan.yaml"))
    Path("course.yaml").write_text(COURSE.replace("Alpha", "Alpha revised"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    second, _ = read_plan(Path("plan/plan.yaml"))
    pairs = list(zip(first.sessions, second.sessions, strict=True))
    assert any(new.sequence > old.sequence for old, new in pairs)
    assert all(new.changed >= old.changed for old, new in pairs)


def test_stamps_of_no_clock(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A SOURCE_DATE_EPOCH of the far future does not make a plan that cannot be read again."""
    for epoch in ("9" * 11, "9" * 10, "-1", "x", ""):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert run("course.yaml", "-q", "-o", f"out{epoch}", capsys=capsys).code == 0
        read_plan(Path(f"out{epoch}/plan.yaml"))


def test_inputs_that_change_while_planning(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The plan is the one of the files as they were read; the next run sees what has changed since."""
    planned = api.plan

    def edited(*given: object, **settings: object) -> object:
        Path("course.yaml").write_text(COURSE.replace("Alpha", "Omega"))
        return planned(*given, **settings)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(api, "plan", edited)
        assert run("course.yaml", "-q", capsys=capsys).code == 0
    assert read_yaml(Path("plan/plan.yaml")).value["papers"]["alpha"]["title"] == "Alpha"
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    assert read_yaml(Path("plan/plan.yaml")).value["papers"]["alpha"]["title"] == "Omega"


def test_a_plan_edited_while_planning(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan that somebody edits by hand meanwhile is not overwritten, and nothing else is."""
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    planned = api.plan

    def edited(*given: object, **settings: object) -> object:
        with Path("plan/plan.yaml").open("a") as file:
            file.write("# by hand\n")
        return planned(*given, **settings)  # type: ignore[arg-type]

    monkeypatch.setattr(api, "plan", edited)
    Path("course.yaml").write_text(COURSE.replace("Alpha", "Omega"))
    said = run("course.yaml", "-q", capsys=capsys)
    assert said.code == 2
    assert said.err.startswith("plan/plan.yaml: this plan was changed while the new one was made; nothing is written")
    assert Path("plan/plan.yaml").read_text().endswith("# by hand\n")
    assert "Omega" not in Path("plan/syllabus.md").read_text()


def test_hold_names_nobody_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    """A lock that is held, but does not say by whom."""
    import fcntl

    Path("out").mkdir()
    with Path("out", LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write("\x1b[2J nonsense")
        file.flush()
        with pytest.raises(InputError, match="another plan-course is writing to this folder"), hold(Path("out")):
            pass
