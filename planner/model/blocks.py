"""The course without dates: which papers share a session, and the topics' blocks as intervals.

Where sessions keep to one topic, all dates but their order within a block follow from the packs (sets of papers of one
session) and from where each block starts. So this small question has a tight bound for the goals of papers, and its
answer is nearly a plan. It is a relaxation: every plan of the course without people is an answer of it with the same
values; the rules that it leaves out can only make plans worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ortools.sat.python import cp_model

from planner.model.drafts import on_dates, open_sessions
from planner.model.objective import combined
from planner.model.packs import Pack
from planner.model.solver import Solution, StopFlag, set_hints
from planner.model.tables import most_by_sessions, sizes_of
from planner.problem.decision import Decision
from planner.problem.problem import Paper, Problem, Range, SearchSettings
from planner.rule import Goal, PackGoal

Linear = Any

MOST_SESSIONS = 8
"""Topics that may have more sessions get no table."""


class BlockModel:
    """Packs, and blocks on the axis of the sessions that no event blocks.

    It has what ``build`` of a goal of read papers asks of a model: ``problem``, ``cp``, ``memory``, ``variables.read``.
    """

    def __init__(self, problem: Problem, packs: Sequence[Pack]) -> None:
        self.problem, self.packs, self.variables = problem, packs, self
        self.cp = cp_model.CpModel()
        self.memory: dict[str, Any] = {}
        self.chosen = [self.cp.new_bool_var(f"pack {number}") for number in range(len(packs))]
        self._read = {paper: self.cp.new_bool_var(f"{paper} read") for paper in problem.papers}
        self.open = open_sessions(problem)
        self.sessions = {
            topic: self.cp.new_int_var(0, self._most_open(), f"sessions of {topic}") for topic in self._topics()
        }
        self._count_packs()
        self._limit_papers()
        self.blocks = self._place_blocks() if self.open is not None else {}
        self._order()

    def _topics(self) -> list[str]:
        return list(self.problem.topics)

    def _most_open(self) -> int:
        blocked = sum(event.sessions for event in self.problem.events.values() if event.blocks)
        return len(self.problem.sessions) - blocked

    def read(self, paper: str) -> Linear:
        """Some session requires the paper."""
        return self._read[paper]

    def _count_packs(self) -> None:
        """A read paper is in one chosen pack; each pack takes a session of its topic."""
        by_paper: dict[str, list[Linear]] = {paper: [] for paper in self.problem.papers}
        by_topic: dict[str, list[Linear]] = {topic: [] for topic in self.problem.topics}
        for pack, chosen in zip(self.packs, self.chosen, strict=True):
            by_topic[pack.topic].append(chosen)
            for paper in pack.papers:
                by_paper[paper].append(chosen)
        total = cp_model.LinearExpr.sum
        for paper, packs in by_paper.items():
            self.cp.add(total(packs) == self._read[paper])
        for topic, packs in by_topic.items():
            self.cp.add(total(packs) == self.sessions[topic])
        sessions = total(list(self.sessions.values()))
        most = self._most_open()
        if self.problem.reading.every_session is not None:
            self.cp.add(sessions == most)
        else:
            self.cp.add(sessions <= most)

    def _limit_papers(self) -> None:
        problem = self.problem
        for paper in problem.papers.values():
            if paper.must is not None:
                self.cp.add(self._read[paper.id] == 1)
        for pin in problem.pins:
            if pin.paper is not None:
                self.cp.add(self._read[pin.paper] == 1)
        self._limit(sum(self._read.values()), problem.total)
        for topic in problem.topics.values():
            self._limit(sum(self._read[paper.id] for paper in problem.topic_papers[topic.id]), topic.papers)
            by_events = sum(event.sessions for event in problem.topic_events[topic.id])
            if topic.sessions.max is not None:
                self.cp.add(self.sessions[topic.id] <= topic.sessions.max.value)
            if topic.sessions.min is not None:
                self.cp.add(self.sessions[topic.id] >= topic.sessions.min.value - by_events)

    def _limit(self, expression: Linear, limits: Range) -> None:
        if limits.min is not None:
            self.cp.add(expression >= limits.min.value)
        if limits.max is not None:
            self.cp.add(expression <= limits.max.value)

    def _place_blocks(self) -> dict[str, tuple[Linear, Linear, Linear]]:
        """By contiguous topic with readings: whether it has any, its first open session, and the one after its last."""
        assert self.open is not None
        blocks = {}
        for topic in self.problem.topics.values():
            if topic.contiguous is None:
                continue
            last = len(self.open)
            present = self.cp.new_bool_var(f"{topic.id} has readings")
            start = self.cp.new_int_var(0, last, f"start of {topic.id}")
            end = self.cp.new_int_var(0, last, f"end of {topic.id}")
            length = self.sessions[topic.id]
            self.cp.add(length >= 1).only_enforce_if(present)
            self.cp.add(length == 0).only_enforce_if(present.negated())
            blocks[topic.id] = (present, start, end)
            block = self.cp.new_optional_interval_var(start, length, end, present, f"block of {topic.id}")
            self.memory.setdefault("intervals", []).append(block)
            if topic.allowed is not None:
                self._window(topic.allowed, start, end, present)
        self.cp.add_no_overlap(self.memory.get("intervals", []))
        for paper in self.problem.papers.values():
            if paper.allowed is not None and paper.topic in blocks:
                _, start, end = blocks[paper.topic]
                self._reach(paper.allowed, start, end, self._read[paper.id])
        return blocks

    def _window(self, allowed: frozenset[int], start: Linear, end: Linear, when: Linear) -> None:
        """A block within the first and last of its allowed sessions."""
        places = [place for place, session in enumerate(self.open or ()) if session in allowed]
        if not places:
            self.cp.add(when == 0)
            return
        self.cp.add(start >= places[0]).only_enforce_if(when)
        self.cp.add(end <= places[-1] + 1).only_enforce_if(when)

    def _reach(self, allowed: frozenset[int], start: Linear, end: Linear, when: Linear) -> None:
        """A block that reaches between the first and last of a paper's allowed sessions."""
        places = [place for place, session in enumerate(self.open or ()) if session in allowed]
        if not places:
            self.cp.add(when == 0)
            return
        self.cp.add(start <= places[-1]).only_enforce_if(when)
        self.cp.add(end > places[0]).only_enforce_if(when)

    def _order(self) -> None:
        """Blocks before blocks, and papers before papers of other blocks."""
        blocks = self.blocks
        for block_order in self.problem.block_orders:
            if block_order.first in blocks and block_order.then in blocks:
                first, then = blocks[block_order.first], blocks[block_order.then]
                self.cp.add(first[2] <= then[1]).only_enforce_if([first[0], then[0]])
        for order in self.problem.orders:
            if order.first not in self._read or order.then not in self._read:
                continue
            both = [self._read[order.first], self._read[order.then]]
            if order.needs:
                self.cp.add_implication(both[1], both[0])
            topics = [self.problem.papers[paper].topic or "" for paper in (order.first, order.then)]
            if topics[0] == topics[1]:
                self.cp.add(self.sessions[topics[0]] >= 2).only_enforce_if(both)
            elif topics[0] in blocks and topics[1] in blocks:
                self.cp.add(blocks[topics[0]][2] <= blocks[topics[1]][1]).only_enforce_if(both)

    def add_tables(self, settings: SearchSettings, flag: StopFlag) -> None:
        """Bound how many papers, and how much priority, each topic reads in its number of sessions."""
        papers = self.problem.papers
        by_topic: dict[str, list[Pack]] = {topic: [] for topic in self.problem.topics}
        for pack in self.packs:
            by_topic[pack.topic].append(pack)
        for topic, packs in by_topic.items():
            limit = self.problem.topics[topic].sessions.max
            most = min(len(packs), self._most_open(), MOST_SESSIONS if limit is None else limit.value)
            if most < 1 or (limit is None and most == MOST_SESSIONS):
                continue
            sizes = sizes_of(self.cp, self.sessions[topic], most)
            for weigh in (_number, _priority):
                scores = [sum(weigh(papers[paper]) for paper in pack.papers) for pack in packs]
                table = most_by_sessions(packs, scores, most, settings, flag)
                read = sum(weigh(paper) * self._read[paper.id] for paper in self.problem.topic_papers[topic])
                self.cp.add(read <= sum(amount * sizes[number] for number, amount in table.items()))

    def objective(self, goal: Goal) -> Linear:
        """The goal's figure over the chosen packs, to be made small."""
        sign = 1 if goal.best == "low" else -1
        if isinstance(goal, PackGoal):
            scores = [goal.pack_score(self.problem, pack.papers) for pack in self.packs]
            if goal.pack_combine == "sum":
                return sign * cp_model.LinearExpr.weighted_sum(self.chosen, scores)
            highest = self.cp.new_int_var(0, max(scores, default=0), goal.name)
            for chosen, score in zip(self.chosen, scores, strict=True):
                self.cp.add(highest >= score * chosen)
            return sign * highest
        standing_in: Any = self
        return sign * combined(standing_in, goal, goal.build(standing_in))

    def draft(self, solution: Solution) -> Decision | None:
        """The packs on the dates that their blocks give them; None where dates are open, or papers beside blocks."""
        if self.open is None or len(self.blocks) < len(self.problem.topics):
            return None
        chosen: dict[str, list[tuple[str, ...]]] = {}
        for pack, taken in zip(self.packs, self.chosen, strict=True):
            if solution.value(taken):
                chosen.setdefault(pack.topic, []).append(pack.papers)
        starts = {topic: solution.value(self.blocks[topic][1]) for topic in chosen}
        return on_dates(self.problem, self.open, chosen, starts)

    def start_at(self, other: BlockModel, solution: Solution) -> None:
        """Hint the solution of a model that has some of these packs."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        taken = {pack for pack, chosen in zip(other.packs, other.chosen, strict=True) if solution.value(chosen)}
        for pack, chosen in zip(self.packs, self.chosen, strict=True):
            self.cp.add_hint(chosen, int(pack in taken))
        for paper, read in self._read.items():
            self.cp.add_hint(read, solution.value(other._read[paper]))
        for topic, sessions in self.sessions.items():
            self.cp.add_hint(sessions, solution.value(other.sessions[topic]))
            for mine, its in zip(self.blocks.get(topic, ()), other.blocks.get(topic, ()), strict=True):
                self.cp.add_hint(mine, solution.value(its))

    def hint(self, solution: Solution) -> None:
        """Start the next solve from this one."""
        assert solution.values is not None
        set_hints(self.cp, dict(enumerate(solution.values)))


def _number(paper: Paper) -> int:
    return 1


def _priority(paper: Paper) -> int:
    return paper.priority
