"""``plan-course explain``: why no plan exists, and the cheapest ways out."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.completion import ids_of
from planner.cli.options import search_options, search_settings, settings_option

if TYPE_CHECKING:
    from planner.api import Course
    from planner.plans.plan import Plan
    from planner.reasons.explanation import Explanation


@click.command("explain", epilog="Example: plan-course explain examples/cs839/constraints.yaml --topic serving")
@click.argument("constraints", type=click.Path(path_type=Path))
@settings_option
@search_options
@click.option("--plan", "plan_file", type=click.Path(path_type=Path), metavar="FILE", help="Default: plan/plan.yaml.")
@click.option(
    "--paper",
    shell_complete=ids_of("papers"),
    metavar="ID",
    help="Why a paper is out, or where else it could go and at what cost.",
)
@click.option("--person", shell_complete=ids_of("people"), metavar="ID", help="Why somebody has these duties.")
@click.option("--date", shell_complete=ids_of("dates"), metavar="DATE", help="What binds a date.")
@click.option(
    "--topic",
    shell_complete=ids_of("topics"),
    metavar="ID",
    help="How a topic stands, and what one paper more or less would cost.",
)
@click.option(
    "--apply", type=click.IntRange(1), metavar="N", help="Write constraints.yaml with repair N, comments kept."
)
@click.option("--json", "as_json", is_flag=True, help="Print the explanation as JSON.")
@click.option("-v", "--verbose", is_flag=True, help="Print every requirement, also where a shorter word is true.")
def command(
    constraints: Path,
    settings: tuple[str, ...],
    time_limit: float | None,
    workers: int | None,
    seed: int | None,
    reproducible: bool,
    plan_file: Path | None,
    paper: str | None,
    person: str | None,
    date: str | None,
    topic: str | None,
    apply: int | None,
    as_json: bool,
    verbose: bool,
) -> int:
    """Say why CONSTRAINTS allow no plan: arithmetic, a minimal set of requirements, and the cheapest repairs.

    With --paper, --person, --date or --topic: why it is so in a plan, and what it would cost otherwise, each answer
    computed by solving the counter-question.

    Without any one of the set the others can hold together. Each repair has been verified by solving. Reads the course
    and, for a question, its plan (plan/plan.yaml beside it, unless --plan names one); writes nothing, but with --apply
    the file itself, its comments kept. Exit codes: 0 a plan exists or the question is answered, 1 no plan exists, 2 the
    input is wrong, 3 not known within the time limit.
    """
    from planner import api, read_plan
    from planner.cli.terminal import answering, warn
    from planner.saving import write_file

    search = search_settings(time_limit, workers, seed, reproducible)
    questions = {"paper": paper, "person": person, "date": date, "topic": topic}
    if any(questions.values()):
        plan = read_plan(plan_file or constraints.parent / "plan" / "plan.yaml")[0]
        return _why(api.load_for(constraints, plan, search), plan, questions, as_json)
    course = api.load(constraints, search, settings=settings)
    explanation = api.explain(course)
    with answering():
        if as_json:
            click.echo(json.dumps(asdict(explanation), ensure_ascii=False, indent=2, default=str))
        else:
            print_explanation(explanation, verbose)
    if apply is not None and explanation.exists is False:
        text = api.repaired(constraints, explanation, apply)
        write_file(constraints, text.encode())
        warn(f"repair {apply} is written to {constraints}")
        return 0
    return {True: 0, False: 1, None: 3}[explanation.exists]


def _why(course: Course, plan: Plan, questions: dict[str, str | None], as_json: bool) -> int:
    """Answer the questions on a plan, each line as it is known; as JSON when all are."""
    from planner import api
    from planner.cli.terminal import answering, printable

    answers: list[dict[str, object]] = []
    for about in ("paper", "person", "date", "topic"):
        name = questions[about]
        if name is not None:
            answers.append({"about": about, "name": name, "answer": (said := list[str]())})
            for line in map(str, api.why(course, plan, about, name)):
                said += line.splitlines()
                with answering():
                    for part in line.splitlines() if not as_json else ():
                        click.echo(printable(part))
    if as_json:
        with answering():
            click.echo(json.dumps(answers, ensure_ascii=False, indent=2))
    return 0


def print_explanation(explanation: Explanation, verbose: bool) -> None:
    """The three parts, on stdout."""
    from planner.cli.terminal import printable

    if explanation.exists:
        click.echo("a plan exists; nothing stands in its way")
        return
    for finding in explanation.arithmetic:
        click.echo(printable(f"by arithmetic: {finding}"))
    if explanation.exists is False and not explanation.members:
        click.echo("no plan exists; which few requirements cannot hold together was not found within the time limit")
        return
    if explanation.exists is None:
        click.echo("whether a plan exists is not known within the time limit (--time-limit gives more)")
        return
    if explanation.headline:
        click.echo(printable(f"no plan exists: {explanation.headline}"))
    if verbose or not explanation.headline:
        sure = "without any one of them the others can" if explanation.minimal else "perhaps fewer would do"
        click.echo(f"these requirements cannot hold together ({sure}):")
        for member in explanation.members:
            click.echo(printable(f"  {member.where}: {member.message}"))
    for fact in explanation.facts if verbose else explanation.facts[:3]:
        click.echo(printable(f"  fact: {fact.where}: {fact.message}"))
    if explanation.repairs:
        click.echo("ways out, cheapest first:")
        for number, repair in enumerate(explanation.repairs, 1):
            click.echo(printable(f"  {number}. {repair.text}"))
    else:
        click.echo("no way out was found within the time limit (--time-limit gives more)")
