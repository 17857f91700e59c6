"""Assignment of papers to people by bids: a course whose papers and dates are pinned, and three people a paper.

Who holds a seat where is all that is left to decide: bounded duties, conflicts of interest, and the satisfaction of the
worst-off person, then everybody's. The same bytes for the same size and seed.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.benchmarks.files import course_text

START = date(2027, 1, 4)
A_SESSION = 6
"""Papers of one session."""


def bids_text(papers: int, people: int, seed: int = 0) -> str:
    """The constraints.yaml of an assignment of so many papers to so many people."""
    random = Random(f"bids {papers} {people} {seed}")
    sessions = -(-papers // A_SESSION)
    dates = [str(START + timedelta(weeks=session)) for session in range(sessions)]
    seats = 3 * papers
    names = [f"p{number}" for number in range(papers)]
    return course_text(
        {
            "version": 1,
            "course": {"title": f"{papers} papers, {people} people", "code": "bids"},
            "term": {
                "start": dates[0],
                "end": dates[-1],
                "timezone": "UTC",
                "meetings": [{"days": ["Mon"], "start": "09:00", "end": "17:00"}],
            },
            "papers": {"must": names, "details": {name: {"title": name, "minutes": 60} for name in names}},
            "reading": {"per_session": {"papers": {"min": 1, "max": A_SESSION}}},
            "people": [_person(random, number, names) for number in range(people)],
            "roles": [{"id": "reviewer", "per": "paper", "count": 3}],
            "duties": {
                "per_person": {"min": seats // people, "max": -(-seats // people) + 1},
                "per_session": {"max": 3},
            },
            "pins": [{"paper": name, "date": dates[place // A_SESSION]} for place, name in enumerate(names)],
            "goals": ["worst_off", "preferences"],
        }
    )


def _person(random: Random, number: int, papers: list[str]) -> dict[str, Any]:
    """Bids on about one paper in eight, popular ones more often; a conflict or two."""
    weights = [1 / (1 + place % 20) for place in range(len(papers))]
    wished = dict.fromkeys(random.choices(papers, weights, k=max(3, len(papers) // 8)))
    scores = {paper: random.choice((10, 10, 7, 5, 3)) for paper in wished}
    others = [paper for paper in papers if paper not in wished]
    return {
        "id": f"r{number}",
        "prefers": {"papers": scores},
        "conflicts": sorted(random.sample(others, random.randint(0, 2))),
    }
