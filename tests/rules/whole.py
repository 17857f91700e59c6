"""A course that switches every rule on."""

from __future__ import annotations

from tests.courses import HEAD

TEXT = (
    HEAD
    + """
papers:
  must: [c2]
  never: [never]
  total: {min: 1, max: 2}
  same_session: [[c, b2]]
  apart: [[a, b]]
  mix: [{since: 2020, min: 20}]
  windows: [{ids: [a], from: 2024-01-08}]
  order: [{first: late, then: a}]
  details:
    a: {title: A, minutes: 60, topics: [t], tags: [background], dates: [2024-01-01]}
    b: {title: B, minutes: 60, topics: [u]}
    c: {title: C, minutes: 60, topics: [t]}
    d: {title: D, minutes: 60, topics: [u]}
    b2: {title: B2, minutes: 60, topics: [u]}
    c2: {title: C2, minutes: 60, topics: [t]}
    late: {title: Late, minutes: 60, topics: [t], tags: [background], after: [b2]}
    never: {title: Never, minutes: 60}
topics:
  - id: t
    papers: {goal: 1, max: 1}
    sessions: {max: 1}
    contiguous: true
    first: {tags: [background]}
    to: 2024-01-04
  - {id: u, after: [t]}
events:
  - {id: talk, title: Talk, dates: [2024-01-01], readings: true, topic: t, papers: [c]}
  - {id: exam, title: Exam, dates: [2024-01-11]}
reading:
  per_session: {papers: {max: 1}, minutes: {goal: 50, max: 60}}
  per_week: {minutes: {max: 60}}
  topics_per_session: 1
  optional_per_session: {max: 1}
  compose: [{tag: background, max: 0}]
  lighter: [{from: 2024-01-01, minutes: {max: 30}}]
  exceptions: [{dates: [2024-01-15], papers: {min: 2, max: 2}}]
  in_a_row: [{topic: t, max: 2}]
people:
  - {id: ada, unavailable: [2024-01-01], roles: [presenter, scribe], conflicts: [a], prefers: {papers: [c]}}
  - {id: bo, roles: [scribe]}
roles:
  - {id: presenter, per: paper, class_minutes: 50}
  - {id: scribe, per: session, count: {min: 0, max: 1}, class_minutes: 50, per_person: {min: 2, max: 2}}
duties: {per_person: {min: 1, max: 2}, different_roles: 2, gap: 3, gap_days: 8,
  within: [{to: 2024-01-04, role: scribe, max: 1}]}
pins: [{paper: late, date: 2024-01-22}]
"""
)
