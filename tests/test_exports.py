"""The public names: stated once, each there, typed and documented."""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import Any, get_type_hints

import pytest

import planner

ALL: list[str] = vars(planner)["__getattr__"]("__all__")
NAMES = sorted(set(ALL) - {"__version__"})


@pytest.mark.parametrize("name", NAMES)
def test_each_is_there_typed_and_documented(name: str) -> None:
    """It can be had, says what it is, and names the types of what it takes and gives."""
    thing: Any = getattr(planner, name)
    if inspect.isclass(thing):
        assert inspect.getdoc(thing), f"{name} has no docstring"
    elif callable(thing):
        assert inspect.getdoc(thing), f"{name} has no docstring"
        signature = inspect.signature(thing)
        assert signature.return_annotation is not inspect.Signature.empty
        assert all(given.annotation is not given.empty for given in signature.parameters.values())


def test_all_of_them_at_once() -> None:
    """``from planner import *`` gives what ``__all__`` says, and ``dir`` lists it."""
    names: dict[str, Any] = {}
    exec("from planner import *", names)
    assert set(ALL) <= set(names)
    assert set(ALL) <= set(dir(planner))
    assert get_type_hints(planner.load)["return"] is planner.Course


def test_what_is_not_there() -> None:
    """A name that nobody offers is no attribute."""
    with pytest.raises(AttributeError, match="module 'planner' has no attribute 'plam'"):
        _ = planner.plam  # type: ignore[attr-defined]


def test_importing_costs_nothing() -> None:
    """Nothing but the standard library's import machinery comes with the package itself."""
    code = "import sys, planner; print(*(n for n in ('ast', 'planner.api', 'pydantic', 'planner') if n in sys.modules))"
    listed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert listed.split() == ["planner"]
