"""The course without dates: which papers share a session, and the topics' blocks as intervals.

Where sessions keep to one topic, all dates but their order within a block follow from the packs (sets of papers of one
session) and from where each block starts. So this small question has a tight bound for the goals of papers, and its
answer is nearly a plan. It is a relaxation: every plan of the course without people is an answer of it with the same
values; the rules that it leaves out can only make plans worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from planner.measure import Step
from planner.problem.decision import Decision
from planner.problem.problem import Paper, Problem, Range, SearchSettings
from planner.rule import PackGoal, Rule, Undated
from planner.solve.solver import Solution, StopFlag
from planner.solve.undated.drafts import on_dates, open_sessions
from planner.solve.undated.packs import NO_TOPIC, Pack
from planner.solve.undated.tables import most_by_sessions, sizes_of

Linear = Any

MOST_SESSIONS = 8
"""Topics that may have more sessions get no table."""


@dataclass(frozen=True)
class Block:
    """A topic's sessions with readings side by side: whether there are any, the first place, and that after the last.

    Places number the sessions that no event blocks, from 0 on.
    """

    present: Linear
    start: Linear
    end: Linear

    @property
    def parts(self) -> tuple[Linear, Linear, Linear]:
        """The three variables."""
        return self.present, self.start, self.end


class BlockModel:
    """Packs, and blocks on the axis of the sessions that no event blocks, for the pieces of rules to constrain.

    It has what ``build`` of a goal of read papers asks of a model: ``problem``, ``cp``, ``memory``, ``variables.read``.
    """

    def __init__(self, problem: Problem, rules: Sequence[Rule], packs: Sequence[Pack]) -> None:
        self.problem, self.packs, self.variables = problem, packs, self
        self.cp = cp_model.CpModel()
        self.memory: dict[str, Any] = {}
        self.chosen = [self.cp.new_bool_var(f"pack {number}") for number in range(len(packs))]
        self._read = {paper: self.cp.new_bool_var(f"{paper} read") for paper in problem.papers}
        self.open = open_sessions(problem)
        blocked = sum(event.sessions for event in problem.events.values() if event.blocks)
        self.most_open = len(problem.sessions) - blocked
        self.sessions = {
            topic: self.cp.new_int_var(0, self.most_open, f"sessions of {topic}")
            for topic in (*problem.topics, NO_TOPIC)
        }
        self.all_sessions = cp_model.LinearExpr.sum(list(self.sessions.values()))
        self.blocks: dict[str, Block] = {}
        self._intervals: list[Any] = []
        self._count_packs()
        pieces = [rule for rule in rules if isinstance(rule, Undated)]
        for rule in sorted(pieces, key=lambda rule: not getattr(rule, "makes_blocks", False)):
            rule.build_undated(self)
        self.cp.add_no_overlap(self._intervals)

    def read(self, paper: str) -> Linear:
        """Some session requires the paper."""
        return self._read[paper]

    def limit(self, expression: Linear, limits: Range) -> None:
        """The limits of a range."""
        if limits.min is not None:
            self.cp.add(expression >= limits.min.value)
        if limits.max is not None:
            self.cp.add(expression <= limits.max.value)

    def make_block(self, topic: str) -> None:
        """Let the sessions with readings of a topic stand side by side; none where events still have a choice."""
        if self.open is None:
            return
        last, length = len(self.open), self.sessions[topic]
        present = self.cp.new_bool_var(f"{topic} has readings")
        start = self.cp.new_int_var(0, last, f"start of {topic}")
        end = self.cp.new_int_var(0, last, f"end of {topic}")
        self.cp.add(length >= 1).only_enforce_if(present)
        self.cp.add(length == 0).only_enforce_if(present.negated())
        self._intervals.append(self.cp.new_optional_interval_var(start, length, end, present, f"block of {topic}"))
        self.blocks[topic] = Block(present, start, end)

    def block(self, topic: str | None) -> Block | None:
        """The block of a topic, where it has one here."""
        return self.blocks.get(topic or "")

    def places(self, allowed: frozenset[int]) -> list[int]:
        """The places of the sessions, by index, that no event blocks."""
        return [place for place, session in enumerate(self.open or ()) if session in allowed]

    def _count_packs(self) -> None:
        """A read paper is in one chosen pack; each pack takes a session of its topic."""
        by_paper: dict[str, list[Linear]] = {paper: [] for paper in self.problem.papers}
        by_topic: dict[str, list[Linear]] = {topic: [] for topic in self.sessions}
        for pack, chosen in zip(self.packs, self.chosen, strict=True):
            by_topic[pack.topic].append(chosen)
            for paper in pack.papers:
                by_paper[paper].append(chosen)
        for paper, packs in by_paper.items():
            self.cp.add(cp_model.LinearExpr.sum(packs) == self._read[paper])
        for topic, packs in by_topic.items():
            self.cp.add(cp_model.LinearExpr.sum(packs) == self.sessions[topic])
        self.cp.add(self.all_sessions <= self.most_open)

    def add_tables(self, settings: SearchSettings, flag: StopFlag) -> None:
        """Bound how many papers, and how much priority, each topic reads in its number of sessions."""
        papers = self.problem.papers
        by_topic: dict[str, list[Pack]] = {topic: [] for topic in self.sessions}
        for pack in self.packs:
            by_topic[pack.topic].append(pack)
        for topic, packs in by_topic.items():
            if topic == NO_TOPIC:
                continue
            limit = self.problem.topics[topic].sessions.max
            most = min(len(packs), self.most_open, MOST_SESSIONS if limit is None else limit.value)
            if most < 1 or (limit is None and most == MOST_SESSIONS):
                continue
            sizes = sizes_of(self.cp, self.sessions[topic], most)
            for weigh in (_number, _priority):
                scores = [sum(weigh(papers[paper]) for paper in pack.papers) for pack in packs]
                table = most_by_sessions(packs, scores, most, settings, flag)
                read = sum(weigh(paper) * self._read[paper.id] for paper in self.problem.topic_papers[topic])
                self.cp.add(read <= sum(amount * sizes[number] for number, amount in table.items()))

    def objective(self, step: Step) -> Linear:
        """The figure of a step's goal over the chosen packs, to be made small."""
        goal = step.goals[0]
        if not isinstance(goal, PackGoal):
            standing_in: Any = self
            return step.build(standing_in)[0].expression
        scores = [goal.pack_score(self.problem, pack.papers) for pack in self.packs]
        if goal.pack_combine == "sum":
            return step.sign * cp_model.LinearExpr.weighted_sum(self.chosen, scores)
        highest = self.cp.new_int_var(0, max(scores, default=0), goal.name)
        for chosen, score in zip(self.chosen, scores, strict=True):
            self.cp.add(highest >= score * chosen)
        return step.sign * highest

    def draft(self, solution: Solution) -> Decision | None:
        """The packs on the dates that their blocks give them; None where dates are open, or papers beside blocks."""
        if self.open is None:
            return None
        chosen: dict[str, list[tuple[str, ...]]] = {}
        for pack, taken in zip(self.packs, self.chosen, strict=True):
            if solution.value(taken):
                chosen.setdefault(pack.topic, []).append(pack.papers)
        if not self.blocks.keys() >= chosen.keys():
            # Where the sessions of a topic need not stand side by side, nothing says when they are.
            return None
        starts = {topic: solution.value(self.blocks[topic].start) for topic in chosen}
        return on_dates(self.problem, self.open, chosen, starts)

    def values_of(self, other: BlockModel, solution: Solution) -> dict[int, int]:
        """Values by variable index that say here what a solution says of a model with some of these packs."""
        taken = {pack for pack, chosen in zip(other.packs, other.chosen, strict=True) if solution.value(chosen)}
        values = {chosen.index: int(pack in taken) for pack, chosen in zip(self.packs, self.chosen, strict=True)}
        values |= {read.index: solution.value(other._read[paper]) for paper, read in self._read.items()}
        values |= {sessions.index: solution.value(other.sessions[topic]) for topic, sessions in self.sessions.items()}
        for topic, block in self.blocks.items():
            if topic in other.blocks:
                pairs = zip(block.parts, other.blocks[topic].parts, strict=True)
                values |= {mine.index: solution.value(its) for mine, its in pairs}
        return values


def _number(paper: Paper) -> int:
    return 1


def _priority(paper: Paper) -> int:
    return paper.priority
