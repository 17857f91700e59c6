"""The verbs of the library: each composes the steps of the way, and only this module knows the rules."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from constraints.goals.satisfaction import satisfactions, wishes_granted
from constraints.registry import DEFAULT_GOALS, GOALS, RULES
from planner import __version__
from planner.documents import Document, read_text
from planner.findings import (
    Finding,
    InputError,
    InternalError,
    Interrupted,
    NoPlanExists,
    NoPlanFound,
    Where,
    error,
    warning,
)
from planner.plan.assemble import assemble, plain_people
from planner.plan.carry import carry_on
from planner.plan.explanation import Explanation, Letting, advice, headline
from planner.plan.file import read_plan
from planner.plan.outcome import Decision, Outcome
from planner.plan.plan import GoalResult, Plan, PlannedPerson, Solved, StepResult, digest
from planner.plan.reading import canonical, decision_of
from planner.plan.scoring import Figure, Step, figures, rank
from planner.problem.build import build_problem
from planner.problem.problem import Pin, Problem, WeighedStep
from planner.rule import ArithmeticRule
from planner.spec.load import Spec, load_spec

if TYPE_CHECKING:
    from planner.model.model import Model, Switch
    from planner.model.search import SearchResult
    from planner.model.solver import StopFlag

Notify = Callable[[str, "float | None", "float | None"], None]


@dataclass(frozen=True)
class Course:
    """A course file, read and resolved: the problem, the steps of its goals, and what is worth knowing of the input."""

    problem: Problem
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    input_digest: str


@dataclass(frozen=True)
class PlanResult:
    """A plan with what is worth knowing of it; ``kept`` when an earlier plan was as good and stands."""

    plan: Plan
    findings: tuple[Finding, ...] = ()
    interrupted: bool = False
    kept: bool = False
    seconds: float = 0.0
    step_seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckResult:
    """What a plan breaks, and the figures of all goals that have sense."""

    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]

    @property
    def errors(self) -> list[Finding]:
        """The findings that are errors."""
        return [finding for finding in self.findings if finding.severity == "error"]


def load(path: str | Path, search: Mapping[str, Any] | None = None) -> Course:
    """Read constraints.yaml and all that it names; ``search`` overrides settings of ``solve``.

    Raises InputError with every fault at once.
    """
    spec = load_spec(Path(path))
    problem, findings = build_problem(spec, {goal.name for goal in GOALS})
    if search:
        problem = replace(problem, search=replace(problem.search, **search))
    steps, about_goals = _steps(problem)
    return Course(problem, steps, (*findings, *about_goals), _input_digest(spec))


def _steps(problem: Problem) -> tuple[tuple[Step, ...], list[Finding]]:
    """The goals of the file in order, without those that have no sense; each listed one of these is a warning."""
    goals = {goal.name: goal for goal in GOALS}
    findings: list[Finding] = []
    wanted = problem.goals
    if wanted is None:
        wanted = tuple(WeighedStep({name: 1}, False, problem.where) for name in DEFAULT_GOALS if name in goals)
    steps: list[Step] = []
    for entry in wanted:
        sensible = []
        for name in entry.weights:
            reason = goals[name].senseless(problem)
            if reason is None:
                sensible.append(goals[name])
            elif problem.goals is not None:
                findings.append(warning("goal-without-sense", f"goal {name} is skipped: {reason}", entry.where, name))
        if sensible:
            steps.append(Step(len(steps) + 1, tuple(sensible), entry.weights, entry.weighed))
    return tuple(steps), findings


def _input_digest(spec: Spec) -> str:
    """A digest of everything that was read, whatever the files are called."""
    catalog = [entry.paper.model_dump(mode="json") for entry in spec.catalog.values()]
    people = [entry.person.model_dump(mode="json") for entry in spec.people]
    text = json.dumps([spec.document.value, catalog, people], ensure_ascii=False, sort_keys=True, default=str)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()[:16]


def now() -> datetime:
    """The stamp for what changes: SOURCE_DATE_EPOCH, else the clock; in whole seconds, UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    # Eleven digits reach beyond the year 5000; what is no such number is no stamp.
    if epoch is not None and re.fullmatch(r"[0-9]{1,11}", epoch):
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now(UTC).replace(microsecond=0)


def read_earlier(path: Path) -> Plan | None:
    """The plan that stands where a new one will be written, or None; raises InputError when it is unreadable."""
    return read_plan(path)[0] if path.exists() else None


def plan(
    course: Course, earlier: Plan | None = None, notify: Notify | None = None, flag: StopFlag | None = None
) -> PlanResult:
    """Plan the course, goal by goal.

    ``earlier`` is the plan that stands where the new one will be written: its calendar identities are carried on, and
    if it keeps all rules only a strictly better plan replaces it. Raises NoPlanExists, NoPlanFound, Interrupted, and
    InternalError when the checker disagrees with the model.
    """
    from planner.model.solver import StopFlag, stopping_on_signals

    flag = StopFlag() if flag is None else flag
    problem = course.problem
    refuse_by_arithmetic(problem)
    incumbent = _incumbent(problem, earlier)
    with stopping_on_signals(flag):
        result, found = _search(course, incumbent, notify, flag)
    _confirm(problem, found)
    _confirm_figures(course, found, result)
    kept = incumbent is not None and rank(course.steps, Outcome(problem, found)) >= rank(
        course.steps, Outcome(problem, incumbent)
    )
    decision = incumbent if kept and incumbent is not None else found
    solved = _solved(course, decision, result)
    stamp = now()
    new = assemble(
        problem, decision, stamp, None, left_out(problem, decision), planned_people(problem, Outcome(problem, decision))
    )
    solved = solved.model_copy(update={"digest": digest(new.sessions)})
    if kept and earlier is not None and earlier.solved is not None and _same_answer(earlier.solved, solved):
        solved = earlier.solved
    new = new.model_copy(update={"solved": solved})
    if earlier is not None:
        new = carry_on(new, earlier, stamp, _lost_reasons(problem))
    return PlanResult(
        new,
        course.findings,
        result.interrupted,
        kept,
        result.seconds,
        {step.step.label: step.seconds for step in result.steps},
    )


def refuse_by_arithmetic(problem: Problem) -> None:
    """Raise NoPlanExists where counting alone shows that no plan can be, before any solver starts."""
    findings = [finding for rule in RULES if isinstance(rule, ArithmeticRule) for finding in rule.impossible(problem)]
    if findings:
        raise NoPlanExists(findings)


def _incumbent(problem: Problem, earlier: Plan | None) -> Decision | None:
    """The decision of an earlier plan if it keeps all rules."""
    if earlier is None:
        return None
    decision, strangers = decision_of(earlier, problem)
    if strangers or any(True for rule in RULES for _ in rule.check(Outcome(problem, decision))):
        return None
    return canonical(decision, problem)


def _search(
    course: Course, incumbent: Decision | None, notify: Notify | None, flag: StopFlag
) -> tuple[SearchResult, Decision]:
    """Plan in stages, and turn the ways in which that can fail into errors for people."""
    from planner.model.stages import Stages

    problem = course.problem
    answer = Stages(problem, RULES, course.steps, flag, notify).run(incumbent)
    result = answer.result
    if result.status == "infeasible" and answer.model is not None and _confirm_infeasible(answer.model, problem, flag):
        raise NoPlanExists([error("no-plan", "no plan exists: the requirements cannot hold together", problem.where)])
    if answer.decision is None:
        if flag:
            raise Interrupted([error("interrupted", "stopped before a plan was found; nothing is written")])
        seconds = problem.search.time_limit
        message = f"no plan was found within {seconds:g} seconds; there may be one (--time-limit gives more)"
        raise NoPlanFound([error("not-found", message, problem.where)])
    return result, canonical(answer.decision, problem)


def _confirm_infeasible(model: Model, problem: Problem, flag: StopFlag) -> bool:
    """Ask again without presolve: 9.15 has answered INFEASIBLE wrongly there. A second opinion that cannot be had in a
    few seconds counts as agreement."""
    from planner.model.solver import solve

    model.cp.clear_objective()  # type: ignore[no-untyped-call]
    other = {"cp_model_presolve": False, "linearization_level": 2}
    if solve(model.cp, problem.search, 5.0, flag, parameters=other).values is None:
        return True
    message = "internal error: the solver calls the course impossible, and finds a plan of it without presolve"
    raise InternalError([error("solver-disagrees", message, problem.where)])


def explain(course: Course, flag: StopFlag | None = None) -> Explanation:
    """Why no plan exists, and the cheapest ways out, within the course's time limit.

    The course is asked without its people first: a smaller question, and where its answer is a conflict, that is one
    of the whole course too.
    """
    from planner.model.explain import Explainer
    from planner.model.relaxation import without_people
    from planner.model.solver import StopFlag, stopping_on_signals

    flag, started = StopFlag() if flag is None else flag, time.monotonic()
    problem = course.problem
    arithmetic = tuple(
        finding for rule in RULES if isinstance(rule, ArithmeticRule) for finding in rule.impossible(problem)
    )
    exists: bool | None = None
    with stopping_on_signals(flag):
        for asked in [without_people(problem), problem] if problem.people else [problem]:
            left = replace(problem.search, time_limit=problem.search.time_limit - (time.monotonic() - started))
            explainer = Explainer(asked, RULES, left, flag)
            conflict = explainer.conflict()
            exists = True if conflict.feasible else None if not conflict.known else False
            if conflict.members:
                whole = explainer if asked is problem else Explainer(problem, RULES, left, flag)
                whole.ends = explainer.ends
                repairs = whole.repairs(whole.same(conflict))
                lettings = [_letting(member, None) for member in conflict.members]
                return Explanation(
                    False,
                    arithmetic,
                    tuple(_member(letting) for letting in lettings),
                    headline(lettings, len(problem.people)),
                    conflict.minimal,
                    tuple(advice([_letting(c.switch, c.number) for c in repair.changes]) for repair in repairs),
                    time.monotonic() - started,
                )
    return Explanation(exists, arithmetic, seconds=time.monotonic() - started)


def why(
    course: Course, plan_read: Plan, about: Literal["paper", "person", "date", "topic"], name: str
) -> Iterator[str]:
    """Why something in a plan is so, and what it would cost otherwise, line by line as it is solved.

    Raises InputError when the plan breaks rules of the course (no counter-question has sense then), or for an unknown
    name.
    """
    from planner.model.counterfactual import Counterfactual
    from planner.model.explain import Explainer
    from planner.model.relaxation import without_people
    from planner.model.solver import StopFlag, stopping_on_signals
    from planner.why import Why

    problem, flag = course.problem, StopFlag()
    decision, findings = decision_of(plan_read, problem)
    outcome = Outcome(problem, decision)
    findings += [finding for rule in RULES for finding in rule.check(outcome)]
    if findings:
        raise InputError([error("broken-plan", "this plan breaks rules; see `plan-course check`"), *findings])
    with stopping_on_signals(flag):
        asked = Counterfactual(problem, RULES, course.steps, decision, problem.search, flag)

        def conflict_with(pin: Pin) -> Sequence[Switch]:
            for question in (without_people(problem), problem) if problem.people else (problem,):
                pinned = replace(question, pins=(*question.pins, pin))
                conflict = Explainer(pinned, RULES, replace(problem.search, time_limit=8), flag).conflict()
                if conflict.members:
                    return conflict.members
            return ()

        yield from getattr(Why(asked, outcome, conflict_with), about)(name)


def _letting(switch: Switch, number: int | None) -> Letting:
    limit = switch.limit if switch.movable else None
    return Letting(switch.rule, tuple(switch.sentences), switch.where, limit, number)


def _member(letting: Letting) -> Finding:
    shown = " and ".join(letting.sentences[:3]) + (" …" if len(letting.sentences) > 3 else "")
    return error("conflict", shown, letting.where)


def repaired(path: str | Path, explanation: Explanation, number: int) -> str:
    """The text of constraints.yaml with repair ``number`` (from 1) applied, comments kept; raises InputError."""
    from planner.spec.edit import edited

    if not 1 <= number <= len(explanation.repairs):
        message = f"there is no repair {number}; there are {len(explanation.repairs)}"
        raise InputError([error("apply", message, Where(str(path)))])
    edits = explanation.repairs[number - 1].edits
    elsewhere = [edit.where for edit in edits if edit.where.file != str(path)]
    if elsewhere:
        raise InputError([error("apply", "this repair changes another file; edit it there", elsewhere[0])])
    return edited(read_text(Path(path)), [(edit.where.path, edit.number) for edit in edits])


def _confirm(problem: Problem, decision: Decision) -> None:
    """Judge a plan from the solver by the checker, which shares no code with the model."""
    outcome = Outcome(problem, decision)
    faults = [
        replace(finding, message=f"internal error: rule {rule.name} rejects the solver's plan: {finding.message}")
        for rule in RULES
        for finding in rule.check(outcome)
    ]
    if faults:
        raise InternalError(faults)


def _confirm_figures(course: Course, decision: Decision, result: SearchResult) -> None:
    """What was proven must be what the plan scores."""
    outcome = Outcome(course.problem, decision)
    for reached, done in zip(rank([s.step for s in result.steps], outcome), result.steps, strict=True):
        total = reached[0]
        sign = -1 if not done.step.weighed and done.step.goals[0].best == "high" else 1
        if done.proven and total != sign * done.value:
            message = f"internal error: goal {done.step.label} was proven at {done.value}, but scores {sign * total}"
            raise InternalError([error("goal-disagrees", message, None, done.step.label)])


def _solved(course: Course, decision: Decision, result: SearchResult) -> Solved:
    """The goals' figures on the plan that is kept, with the bounds that the search proved."""
    from importlib.metadata import version

    from planner.model.solver import worker_count

    problem = course.problem
    outcome = Outcome(problem, decision)
    goals, steps = [], []
    for done in result.steps:
        scores = {goal.name: goal.score(outcome) for goal in done.step.goals}
        for goal in done.step.goals:
            alone = not done.step.weighed
            bound = done.bound if alone else None
            goals.append(
                GoalResult(
                    goal=goal.name,
                    value=goal.figure(problem, scores[goal.name].value),
                    bound=goal.figure(problem, bound) if bound is not None else None,
                    unit=goal.unit,
                    proven=alone and done.proven,
                    step=None if alone else done.step.number,
                    levels=[goal.figure(problem, value) for value, _ in done.levels] or None,
                )
            )
        if done.step.weighed:
            ((total,),) = rank([done.step], outcome)
            steps.append(StepResult(step=done.step.number, value=total, bound=done.bound, proven=done.proven))
    return Solved(
        status="optimal" if all(done.proven for done in result.steps) and not result.interrupted else "feasible",
        goals=goals,
        steps=steps,
        with_={
            "plan-course": __version__,
            "ortools": version("ortools"),
            "seed": problem.search.seed,
            "workers": worker_count(problem.search),
            **({"reproducible": True} if problem.search.reproducible else {}),
            "input": course.input_digest,
        },
        digest="",
    )


def _same_answer(old: Solved, new: Solved) -> bool:
    """Whether an earlier answer says all that the new one says: the same question, and nothing more proven now."""

    def seen(solved: Solved) -> list[Any]:
        return [(goal.goal, goal.value, goal.step, goal.levels) for goal in solved.goals]

    def proofs(solved: Solved) -> int:
        return sum(goal.proven for goal in solved.goals) + sum(step.proven for step in solved.steps)

    same_question = {**old.with_, "workers": 0} == {**new.with_, "workers": 0}
    return same_question and seen(old) == seen(new) and proofs(new) <= proofs(old) and old.digest == new.digest


def _lost_reasons(problem: Problem) -> dict[str, str]:
    """Why meetings do not take place, by uid."""
    code = problem.course.code
    return {f"{code}-{closed.meeting}@plan-course": closed.reason for closed in problem.calendar.closed}


def planned_people(problem: Problem, outcome: Outcome) -> dict[str, PlannedPerson]:
    """Everybody with their satisfaction and how many first, second … wishes came true."""
    people = plain_people(problem)
    for person, tenths in satisfactions(outcome).items():
        wishes = wishes_granted(outcome, problem.people[person])
        people[person] = people[person].model_copy(update={"satisfaction": tenths / 10, "wishes": wishes})
    return people


def left_out(problem: Problem, decision: Decision) -> dict[str, str]:
    """Why each candidate is neither required nor listed (DESIGN §4): the paper alone added to each session in turn."""
    outcome = Outcome(problem, decision)
    standing = {(finding.code, finding.where) for rule in RULES for finding in rule.check(outcome)}
    reasons = {}
    for paper in problem.papers:
        if paper not in outcome.sessions_of and paper not in outcome.listings_of:
            reasons[paper] = _why_out(problem, decision, paper, standing)
    return reasons


def _why_out(problem: Problem, decision: Decision, paper: str, standing: set[tuple[str, Any]]) -> str:
    bars: Counter[str] = Counter()
    needs_people = None
    for session in problem.sessions:
        tried = Outcome(problem, decision.with_required(session.index, paper))
        barred = next(
            (f for rule in RULES for f in rule.check(tried) if (f.code, f.where) not in standing),
            None,
        )
        if barred is None:
            return f"fits on {session.id}; not chosen by the goals"
        if barred.code == "seats":
            needs_people = needs_people or session.id
        bars[barred.sentence] += 1
    if needs_people is not None:
        return f"fits on {needs_people}, but nobody is left to take its seats"
    # The first of the most frequent, in the order in which they were met: Counter keeps it.
    return bars.most_common(1)[0][0]


def check(course: Course, path: str | Path, only_new: str | Path | None = None) -> CheckResult:
    """Every rule and every goal, evaluated on the plan of a file; raises InputError when the file is no plan.

    With ``only_new``, findings that the plan of that file has too are left out.
    """
    plan_read, document = read_plan(Path(path))
    decision, findings = decision_of(plan_read, course.problem)
    outcome = Outcome(course.problem, decision)
    for rule in RULES:
        findings += list(rule.check(outcome))
    placed = tuple(replace(finding, plan_where=_in_plan(finding, plan_read, document)) for finding in findings)
    if only_new is not None:
        before = {(finding.code, finding.message) for finding in check(course, only_new).findings}
        placed = tuple(finding for finding in placed if (finding.code, finding.message) not in before)
    return CheckResult(placed, tuple(figures(course.problem, GOALS, outcome)))


def _in_plan(finding: Finding, plan_read: Plan, document: Document) -> Any:
    """The line of the plan that a finding is about: its session, and the paper in it if one is named."""
    for index, session in enumerate(plan_read.sessions):
        if session.id in finding.subjects:
            for key in ("required", "optional"):
                for place, paper in enumerate(getattr(session, key)):
                    if paper in finding.subjects:
                        return document.where("sessions", index, key, place)
            return document.where("sessions", index)
    return None
