"""Changed files for every reader: ``python -m tests.fuzzing [READERS…] [--seconds S | --inputs N] [--seed N]``.

Each input must be read, or refused with findings that have a clean message, in a few seconds. Whatever else is
kept in ``--keep`` with its reader's name, and the exit code is 1. The same seed gives the same inputs.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from planner.findings import InputError
from tests.fuzzing.changes import changed
from tests.fuzzing.readers import Reader, readers

SLOW = 5.0
"""Seconds of the processor that no answer takes."""


def put(reader: Reader, content: bytes, folder: Path) -> str:
    """What became of one input: ``read``, ``refused``, or what is wrong."""
    path = folder / reader.name
    path.write_bytes(content)
    started = time.process_time()
    try:
        reader.read(path)
        result = "read"
    except InputError as problem:
        clean = all(finding.message and finding.message.isprintable() for finding in problem.findings)
        result = "refused" if clean and problem.findings else f"unclean message: {str(problem)[:200]!r}"
    except Exception:
        result = traceback.format_exc(limit=-3)
    seconds = time.process_time() - started
    return result if seconds < SLOW else f"{seconds:.0f} seconds"


def main(arguments: list[str] | None = None) -> int:
    """Go round the readers until the time or the number is up; print the counts."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("readers", nargs="*")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--inputs", type=int, default=10**9)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path("fuzzing-found"))
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        known = readers(folder)
        chosen = given.readers or list(known)
        counts: dict[str, Counter[str]] = {reader: Counter() for reader in chosen}
        streams = {reader: random.Random(f"{given.seed} {reader}") for reader in chosen}
        ends, done = time.monotonic() + given.seconds, 0
        while time.monotonic() < ends and done < given.inputs:
            reader = chosen[done % len(chosen)]
            content = changed(streams[reader].choice(known[reader].samples), streams[reader])
            result = put(known[reader], content, folder)
            (folder / known[reader].name).write_bytes(known[reader].samples[0])
            done += 1
            counts[reader][result if result in ("read", "refused") else "wrong"] += 1
            if result not in ("read", "refused"):
                given.keep.mkdir(exist_ok=True)
                (given.keep / f"{reader}-{given.seed}-{done}").write_bytes(content)
                print(f"{reader}, input {done}: {result}", flush=True)
    print(f"{'reader':<10} {'inputs':>8} {'read':>8} {'refused':>8} {'wrong':>6}")
    for reader, count in counts.items():
        print(f"{reader:<10} {count.total():>8} {count['read']:>8} {count['refused']:>8} {count['wrong']:>6}")
    print(f"{'all':<10} {done:>8}; seed {given.seed}")
    return 1 if any(count["wrong"] for count in counts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
