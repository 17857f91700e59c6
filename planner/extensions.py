"""Rules and goals of one's own: packages that offer them as entry points, set up under ``extensions:`` by name.

A rule is an entry point of the group ``plan_course.rules``, a goal one of ``plan_course.goals``: something that takes
the :class:`Settings` that stand under its name, and gives a :class:`planner.rule.Rule` or :class:`planner.rule.Goal` of
that name. Only what ``extensions:`` names is loaded, in the order of the names; without the key nothing is looked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast, runtime_checkable

from planner.documents import Document, printable, validate
from planner.findings import (
    Finding,
    InputError,
    InternalError,
    PlanCourseError,
    Where,
    did_you_mean,
    error,
    note,
    sorted_findings,
)
from planner.rule import Goal, Rule

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from pydantic import BaseModel

    from planner.problem.problem import Problem

RULE_GROUP, GOAL_GROUP = "plan_course.rules", "plan_course.goals"
KEY = "extensions"
_NEEDED = {RULE_GROUP: ("build", "check"), GOAL_GROUP: ("unit", "best", "senseless", "build", "score", "figure")}

SettingsModel = TypeVar("SettingsModel", bound="BaseModel")


@dataclass(frozen=True)
class Settings:
    """What stands under one name of ``extensions:``; scalars are the text that the person wrote."""

    name: str
    file: Document

    @property
    def value(self) -> Any:
        """The settings as lists, mappings, text and None."""
        return self._part.value

    @cached_property
    def _part(self) -> Document:
        path = (KEY, self.name)
        marks = {key[2:]: mark for key, mark in self.file.marks.items() if key[:2] == path}
        keys = {key[2:]: mark for key, mark in self.file.key_marks.items() if key[:2] == path}
        value = self.file.value[KEY][self.name]
        return Document(self.file.file, {} if value is None else value, marks, keys)

    def read(self, model: type[SettingsModel]) -> SettingsModel:
        """The settings as a pydantic model; raises InputError with file and line of each that does not fit."""
        return validate(model, self._part)

    def where(self, *path: str | int) -> Where:
        """The place of a setting, or of all of them: what a requirement and a finding carry."""
        return self.file.where(KEY, self.name, *path, key=not path)


@runtime_checkable
class ChecksCourse(Protocol):
    """A rule or goal of one's own may also judge its settings by the course: unknown topics, impossible numbers."""

    def faults(self, problem: Problem) -> Iterable[Finding]:
        """What is wrong with the settings, best with ``settings.where(…)``."""


@dataclass(frozen=True)
class Extensions:
    """The rules and goals of one's own of one course, each by name."""

    rules: tuple[Rule, ...] = ()
    goals: tuple[Goal, ...] = ()

    def check(self, problem: Problem) -> list[Finding]:
        """What they say of their settings, now that the course is known; raises InputError when one is an error."""
        parts = (*self.rules, *self.goals)
        said = [f for part in parts if isinstance(part, ChecksCourse) for f in part.faults(problem)]
        found = sorted_findings([*said, *self._idle(problem)])
        if any(finding.severity == "error" for finding in found):
            raise InputError(found)
        return found

    def _idle(self, problem: Problem) -> Iterable[Finding]:
        """Goals that are set up and decide nothing."""
        listed = {name for step in problem.goals or () for name in step.weights}
        for goal in self.goals:
            if goal.name not in listed:
                yield note("idle-extension", f"goal {goal.name} is set up, but not listed under goals", problem.where)


def load_extensions(document: Document, taken: Collection[str] = ()) -> Extensions:
    """The rules and goals that a constraints.yaml names; ``taken`` are the names of those that are built in.

    Raises InputError for names that no installed package offers, for packages that cannot be loaded or do not hold
    what they promise, and with all that is wrong in the settings.
    """
    value = document.value.get(KEY) if isinstance(document.value, dict) else None
    if not isinstance(value, dict) or not value:
        return Extensions()
    found: dict[str, list[Any]] = {RULE_GROUP: [], GOAL_GROUP: []}
    findings: list[Finding] = []
    offered = _offered()
    for name in sorted(value):
        settings = Settings(name, document)
        try:
            group, entry = _entry_point(settings, offered, taken)
            found[group].append(_made(settings, group, entry))
        except InputError as problem:
            findings.extend(problem.findings)
    if findings:
        raise InputError(sorted_findings(findings))
    return Extensions(tuple(cast("list[Rule]", found[RULE_GROUP])), tuple(cast("list[Goal]", found[GOAL_GROUP])))


def _offered() -> dict[str, list[tuple[str, EntryPoint]]]:
    """Every entry point of the two groups by name, with its group."""
    from importlib.metadata import entry_points

    offered: dict[str, list[tuple[str, EntryPoint]]] = {}
    for group in (RULE_GROUP, GOAL_GROUP):
        for entry in entry_points(group=group):
            offered.setdefault(entry.name, []).append((group, entry))
    return offered


def _entry_point(
    settings: Settings, offered: dict[str, list[tuple[str, EntryPoint]]], taken: Collection[str]
) -> tuple[str, EntryPoint]:
    """The one entry point of a name; raises InputError."""
    name = settings.name
    entries = offered.get(name, [])
    if not entries:
        raise _fault(settings, f"no installed package offers a rule or goal of this name{did_you_mean(name, offered)}")
    if name in taken:
        raise _fault(settings, "this name is that of a rule or goal of plan-course itself")
    # The same package may be found twice, in two places of the path; then the first is the one that Python imports.
    if len({(group, entry.value) for group, entry in entries}) > 1:
        where = ", ".join(sorted(entry.value for _, entry in entries))
        raise _fault(settings, f"several packages offer this name: {where}")
    return entries[0]


def _made(settings: Settings, group: str, entry: EntryPoint) -> Any:
    """The rule or goal of an entry point with its settings; raises InputError."""
    try:
        part = entry.load()(settings)
    except InputError:
        raise
    except Exception as problem:
        reason = printable(f"{type(problem).__name__}: {problem}")[:300]
        raise _fault(settings, f"{entry.value} cannot be loaded: {reason}") from None
    if getattr(part, "name", None) != settings.name:
        raise _fault(settings, f"{entry.value} calls itself {getattr(part, 'name', None)!r}")
    if missing := [needed for needed in _NEEDED[group] if not hasattr(part, needed)]:
        raise _fault(settings, f"{entry.value} lacks {', '.join(missing)}")
    return _named(part, entry.value)


_CALLED = ("senseless", "build", "score", "figure", "allows", "told", "measured", "scale")
_LISTED = ("check", "impossible", "faults")


def _named(part: Any, origin: str) -> Any:
    """The part as it is, but that whatever goes wrong in it is told with its name: InternalError, not a trace.

    It has the methods that the part has, so that the optional protocols of rules are met by both or neither.
    """
    methods: dict[str, Any] = {
        key: _method(key, origin, key in _LISTED) for key in (*_CALLED, *_LISTED) if hasattr(part, key)
    }
    methods["__getattr__"] = lambda self, key: getattr(self.__dict__["part"], key)
    named = type(type(part).__name__, (), methods)()
    named.part = part
    return named


def _method(key: str, origin: str, listed: bool) -> Any:
    def call(self: Any, *arguments: Any) -> Any:
        try:
            answer = getattr(self.part, key)(*arguments)
            return list(answer) if listed else answer
        except PlanCourseError:
            raise
        except Exception as problem:
            reason = printable(f"{type(problem).__name__}: {problem}")[:300]
            message = f"internal error: {key} of {self.part.name} ({origin}): {reason}"
            raise InternalError([error("extension", message, None, self.part.name)]) from problem

    return call


def _fault(settings: Settings, message: str) -> InputError:
    return InputError([error("extension", f"{printable(settings.name)}: {message}", settings.where(), settings.name)])
