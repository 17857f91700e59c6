"""HiGHS on linear rows, goal by goal; a process of its own, as highspy and ortools cannot be loaded together.

``python -m tests.benchmarks.highs ROWS SECONDS WORKERS`` prints the run as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.benchmarks.runs import Run, lexicographic


def solve(rows: dict[str, Any], seconds: float, workers: int) -> Run:
    """Solve goal after goal, each with half of the time that is left, the last with all."""
    import numpy as np

    # Not a requirement of the tests, so the type checker may not know it.
    highspy: Any = import_module("highspy")
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", workers)
    highs.setOptionValue("random_seed", 0)
    highs.setOptionValue("mip_rel_gap", 0.0)
    started = time.monotonic()
    count = len(rows["lower"])
    highs.addVars(count, np.array(rows["lower"], dtype=float), np.array(rows["upper"], dtype=float))
    every = np.arange(count, dtype=np.int32)
    highs.changeColsIntegrality(count, every, np.full(count, int(highspy.HighsVarType.kInteger), dtype=np.uint8))
    infinity = highs.inf
    low = [-infinity if row[0] is None else row[0] for row in rows["rows"]]
    high = [infinity if row[1] is None else row[1] for row in rows["rows"]]
    starts = np.cumsum([0, *(len(row[2]) for row in rows["rows"])])[:-1]
    columns = np.array([variable for row in rows["rows"] for variable in row[2]], dtype=np.int32)
    values = np.array([coefficient for row in rows["rows"] for coefficient in row[3]], dtype=float)
    highs.addRows(len(low), np.array(low, float), np.array(high, float), len(columns), starts, columns, values)
    watching: dict[str, Any] = {}

    def seen(event: Any) -> None:
        data = event.data_out
        value = data.mip_primal_bound if abs(data.mip_primal_bound) < infinity else None
        bound = data.mip_dual_bound if abs(data.mip_dual_bound) < infinity else None
        watching["run"].note(watching["goal"], value, bound)

    highs.cbMipImprovingSolution.subscribe(seen)

    def one(run: Run, place: int, limit: float) -> tuple[int | None, float | None, bool]:
        name, _, offset, variables, coefficients = rows["goals"][place]
        cost = np.zeros(count)
        cost[variables] = coefficients
        highs.changeColsCost(count, every, cost)
        highs.changeObjectiveOffset(offset)
        highs.setOptionValue("time_limit", limit)
        watching.update(run=run, goal=name)
        highs.run()
        info = highs.getInfo()
        proven = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        found = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
        bound = info.mip_dual_bound if abs(info.mip_dual_bound) < infinity else None
        if not found:
            return None, bound, False
        value = round(info.objective_function_value)
        solution = highs.getSolution()
        highs.addRow(-infinity, value - offset, len(variables), np.array(variables, np.int32), np.array(coefficients))
        highs.setSolution(solution)
        return value, bound, proven

    run = Run(started)
    lexicographic(run, [(name, sign) for name, sign, *_ in rows["goals"]], seconds, one)
    return run


if __name__ == "__main__":
    loaded = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    print(json.dumps(solve(loaded, float(sys.argv[2]), int(sys.argv[3])).result()))
