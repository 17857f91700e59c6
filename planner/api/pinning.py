"""Edits made to last: as pins in constraints.yaml, written by splicing its text."""

from __future__ import annotations

from pathlib import Path

from planner.api.course import Course
from planner.documents import parse_yaml
from planner.findings import InputError, error
from planner.plans.edits.pins import pins_between
from planner.plans.outcome import Outcome
from planner.problem.decision import Decision
from planner.spec.edit import source_text
from planner.spec.pinning import pinned


def pinned_text(course: Course, before: Decision, after: Decision) -> str:
    """The text of the course's file with pins for all that differs between two decisions; raises InputError.

    Pins that the later decision does not keep are changed, or go. Other lines stay as they are.
    """
    if course.path is None:
        raise InputError([error("pin", "this course was read from no file", course.problem.where)])
    pins, gone = pins_between(before, after, course.problem)
    rule = next(rule for rule in course.rules if rule.name == "pins")
    broken = [finding.where for finding in rule.check(Outcome(course.problem, after))]
    void = [where.path[1] for where in broken if where is not None and where.path[:1] == ("pins",) and where.path[1:]]
    file = str(course.path)
    text = pinned(source_text(Path(file)), pins, gone, [place for place in void if isinstance(place, int)], file)
    parse_yaml(text.removeprefix("\ufeff"), file)
    return text
