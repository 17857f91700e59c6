"""The topics that a starter would make of a catalogue's keywords, with counts; merged, or dropped, as somebody says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.documents import shown
from planner.findings import Finding, InputError, did_you_mean, error
from planner.folding import slug
from planner.problem.papers import topics_of
from planner.spec.catalogs.entry import CatalogEntry

MOST_TOPICS = 7


@dataclass(frozen=True)
class Choices:
    """What becomes of topics: ``merged`` says under which name, ``dropped`` are none."""

    merged: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()

    def apply(self, entries: Sequence[CatalogEntry]) -> list[CatalogEntry]:
        """The entries with the topics that are left; raises InputError for topics that no paper has."""
        known = {topic for entry in entries for topic in topics_of(entry.paper)}
        findings = [_unknown(name, known) for name in (*self.merged, *sorted(self.dropped)) if name not in known]
        if findings:
            raise InputError(findings)
        return [self._applied(entry) for entry in entries] if self.merged or self.dropped else list(entries)

    def _applied(self, entry: CatalogEntry) -> CatalogEntry:
        own = topics_of(entry.paper)
        left = list(dict.fromkeys(self.merged.get(topic, topic) for topic in own if topic not in self.dropped))
        if tuple(left) == own:
            return entry
        return replace(entry, paper=entry.paper.model_copy(update={"topic": None, "topics": left or None}))


def _unknown(name: str, known: Iterable[str]) -> Finding:
    return error("topic", f"no paper has the topic {shown(name)}{did_you_mean(name, known)}", None, name)


def read_choices(merges: Iterable[str], drops: Iterable[str]) -> Choices:
    """Choices of texts such as ``ml=deep learning,neural networks``; raises InputError for those that are none."""
    merged: dict[str, str] = {}
    findings: list[Finding] = []
    for text in merges:
        name, equals, topics = text.partition("=")
        names = [slug(topic) for topic in topics.split(",") if slug(topic)]
        if not equals or not re.search(r"\w", name) or not names:
            findings.append(error("topic", f"--merge: expected NAME=TOPIC,TOPIC, not {shown(text)}"))
        merged |= dict.fromkeys(names, slug(name))
    if findings:
        raise InputError(findings)
    dropped = {slug(topic) for text in drops for topic in text.split(",") if slug(topic)}
    return Choices(merged, frozenset(dropped - merged.keys()))


def counted(entries: Iterable[CatalogEntry]) -> list[tuple[str, int]]:
    """Every topic with the number of papers that have it, the commonest first."""
    counts = Counter(topic for entry in entries for topic in topics_of(entry.paper))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def common_topics(entries: Sequence[CatalogEntry], most: int) -> list[str]:
    """The commonest topics, by main topics; where these leave most papers out (keywords in any order), by all of them.

    A keyword that more than half of the papers have tells nothing apart.
    """
    main = Counter(topic for entry in entries for topic in topics_of(entry.paper)[:1])
    named = Counter(topic for entry in entries for topic in topics_of(entry.paper))
    telling = Counter({topic: count for topic, count in named.items() if count * 2 <= len(entries) and count > 1})
    covered = sum(count for _, count in main.most_common(most))
    ranked = telling if telling and covered * 2 < len(entries) else main
    return [topic for topic, _ in ranked.most_common(most)]


def main_topic(entry: CatalogEntry, declared: Sequence[str]) -> str | None:
    """The first of a paper's topics that the course declares."""
    return next((topic for topic in topics_of(entry.paper) if topic in declared), None)


def topics_written(text: str) -> list[tuple[str, str]]:
    """The topics of a starter's text, with the number of papers that it says beside each."""
    listed = re.findall(r"^  - \{id: (.{1,200}), papers: .*\}    # ([0-9]+ papers?)$", text, re.MULTILINE)
    return [(name.strip('"'), papers) for name, papers in listed]
