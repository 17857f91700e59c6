"""Where files are written: whole or not at all, plan.yaml last, by one process at a time, within one folder."""

from __future__ import annotations

import errno
import hashlib
import os
import socket
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.findings import InputError, Where, error

PLAN = "plan.yaml"
LOCK = ".plan-course.lock"
UNFINISHED = ".plan-course-"
"""How the names of files begin that are not yet whole; what a killed process leaves of them is removed."""
PATIENCE = 2.0
"""Seconds to wait for another process that only writes its files."""

_held: dict[str, str | None] = {}
"""The folders that this process holds, each with the digest of its plan.yaml when it was taken."""


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write each file whole or not at all, plan.yaml last; raises InputError when one cannot be written.

    All are written beside their places first and moved there when all are, so that an error leaves what stood there.
    Files that hold the same bytes already are left alone: web servers then say "not modified". Links within the folder
    stay links; what leads out of it is not followed.
    """
    with hold(folder):
        _refuse_edited(folder)
        _write(folder, files)


def write_file(path: Path, content: bytes) -> None:
    """Write one file that a person named, through any link; raises InputError as :func:`write_files` does."""
    real = Path(os.path.realpath(path))
    write_files(real.parent, {real.name: content})


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Keep other processes of ours from writing to a folder; it is made, and removed again if it stays empty.

    Raises InputError that names the process which holds it. A person's change of plan.yaml meanwhile is noticed before
    anything is written.
    """
    check_folder(folder)
    root = os.path.realpath(folder)
    if root in _held:
        yield
        return
    made = _make(folder)
    try:
        lock = _take(Path(root) / LOCK, folder)
        _held[root] = _digest(Path(root) / PLAN)
        try:
            _sweep(Path(root))
            yield
        finally:
            del _held[root]
            if lock is not None:
                Path(root, LOCK).unlink(missing_ok=True)
                os.close(lock)
    finally:
        for path in made:
            with suppress(OSError):
                path.rmdir()


def check_folder(folder: Path) -> None:
    """Raise InputError if files cannot be written to a folder, before the work for them is done; make nothing."""
    above = folder.absolute()
    while not above.exists() and above != above.parent:
        above = above.parent
    if not above.is_dir():
        shown = above if above != folder.absolute() else folder
        raise InputError([error("output", "this is no folder", Where(str(shown)))])
    if not os.access(above, os.W_OK | os.X_OK):
        raise InputError([error("output", "nothing can be written to this folder", Where(str(above)))])


def _make(folder: Path) -> list[Path]:
    """Make a folder and those above it; which were made, the deepest first."""
    missing = [path for path in (folder.absolute(), *folder.absolute().parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _unwritable(folder, problem) from None
    return missing


def _take(path: Path, folder: Path) -> int | None:
    """The lock of a folder as an open file; None where the file system has no locks.

    The lock goes with its process, however that ends; one that only outlives it in a child is taken over.
    """
    import fcntl

    patient_until = time.monotonic() + PATIENCE
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
        except OSError as problem:
            raise _unwritable(path, problem) from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = os.pread(handle, 200, 0).decode(errors="replace")
            os.close(handle)
            if _is_gone(owner):
                path.unlink(missing_ok=True)
            elif time.monotonic() > patient_until:
                raise InputError([error("locked", _taken(owner), Where(str(folder)))]) from None
            else:
                time.sleep(0.05)
        except OSError as problem:
            os.close(handle)
            if problem.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS):
                raise _unwritable(path, problem) from None
            return None
        else:
            if _is_at(handle, path):
                os.truncate(handle, 0)
                with suppress(OSError):  # on a full disk the lock holds without its text
                    os.pwrite(handle, f"{os.getpid()} {socket.gethostname()}\n".encode(), 0)
                return handle
            os.close(handle)  # its last owner removed it meanwhile


def _is_at(handle: int, path: Path) -> bool:
    """Whether an open file is the one that stands at a path."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat(follow_symlinks=False))
    except FileNotFoundError:
        return False


def _is_gone(owner: str) -> bool:
    """Whether the process that a lock names ran on this machine and has ended."""
    number, _, host = owner.strip().partition(" ")
    if host != socket.gethostname() or not number.isascii() or not number.isdigit() or len(number) > 9:
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _taken(owner: str) -> str:
    number, _, host = owner.strip().partition(" ")
    who = f" (process {number} on {host})" if number.isascii() and number.isdigit() and host.isprintable() else ""
    return f"another plan-course{who} is writing to this folder; wait for it, or stop it"


def _refuse_edited(folder: Path) -> None:
    """Raise InputError if somebody changed plan.yaml since the folder was taken: their change would be lost."""
    root = os.path.realpath(folder)
    if _digest(Path(root) / PLAN) != _held[root]:
        message = "this plan was changed while the new one was made; nothing is written, so that the change is not lost"
        raise InputError([error("edited", f"{message} (run it again)", Where(str(folder / PLAN)))])


def _digest(path: Path) -> str | None:
    """The digest of a file; None where there is none that can be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
    except OSError:
        return None


def _sweep(root: Path) -> None:
    """Remove what killed processes left half-written, in the folder and those right below it."""
    for pattern in (f"{UNFINISHED}*.tmp", f"*/{UNFINISHED}*.tmp"):
        for path in sorted(root.glob(pattern)):
            if path.is_file() and not path.parent.is_symlink():
                with suppress(OSError):
                    path.unlink()


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    ready: list[tuple[Path, Path]] = []
    shown = folder
    try:
        for name in sorted(files, key=lambda name: (name == PLAN, name)):
            shown = folder / name
            path = _place(folder, name)
            if path.is_file() and path.read_bytes() == files[name]:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            ready.append((_beside(path, files[name]), path))
        for written, path in ready:
            shown = path
            os.replace(written, path)
        if ready:
            _held[os.path.realpath(folder)] = _digest(_place(folder, PLAN))
    except OSError as problem:
        raise _unwritable(shown, problem) from None
    finally:
        for written, _ in ready:
            written.unlink(missing_ok=True)


def _place(folder: Path, name: str) -> Path:
    """Where a file of the folder really is; raises InputError where a link leads out of the folder."""
    path = Path(os.path.realpath(folder / name))
    if not path.is_relative_to(os.path.realpath(folder)):
        message = "a link leads out of the folder here; nothing is written through it (remove the link)"
        raise InputError([error("output", message, Where(str(folder / name)))])
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return path


def _beside(path: Path, content: bytes) -> Path:
    """Write a new file beside another, with its permissions if it is there, and return its path."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{UNFINISHED}{path.name[:50]}-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # some disks say only now that they are full
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _umask() -> int:
    """What this process takes away from the permissions of new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritable(path: Path, problem: OSError) -> InputError:
    return InputError([error("output", f"cannot be written: {problem.strerror}", Where(str(path)))])
