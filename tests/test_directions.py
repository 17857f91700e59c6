"""Data walks one way, and nobody looks back. Imports for types only do not count."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"planner", "constraints"}

MAY_IMPORT: dict[str, set[str]] = {
    # What imports nothing of ours, or only each other.
    "findings": set(),
    "rule": {"findings"},
    "shipped": set(),
    "saving": {"findings"},
    "references": set(),
    "folding": set(),
    "text": {"findings"},
    "written": {"text"},
    "scalars": {"written", "folding", "documents", "findings"},
    "documents": {"text", "findings"},
    # The way: spec → problem → model → solve → plans → outputs; what is found is judged as plans are.
    "spec": {"written", "text", "folding", "scalars", "documents", "findings", "shipped"},
    "problem": {"folding", "spec", "scalars", "documents", "findings"},
    "model": {"problem", "rule", "findings"},
    "measure": {"model", "rule"},
    "solve": {"model", "measure", "plans", "problem", "rule", "findings"},
    "reasons": {"solve", "model", "measure", "plans", "problem", "rule", "findings"},
    "plans": {"folding", "measure", "problem", "scalars", "documents", "rule", "findings"},
    "outputs": {"plans", "references", "findings"},
    # Rules judge problems and plans; the model is for their types only.
    "starter": {"folding", "spec", "scalars", "problem", "plans", "outputs", "shipped", "documents", "findings"},
    "forms": {"folding", "problem", "outputs"},
    "extensions": {"documents", "findings", "rule"},
    "constraints": {"problem", "plans", "rule", "findings"},
    # The verbs, and above them what people call.
    "api": {
        "text",
        "spec",
        "problem",
        "model",
        "plans",
        "outputs",
        "constraints",
        "solve",
        "reasons",
        "measure",
        "rule",
        "documents",
        "findings",
        "extensions",
    },
    "inventory": {"folding", "spec", "problem", "references", "documents", "findings"},
    "cli": {"saving", "shipped", "api", "inventory", "starter", "forms", "findings"},
    "planner": set(),
    "__main__": {"cli"},
}
"""Which part may import which, apart from itself; everybody may import ``planner`` itself, which is lazy."""

PAST_THE_TABLE: dict[str, set[str]] = {
    # A command that goes past the library's face for what it would hand on.
    "planner.cli.form": {"planner.spec.load"},
}
"""Imports that stand today although the table says otherwise; each must still exist."""

ONLY_IN: dict[str, set[str]] = {
    "ortools": {"model", "solve"},
    "click": {"cli"},
    "rich": {"cli"},
    "markdown_it": {"spec", "starter"},
    "lxml": {"starter"},
    "jinja2": {"outputs", "starter", "forms"},
    "markupsafe": {"outputs", "forms"},
    "icalendar": {"outputs", "problem"},
    "holidays": {"problem"},
    "dateutil": {"problem", "starter"},
    "pydantic": {"spec", "scalars", "documents", "plans", "starter"},
    "pydantic_core": {"spec", "scalars", "documents"},
    "yaml": {"documents", "plans", "spec", "cli"},
    "pybtex": {"spec"},
    "pylatexenc": {"spec"},
    "python_calamine": {"spec"},
    "rispy": {"spec"},
    "pypdf": {"spec"},
}
"""Which part may import which package of others."""


def sources() -> dict[str, ast.Module]:
    """Every module of ours by its name, parsed."""
    found = {}
    for top in sorted(OURS):
        for path in sorted((ROOT / top).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


SOURCES = sources()


def part_of(module: str) -> str:
    """The part of the house that a module belongs to."""
    first, *rest = module.split(".")
    return rest[0] if first == "planner" and rest else first


def imports(name: str, node: ast.AST) -> Iterator[str]:
    """The modules that a module imports at run time, at its top or within functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and _is_for_types(child.test):
            for other in child.orelse:
                yield from imports(name, other)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, f"{name} has a relative import"
            for alias in child.names:
                # The face hands on what it names; `publish` is both a folder and a verb there.
                whole = f"{child.module}.{alias.name}" if child.module != "planner" else "planner"
                yield whole if whole in SOURCES else str(child.module)
        elif isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        else:
            yield from imports(name, child)


def _is_for_types(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


IMPORTS = {name: set(imports(name, tree)) for name, tree in SOURCES.items()}


def strays(name: str) -> set[str]:
    """What a module imports of ours that the table does not allow."""
    part = part_of(name)
    return {
        imported
        for imported in IMPORTS[name]
        if imported.partition(".")[0] in OURS
        and imported != "planner"
        and part_of(imported) not in MAY_IMPORT.get(part, set()) | {part}
    }


def test_every_part_is_in_the_table() -> None:
    """A new part of the house is given its directions here."""
    assert {part_of(name) for name in SOURCES} == set(MAY_IMPORT)


@pytest.mark.parametrize("part", sorted(MAY_IMPORT))
def test_directions(part: str) -> None:
    """Nobody imports what is not on their way, except what is listed as known."""
    wrong = {name: strays(name) - PAST_THE_TABLE.get(name, set()) for name in SOURCES if part_of(name) == part}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_known_exceptions_still_stand() -> None:
    """What was put right is taken off the list."""
    assert {name: listed - strays(name) for name, listed in PAST_THE_TABLE.items() if listed - strays(name)} == {}


def test_only_the_verbs_know_the_rules() -> None:
    """``api`` alone imports ``constraints``."""
    users = {name for name, found in IMPORTS.items() if any(part_of(module) == "constraints" for module in found)}
    assert {part_of(name) for name in users if part_of(name) != "constraints"} == {"api"}


def test_rules_know_the_model_by_its_types() -> None:
    """No run-time import of ``planner.model`` in ``constraints/``, not even in a function."""
    users = {name for name, found in IMPORTS.items() if any(part_of(module) == "model" for module in found)}
    assert {part_of(name) for name in users} == {"model", "measure", "solve", "reasons"}


def test_checks_share_no_code_with_builds() -> None:
    """``check()`` and ``score()`` use nothing that ``build()`` uses: no function of theirs is called by both."""
    shared = {}
    for name, tree in SOURCES.items():
        if part_of(name) != "constraints":
            continue
        functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        for kind in (node for node in tree.body if isinstance(node, ast.ClassDef)):
            methods = {node.name: node for node in kind.body if isinstance(node, ast.FunctionDef)}
            judges = methods.get("check") or methods.get("score")
            if "build" in methods and judges is not None:
                both = reached(methods["build"], functions, methods) & reached(judges, functions, methods)
                if both - WORDING:
                    shared[f"{name}.{kind.name}"] = both - WORDING
    assert shared == SHARED


WORDING = {"sentence", "what", "_where"}
"""What a requirement is called, and where it stands, is the same for both, as findings and explanations must agree."""
SHARED = {
    "constraints.events.dates.EventDates": {"_may_be_used"},
    "constraints.goals.breadth.Breadth": {"_presenting", "_paper_roles"},
    "constraints.goals.changes.Changes": {"_before", "_coming_papers", "_coming_seats", "_place"},
    "constraints.goals.changes.ShortNotice": {"_before", "_coming_seats", "_place"},
    "constraints.goals.fairness.Fairness": {"stages"},
    "constraints.goals.order_kept.OrderKept": {"_pairs"},
    "constraints.papers.mix.PaperMix": {"_shown"},
    "constraints.people.duties.DutiesPerRole": {"_minimum_binds"},
    "constraints.sessions.class_minutes.ClassMinutes": {"_minutes"},
}
"""Known helpers that look at the problem only, never at a plan or the model: whom a line concerns, how much it is."""


def reached(
    start: ast.FunctionDef, functions: dict[str, ast.FunctionDef], methods: dict[str, ast.FunctionDef]
) -> set[str]:
    """The functions and methods of the same file that a method uses, directly or not."""
    found: set[str] = set()
    todo: list[ast.FunctionDef] = [start]
    while todo:
        for node in ast.walk(todo.pop()):
            name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
            called = functions.get(name) if isinstance(node, ast.Name) else methods.get(name)
            if called is not None and name not in found:
                found.add(name)
                todo.append(called)
    return found


@pytest.mark.parametrize("package", sorted(ONLY_IN))
def test_packages_stay_in_their_part(package: str) -> None:
    """The solver in the model, click and rich in the command line, and so on."""
    users = {
        part_of(name) for name, found in IMPORTS.items() if package in {module.partition(".")[0] for module in found}
    }
    assert users
    assert users <= ONLY_IN[package]


def test_no_other_packages() -> None:
    """Whatever else is imported belongs to Python."""
    tops = {module.partition(".")[0] for found in IMPORTS.values() for module in found}
    assert tops - OURS - set(ONLY_IN) - set(sys.stdlib_module_names) == set()


def test_no_cycles_between_parts() -> None:
    """The parts can be put in an order in which nobody imports a later one, known exceptions apart."""
    from graphlib import TopologicalSorter

    graph: dict[str, set[str]] = {part: set() for part in MAY_IMPORT}
    for name, found in IMPORTS.items():
        for module in found - PAST_THE_TABLE.get(name, set()):
            if module.partition(".")[0] in OURS and module != "planner" and part_of(module) != part_of(name):
                graph[part_of(name)].add(part_of(module))
    assert list(TopologicalSorter(graph).static_order())
