"""Every regular expression of the code, found in its syntax tree, and lines that would hurt a careless one."""

from __future__ import annotations

import ast
import re
import re._constants as sre
import re._parser as sre_parser
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
COMMON = (" ", "a", "A", "0", ".", ",", "-", "\\", "(", "[", "{", "\n", '"', "<", ": ", "a ", ". ", "a.", "0-", "é")
"""What lines are made of, whatever the pattern says."""


@dataclass(frozen=True)
class Pattern:
    """One regular expression, and a way in which the code asks it."""

    module: str
    text: str | bytes
    flags: int
    method: str

    def __str__(self) -> str:
        """As a failed test names it."""
        return f"{self.module}: {self.method} {self.text!r}"

    def ask(self, line: str) -> None:
        """Put it to a line as the code does."""
        compiled: re.Pattern[Any] = re.compile(self.text, self.flags)
        subject = line if isinstance(self.text, str) else line.encode()
        if self.method in ("sub", "subn"):
            compiled.sub(subject[:0], subject)
        elif self.method == "finditer":
            compiled.findall(subject)
        else:
            getattr(compiled, self.method)(subject)


def modules() -> dict[str, Path]:
    """The modules of the code by name."""
    found = {}
    for package in ("planner", "constraints"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if parts[-1] != "__main__":
                found[".".join(parts).removesuffix(".__init__")] = path
    return found


def patterns() -> tuple[list[Pattern], list[str]]:
    """All patterns, and the places of those that only the running code knows."""
    trees = {name: ast.parse(path.read_text()) for name, path in modules().items()}
    used = _methods_by_name(trees.values())
    found: set[Pattern] = set()
    unknown = []
    for name, tree in trees.items():
        if not any(isinstance(node, ast.Name) and node.id == "re" for node in ast.walk(tree)):
            continue
        names = vars(import_module(name))
        for call in _calls(tree):
            method = call.func.attr  # type: ignore[attr-defined]
            try:
                text = eval(compile(ast.Expression(call.args[0]), name, "eval"), names)
            except NameError:
                unknown.append(f"{name}: {ast.unparse(call)}")
                continue
            if isinstance(text, re.Pattern):
                found.add(Pattern(name, text.pattern, text.flags, method))
                continue
            flags = _flags(call, method, names)
            asked = [method] if method != "compile" else sorted(used.get(_target(tree, call), {"search"}))
            found.update(Pattern(name, text, flags, how) for how in asked)
    return sorted(found, key=str), unknown


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls of functions of ``re`` that take a pattern."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in (*METHODS, "compile")
        ):
            yield node


def _flags(call: ast.Call, method: str, names: dict[str, Any]) -> int:
    """The flags of a call, given by place or by name."""
    given = [word.value for word in call.keywords if word.arg == "flags"]
    place = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(method, 2)
    given += call.args[place : place + 1]
    return int(eval(compile(ast.Expression(given[0]), "flags", "eval"), names)) if given else 0


def _target(tree: ast.AST, call: ast.Call) -> str:
    """The name that a compiled pattern gets."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and node.value is call and isinstance(node.targets[0], ast.Name):
            return node.targets[0].id
    return ""


def _methods_by_name(trees: Any) -> dict[str, set[str]]:
    """How each name is asked: ``_DATE.fullmatch(…)`` anywhere in the code."""
    used: dict[str, set[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in METHODS:
                used.setdefault(node.value.id, set()).add(node.attr)
    return used


def hostile(pattern: Pattern) -> list[tuple[str, str, str]]:
    """Lines to try: what comes first, what is repeated, what comes last."""
    parsed = sre_parser.parse(pattern.text, pattern.flags)
    lines = {("", unit, end) for unit in COMMON for end in ("", "\0")}
    for before, body in _repeats(list(parsed), ""):
        inside = [unit for unit in _samples(body) if unit]
        for unit in inside:
            lines |= {(before, unit, end) for end in ("", "\0", "\n\0")}
            lines |= {("", before + unit, "\0"), ("", unit + " ", "\0")}
        lines |= {("", before, "\0"), (before, before, "\0")} if before else set()
    return sorted(lines)


def _repeats(parsed: list[Any], before: str) -> Iterator[tuple[str, Any]]:
    """Each repetition without a near end, with a text that leads to it."""
    for op, value in parsed:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            low, high, body = value
            yield from _repeats(list(body), before)
            if high == sre.MAXREPEAT or high > 20:
                yield before, body
            before += _sample(body) * low
        elif op is sre.SUBPATTERN:
            yield from _repeats(list(value[3]), before)
            before += _sample(value[3])
        elif op is sre.ATOMIC_GROUP:
            yield from _repeats(list(value), before)
            before += _sample(value)
        elif op is sre.BRANCH:
            for branch in value[1]:
                yield from _repeats(list(branch), before)
            before += _sample(value[1][0])
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _repeats(list(value[1]), before)
        else:
            before += _sample([(op, value)])


def _sample(parsed: Any) -> str:
    """A short text that fits."""
    return _samples(parsed)[0]


def _samples(parsed: Any) -> list[str]:
    """Short texts that fit, of each kind of character."""
    texts = [""]
    for op, value in parsed:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            more = [part * max(value[0], 1) for part in _samples(value[2])]
        elif op is sre.SUBPATTERN:
            more = _samples(value[3])
        elif op is sre.ATOMIC_GROUP:
            more = _samples(value)
        elif op is sre.BRANCH:
            more = [part for branch in value[1] for part in _samples(branch)]
        elif op is sre.LITERAL:
            more = [chr(value)]
        elif op in (sre.IN, sre.ANY, sre.NOT_LITERAL, sre.CATEGORY):
            more = _characters(op, value)
        else:
            more = [""]
        texts = ([first + part for first in texts for part in more])[:8] or [""]
    return texts


def _characters(op: Any, value: Any) -> list[str]:
    """Characters of a set: common ones of each kind that are in it, else its first."""
    if op is sre.ANY:
        return ["a", " "]
    if op is sre.NOT_LITERAL:
        return [one for one in ("a", " ") if one != chr(value)]
    items = value if op is sre.IN else [(op, value)]
    negated = bool(items) and items[0][0] is sre.NEGATE
    inside = [one for one in " a0.-,:_\n\tAé(" if any(_holds(item, one) for item in items) != negated]
    first = next((chr(v if kind is sre.LITERAL else v[0]) for kind, v in items if kind in (sre.LITERAL, sre.RANGE)), "")
    return inside[:4] or [first]


def _holds(item: Any, character: str) -> bool:
    """Whether one entry of a set holds a character."""
    kind, value = item
    if kind is sre.LITERAL:
        return bool(chr(value) == character)
    if kind is sre.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    if kind is sre.CATEGORY:
        space, digit = character.isspace(), character.isdigit()
        word = character.isalnum() or character == "_"
        name = str(value).rsplit("_", 1)[-1]
        held = {"SPACE": space, "DIGIT": digit, "WORD": word}.get(name, False)
        return held != ("NOT" in str(value))
    return False


def slowest(pattern: Pattern, longest: int, limit: float) -> str | None:
    """A line, no longer than ``longest``, on which the pattern takes more than ``limit`` seconds; None without one.

    Lines grow by little at first, so that one that takes exponential time is met while it is short; then they double.
    """
    for before, unit, end in hostile(pattern):
        length = 16
        while length <= longest:
            line = before + unit * (length // len(unit)) + end
            if _seconds(pattern, line) > limit and _seconds(pattern, line) > limit:
                return f"{before!r} + {unit!r} × {length // len(unit)} + {end!r}"
            length = length + 4 if length < 64 else length * 2
    return None


def _seconds(pattern: Pattern, line: str) -> float:
    """The time of the processor that one question takes."""
    started = time.process_time()
    pattern.ask(line)
    return time.process_time() - started
