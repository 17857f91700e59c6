"""From what people wrote to what is to be solved: every name resolved, every fault told at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from planner.findings import (
    Finding,
    InputError,
    Where,
    did_you_mean,
    error,
    nearest_first,
    note,
    sorted_findings,
    warning,
)
from planner.problem.calendar import build_calendar
from planner.problem.deadlines import build_deadlines
from planner.problem.earlier import Repair, earlier_in, past_papers, past_sessions, splice, term_as_planned
from planner.problem.papers import (
    KnownPaper,
    build_mixes,
    build_orders,
    build_papers,
    candidate_ids,
    known_papers,
)
from planner.problem.past import with_past
from planner.problem.people import Staffing
from planner.problem.problem import CourseTitle, Problem, SearchSettings, WeighedStep
from planner.problem.ranges import range_at
from planner.problem.sessions import Calendar
from planner.problem.structure import Structure
from planner.problem.windows import build_spacings, build_windows
from planner.spec.course import Filter
from planner.spec.load import Spec


def build_problem(
    spec: Spec, goal_names: Collection[str], repair: Repair | None = None
) -> tuple[Problem, list[Finding]]:
    """The problem of one spec and the warnings and notes; raises InputError with all errors at once.

    ``goal_names`` are the goals that exist. With ``repair``, the past is as the earlier plan has it.
    """
    findings: list[Finding] = list(spec.findings)
    term = spec.course.term
    if repair is not None:
        term = term_as_planned(term, repair, spec.document.where("term", "sessions"), findings)
    calendar, about_dates = build_calendar(term, spec.document, Path(spec.folder))
    findings += about_dates
    if repair is not None:
        repair = repair.without_lost(calendar, spec.course.course.code, findings)
        calendar = splice(calendar, repair, spec.course.course.code, spec.document.where("term"), findings)
    known = known_papers(spec, findings)
    problem = _assemble(spec, calendar, known, findings, past_papers(repair), past_sessions(calendar, repair))
    if repair is not None:
        problem = with_past(problem, earlier_in(problem, repair), repair.plan)
    _check_limits(spec, problem, findings)
    _check_goals(problem, goal_names, findings)
    findings = sorted_findings(findings)
    if any(finding.severity == "error" for finding in findings):
        raise InputError(findings)
    return problem, findings


def _assemble(
    spec: Spec,
    calendar: Calendar,
    known: dict[str, KnownPaper],
    findings: list[Finding],
    past: frozenset[str],
    past_sessions: frozenset[int],
) -> Problem:
    course, place = spec.course, spec.document.where
    never = _never(spec, known, findings)
    _check_details(spec, known, findings)
    candidates = candidate_ids(spec, known, never, findings, past)
    papers = build_papers(spec, known, candidates, calendar, findings)
    orders, unreadable = build_orders(spec, known, papers, never, findings)
    structure = Structure(spec, calendar, known, findings)
    topics, events = structure.topics(papers), structure.events()
    staffing = Staffing(spec, calendar, known, papers, topics, events, findings)
    roles = staffing.roles()
    people = staffing.people(roles)
    solve = course.solve
    return Problem(
        course=CourseTitle(
            course.course.code,
            course.course.title,
            place("course"),
            course.course.url,
            tuple(course.course.instructors),
        ),
        calendar=calendar,
        papers=papers,
        topics=topics,
        events=events,
        roles=roles,
        people=people,
        reading=structure.reading(papers),
        duties=staffing.duty_limits(),
        where=place(),
        total=range_at(course.papers.total, place, "papers", "total"),
        orders=orders,
        unreadable=unreadable,
        block_orders=structure.block_orders(),
        same_session=structure.paper_sets("same_session", papers),
        apart=structure.paper_sets("apart", papers),
        mixes=build_mixes(spec, known, papers, findings),
        pins=structure.pins(
            roles, {entry.person.id: entry.person for entry in spec.people}, papers, events, past_sessions
        ),
        windows=build_windows(spec, calendar, known, papers, events, past, findings),
        spacings=build_spacings(spec, known, papers, events, findings),
        deadlines=build_deadlines(spec, calendar, events, roles, people, findings),
        never=never,
        goals=_goals(spec),
        search=SearchSettings(solve.time_limit, solve.workers, solve.seed),
        publish=course.publish,
        extensions=course.extensions,
    )


def _never(spec: Spec, known: Mapping[str, KnownPaper], findings: list[Finding]) -> dict[str, Where]:
    never = {}
    for index, paper_id in enumerate(spec.course.papers.never):
        where = spec.document.where("papers", "never", index)
        never[paper_id] = where
        if paper_id not in known:
            hint = did_you_mean(paper_id, known)
            findings.append(error("unknown-paper", f'paper "{paper_id}" is in no catalogue{hint}', where, paper_id))
    return never


def _check_details(spec: Spec, known: Mapping[str, KnownPaper], findings: list[Finding]) -> None:
    """A main topic that the course says of a paper must be one that it declares; a topic must be known somewhere."""
    declared = [topic.id for topic in spec.course.topics]
    catalogued = {t for entry in spec.catalog.values() for t in (entry.paper.topics or [])}
    for paper_id, details in spec.course.papers.details.items():
        place = ("papers", "details", paper_id)
        if details.topic is not None and details.topic not in declared:
            message = f'topic "{details.topic}" is not defined{did_you_mean(details.topic, declared)}'
            findings.append(error("unknown-topic", message, spec.document.where(*place, "topic"), paper_id))
        for index, topic in enumerate(details.topics or ()):
            if topic not in declared and topic not in catalogued:
                message = f'topic "{topic}" is not defined{did_you_mean(topic, declared)}'
                findings.append(error("unknown-topic", message, spec.document.where(*place, "topics", index), paper_id))


def _goals(spec: Spec) -> tuple[WeighedStep, ...] | None:
    if spec.course.goals is None:
        return None
    return tuple(
        WeighedStep(dict(step.weights), step.weighed, spec.document.where("goals", index))
        for index, step in enumerate(spec.course.goals)
    )


def _check_limits(spec: Spec, problem: Problem, findings: list[Finding]) -> None:
    """A course without papers; groups of papers that nothing can hold; limits that are missed by their absence."""
    bare = spec.course.papers.candidates == Filter() and not spec.catalog and bool(problem.events)
    if not problem.papers and not bare and not any(finding.code in _ABOUT_PAPERS for finding in findings):
        message, where = "the course has no papers: name a catalog, or put papers under papers.details", problem.where
        if spec.course.papers.candidates != Filter():
            message, where = "no paper matches all of this", spec.document.where("papers", "candidates", key=True)
        elif spec.catalog:
            message, where = "all papers are under papers.never", spec.document.where("papers", "never", key=True)
        findings.append(error("no-papers", message, where))
    _check_groups(problem, findings)
    reading = problem.reading
    if problem.papers and reading.papers.max is None and reading.minutes.max is None:
        message = "nothing limits papers or minutes per session; with goal `priority` everything is read"
        findings.append(warning("no-limit", message, problem.where))


# With one of these, papers are missing because of a slip that is told already.
_ABOUT_PAPERS = ("unknown-paper", "unknown-topic", "unknown-tag", "unknown-venue", "must-and-never")


def _check_groups(problem: Problem, findings: list[Finding]) -> None:
    """Warn of papers that belong into one session and cannot stand in one: nothing of the group can be read."""
    for group in problem.same_session:
        parted = [(set(apart.papers), apart.where, "are under papers.apart too") for apart in problem.apart]
        parted += [({order.first, order.then}, order.where, "have an order") for order in problem.orders]
        for papers, where, what in parted:
            both = [paper for paper in group.papers if paper in papers]
            if len(both) > 1:
                line = _line_of(where, group.where)
                message = f'"{both[0]}" and "{both[1]}" {what} ({line}); so neither can be read'
                findings.append(warning("parted-group", message, group.where, *both))
                break


def _line_of(where: Where, seen_from: Where) -> str:
    """A line as another line of the same file, or of another file, names it."""
    return where.told if where.file == seen_from.file else f"{where.file}:{where.line}"


def _check_goals(problem: Problem, known: Collection[str], findings: list[Finding]) -> None:
    """Goals exist, stand once, and leximin stands alone in its step."""
    seen: set[str] = set()
    for step in problem.goals or ():
        for name in step.weights:
            if name not in known:
                all_names = f"The goals, the nearest first: {', '.join(nearest_first(name, known))}"
                message = f'goal "{name}" is not defined{did_you_mean(name, known) or "."} {all_names}'
                findings.append(error("unknown-goal", message, step.where, name))
            elif name in seen:
                findings.append(error("repeated-goal", f'goal "{name}" stands twice', step.where, name))
            elif name == "leximin" and step.weighed:
                findings.append(error("weighed-leximin", "leximin cannot be weighed", step.where, name))
            seen.add(name)
    names = [name for step in problem.goals or () for name in step.weights]
    if "leximin" in names and "preferences" in names[names.index("leximin") :]:
        message = "after leximin, goal preferences decides nothing"
        findings.append(note("idle-goal", message, problem.where, "preferences"))
