"""The paper catalogue holds every item of the reading lists it was made from, each paper once."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
COUNTS = {
    "aisys2023": ("bullets", 54),
    "reading-list-2023a": ("entries", 97),
    "cs294-sp22": ("links", 50),
    "cs839": ("entries", 24),
    "reading-list-2023b": ("entries", 98),
}
# Read on 9 March 2023; the list's text has lost them.
LOST = {("mlperf-training", "aisys2023"), ("mlperf-inference", "aisys2023")}


def load(path: str) -> Any:
    """Read one of the project's YAML files."""
    return yaml.load((ROOT / path).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


PAPERS: list[dict[str, Any]] = load("data/mlsys.yaml")["papers"]
VENUES: dict[str, dict[str, int]] = load("data/venues.yaml")["venues"]
TABLES: dict[str, dict[str, Any]] = load("tests/data/seed_items.yaml")


def ids_of(item: dict[str, Any]) -> list[str]:
    """Return the papers that an item names: none for an event."""
    return list(item.get("ids", [item["id"]] if "id" in item else []))


def listed(seed: str) -> set[str]:
    """Return all papers that a reading list names."""
    return {paper for item in TABLES[seed]["items"] for paper in ids_of(item)}


def normalised(title: str) -> str:
    """Reduce a title to its letters and digits."""
    return re.sub(r"[\W_]+", "", title.casefold())


def test_every_reading_list_has_a_table() -> None:
    """The tables are those of the five lists."""
    assert set(TABLES) == set(COUNTS)


@pytest.mark.parametrize("seed", COUNTS)
def test_table_has_the_stated_count(seed: str) -> None:
    """Each table says how many items its list has, and has as many."""
    unit, count = COUNTS[seed]
    assert TABLES[seed][unit] == len(TABLES[seed]["items"]) == count


@pytest.mark.parametrize("seed", COUNTS)
def test_item_is_a_paper_or_an_event(seed: str) -> None:
    """Each item of a list names papers or is marked as an event, never both."""
    wrong = [item["text"] for item in TABLES[seed]["items"] if bool(ids_of(item)) == bool(item.get("event", False))]
    assert wrong == []


@pytest.mark.parametrize("seed", COUNTS)
def test_entry_names_the_list(seed: str) -> None:
    """Each paper of a list is in the catalogue, and its entry names the list."""
    naming = {paper["id"] for paper in PAPERS if seed in paper["seeds"]}
    assert listed(seed) - naming == set()


def test_claims_are_in_the_tables() -> None:
    """What an entry says about the lists is so, but for two lost readings, which stand in the other lists."""
    wrong = {(paper["id"], seed) for paper in PAPERS for seed in paper["seeds"] if paper["id"] not in listed(seed)}
    assert wrong == LOST
    assert all(len(paper["seeds"]) == len(set(paper["seeds"])) > 0 for paper in PAPERS)


def test_ids_are_unique_sorted_slugs() -> None:
    """Ids are unique ASCII slugs, and the file is sorted by them."""
    ids = [paper["id"] for paper in PAPERS]
    assert ids == sorted(set(ids))
    assert [name for name in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []


def test_titles_are_distinct() -> None:
    """No two entries have the same title but for case and punctuation."""
    counts = Counter(normalised(paper["title"]) for paper in PAPERS)
    assert [title for title, count in counts.items() if count > 1] == []


def test_urls_are_distinct() -> None:
    """No two entries have the same address."""
    counts = Counter(paper["url"] for paper in PAPERS if "url" in paper)
    assert [url for url, count in counts.items() if count > 1] == []


def test_topics_are_those_of_the_header() -> None:
    """The topics that occur are exactly those that the file's header explains."""
    text = (ROOT / "data/mlsys.yaml").read_text(encoding="utf-8")
    table = text.split("same vocabulary:\n")[1].split("\n#\n")[0]
    explained = set(re.findall(r"^#   ([a-z-]+) ", table, re.MULTILINE))
    assert {topic for paper in PAPERS for topic in paper["topics"]} == explained


def test_venues_have_usual_lengths() -> None:
    """Every venue that occurs has a usual length, or the entry its own pages; no length is unused."""
    assert {p["venue"] for p in PAPERS if "venue" in p and "pages" not in p} - set(VENUES) == set()
    assert set(VENUES) - {p["venue"] for p in PAPERS if "venue" in p} == set()
    assert all(set(usual) == {"pages"} and usual["pages"] > 0 for usual in VENUES.values())
