"""``plan-course edit``: change a plan by hand."""

from __future__ import annotations

import json
import shlex
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.cli.options import Folder, reserve

if TYPE_CHECKING:
    from planner.api import Course, Edited
    from planner.plans.plan import Plan

ASKED = {"swaps": "PERSON", "where": "PAPER", "stand-ins": "SEAT"}
MOST = 12


@click.command(
    "edit",
    epilog="Example: plan-course edit examples/cs839/constraints.yaml where omega",
)
@click.argument("constraints", type=click.Path(path_type=Path))
@click.argument("verb", required=False)
@click.argument("words", nargs=-1)
@click.option(
    "--from",
    "table",
    type=click.Path(path_type=Path),
    metavar="TABLE",
    help="Read an edited duties.csv or duties.xlsx back as edits.",
)
@click.option("-o", "--output", type=Folder(), metavar="DIR", help="The plan's folder (default: plan/ beside).")
@click.option("--optional/--required", default=None, help="For move and add: listed only, or required.")
@click.option("--pin", is_flag=True, help="Write the edit into CONSTRAINTS as pins, too.")
@click.option("--anyway", is_flag=True, help="Write plan.yaml (and nothing else) even where rules break.")
@click.option("--dry-run", is_flag=True, help="Say what breaks and what it costs; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(
    constraints: Path,
    verb: str | None,
    words: tuple[str, ...],
    table: Path | None,
    output: Path | None,
    optional: bool | None,
    pin: bool,
    anyway: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Make one edit on the plan of CONSTRAINTS, and say what it breaks and costs, goal by goal.

    \b
    move THING DATE        a paper, an event, or a topic's block
    swap ONE OTHER         two papers, two dates, or the people of two seats
    assign PERSON SEAT     in the place of the only holder where the seat is full
    unassign SEAT          the seat empty
    add THING DATE         a paper that is not in the plan, or an event
    remove THING           a paper with its duties, or an event
    swaps PERSON           everybody with whom a person can change seats, the best first
    where PAPER            every date of a paper, and what it would break or cost there
    stand-ins SEAT         everybody who could take a seat over

    A seat is DATE:ROLE, or DATE:ROLE:PAPER. The plan and its files are written where all rules hold. An edit outranks
    goals: it stands until it is undone or edited again. Exit codes: 0 done, 1 a rule breaks (nothing is written without
    --anyway), 2 the input is wrong.
    """
    from planner import api
    from planner.cli.terminal import answering, print_findings

    folder = output if output is not None else constraints.parent / "plan"
    if (verb is None) == (table is None):
        raise click.UsageError("say a verb (move, swap, assign, …), or --from TABLE")
    asked = verb in ASKED
    if not (dry_run or asked):
        reserve(folder)
    plan = api.read_standing(folder / "plan.yaml")
    course, decision = api.course_for_edits(constraints, plan)
    if asked and verb is not None:
        if len(words) != 1:
            raise click.UsageError(f"{verb} takes {ASKED[verb]}")
        return _ask(course, api.decision_for(course, plan), verb, words[0], as_json)
    if table is not None:
        from planner.api.tables import edits_from_table

        edits = edits_from_table(course, decision, table)
    else:
        edits = api.in_words(course, decision, verb or "", words, optional)
    edited = api.edit(course, decision, edits)
    # A pin that says otherwise is changed with --pin.
    errors = [finding for finding in edited.verdict.errors if not (pin and finding.code == "pins")]
    rules_hold = not errors
    written = not dry_run and (rules_hold or anyway) and edited.decision != decision
    if written:
        new = api.plan_of(course, edited.decision, plan)
        said = "--from " + shlex.quote(str(table)) if table is not None else shlex.join([verb or "", *words])
        text = api.pinned_text(course, decision, edited.decision) if pin else None
        command_line = f"plan-course edit {shlex.quote(str(constraints))} {said}"
        write_edited(folder, new, command_line, constraints, text, only_plan=not rules_hold)
    if not quiet and not as_json:
        print_findings(errors)
    with answering():
        if as_json:
            click.echo(json.dumps(as_record(edited, written), ensure_ascii=False, indent=2, default=str))
        elif not quiet:
            _print(edited)
            click.echo(_outcome(len(errors), written, folder, dry_run))
    return 0 if rules_hold or written else 1


def write_edited(
    folder: Path, plan: Plan, written_by: str, constraints: Path, text: str | None, *, only_plan: bool = False
) -> None:
    """Write a plan and, with a ``text``, constraints.yaml: both or none."""
    from planner.cli.plan import write_plan_files
    from planner.saving import write_file

    before = constraints.read_bytes() if text is not None else b""
    if text is not None:
        write_file(constraints, text.encode())
    try:
        write_plan_files(folder, plan, written_by, only_plan=only_plan)
    except BaseException:
        if text is not None:
            write_file(constraints, before)
        raise


def as_record(edited: Edited, written: bool = False) -> dict[str, Any]:
    """An edit and its verdict as plain data."""
    verdict = edited.verdict
    goals = [{**asdict(goal), "change": goal.change} for goal in verdict.goals]
    return {
        "edits": [{key: value for key, value in asdict(one).items() if value is not None} for one in edited.edits],
        "texts": edited.texts,
        "new": [asdict(finding) for finding in verdict.new],
        "gone": [asdict(finding) for finding in verdict.gone],
        "standing": [asdict(finding) for finding in verdict.standing],
        "goals": goals,
        "change": verdict.change,
        "keeps_rules": verdict.keeps_rules,
        "written": written,
    }


def _print(edited: Edited) -> None:
    """What was done, and each goal that it changes."""
    from planner.cli.terminal import printable

    for text in edited.texts:
        click.echo(printable(text))
    for finding in edited.verdict.gone:
        click.echo(printable(f"  no longer broken: {finding.message}"))
    changed = [goal for goal in edited.verdict.goals if goal.change != "same"]
    for goal in changed:
        click.echo(f"  {goal.goal}: {goal.before:g} → {goal.after:g} {goal.unit} ({goal.change})")
    if not changed:
        click.echo("  no goal changes")


def _outcome(broken: int, written: bool, folder: Path, dry_run: bool) -> str:
    rules = f"{broken} {'rule is' if broken == 1 else 'rules are'} broken"
    if dry_run:
        return "nothing is written (--dry-run)" + (f"; {rules}" if broken else "")
    if not broken:
        return f"written to {folder}/" if written else "nothing changes"
    return f"{rules}; {'plan.yaml is written anyway' if written else 'nothing is written (--anyway writes plan.yaml)'}"


def _ask(course: Course, decision: Any, verb: str, name: str, as_json: bool) -> int:
    """Answer what an edit would do, everywhere."""
    from planner import api
    from planner.cli.terminal import answering, printable

    if verb == "where":
        found = [place.edited for place in api.where(course, decision, name)]
    elif verb == "swaps":
        found = [swap.edited for swap in api.swaps(course, decision, name)]
    else:
        found = list(api.stand_ins_of(course, decision, name))
    with answering():
        if as_json:
            click.echo(json.dumps([as_record(one) for one in found], ensure_ascii=False, indent=2, default=str))
            return 0
        shown = found if verb == "where" else found[:MOST]
        for one in shown:
            click.echo(printable(f"{'; '.join(one.texts)}: {_short(one)}"))
        if len(found) > len(shown):
            click.echo(f"… and {len(found) - len(shown)} more (--json shows them)")
        if not found:
            click.echo("there is none")
    return 0


def _short(edited: Edited) -> str:
    """What it breaks, else what gets worse."""
    verdict = edited.verdict
    if verdict.breaks:
        more = f" (and {len(verdict.breaks) - 1} more)" if len(verdict.breaks) > 1 else ""
        return f"breaks: {verdict.breaks[0].message}{more}"
    worse = verdict.worse
    if worse is None:
        return "keeps all rules" + (", and is better" if verdict.change == "better" else ", costs nothing")
    return f"keeps all rules; {worse.goal} {worse.before:g} → {worse.after:g} {worse.unit}"
