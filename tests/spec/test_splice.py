"""Splicing: a change of a YAML text touches its own lines, and nothing else."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.documents import KeyPath, parse_yaml
from planner.findings import InputError
from planner.spec.edit import edited, source_text
from planner.spec.splice import Append, Change, Drop, Put, flow, plain, spliced

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("examples/*/constraints.yaml"), *ROOT.glob("tests/data/*.yaml")])
TEXTS = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in FILES}
ODD = """\
# What people write
version: 1
course: {title: "Odd",   code: odd}   # two spaces
term:
    start: 2024-01-01
    meetings:
    - days: [Mon,
             Thu]   # twice
      start: '10:00'
      end: "11:00"
    # a comment below
    no_class:

papers:
  must: [
    a,   # the first
    b,
  ]
  never:
  - x

  # why not
  - y
  total: {max: 30}
people:
  - id: ada
    name: >
      Ada
      Lovelace

  - {id: bo}
topics: []
"""
TEXTS["odd"] = ODD


def paths(value: Any, above: KeyPath = ()) -> Iterator[KeyPath]:
    """Every path of a value, but its root."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield (*above, key)
        yield from paths(child, (*above, key))


def at(value: Any, path: KeyPath) -> Any:
    """What stands at a path."""
    for part in path:
        value = value[part]
    return value


PLACES = {name: list(paths(parse_yaml(text, name).value)) for name, text in TEXTS.items()}
VALUES = st.one_of(
    st.integers(0, 400),
    st.sampled_from(["a", "15:30", "NO", "with: colon", "it's", 'say "so"', "a, b", "- x", "Ü", "tab\there", "# no"]),
    st.fixed_dictionaries({"paper": st.sampled_from(["a", "b c"]), "date": st.just("2024-01-01")}),
    st.lists(st.sampled_from(["a", "x: y"]), max_size=2),
)


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, Change]:
    """One change of one of the texts."""
    name = draw(st.sampled_from(sorted(TEXTS)))
    path = draw(st.sampled_from(PLACES[name]))
    kind = draw(st.sampled_from(["put", "drop", "append", "new"]))
    if kind == "drop":
        return name, Drop(path)
    if kind == "append":
        return name, Append(path, draw(VALUES))
    if kind == "new":
        root = parse_yaml(TEXTS[name], name).value
        while not isinstance(at(root, path), dict):
            path = path[:-1]
        new = draw(st.sampled_from([("pins",), ("limits", "max"), ("a b",)]))
        path = (*path, *new)
        return name, Put(path, draw(VALUES)) if draw(st.booleans()) else Append(path, draw(VALUES))
    return name, Put(path, draw(VALUES))


ENDS = st.sampled_from(["\n", "\r\n"])


@settings(max_examples=300, deadline=None)
@given(changes(), ENDS, st.booleans(), st.booleans())
def test_one_change_touches_its_own_lines(made: tuple[str, Change], end: str, mark: bool, ended: bool) -> None:
    """The value is what was asked for; the lines that differ stand together; line ends and the mark stay."""
    name, change = made
    text = ("\ufeff" if mark else "") + TEXTS[name].replace("\n", end)
    text = text if ended else text.rstrip()
    try:
        new: str | None = spliced(text, [change])
    except InputError as problem:
        said = str(problem)
        new = None
    if new is None:
        assert isinstance(change, Append)  # an entry cannot be added to what is a mapping
        assert "is no list" in said
        return
    root, value = parse_yaml(text.lstrip("\ufeff"), name).value, parse_yaml(new.lstrip("\ufeff"), name).value
    if isinstance(change, Put):
        assert at(value, change.path) == plain(change.value)
    elif isinstance(change, Append):
        assert at(value, change.path)[-1] == plain(change.value)
    else:
        assert change.path not in list(paths(value)) or isinstance(change.path[-1], int)
    old_lines, new_lines = text.splitlines(keepends=True), new.splitlines(keepends=True)
    matcher = difflib.SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    differ = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    lines = own_lines(text, change.path)
    assert all(low in lines and (high - 1 in lines or high == low) for _, low, high, _, _ in differ), differ
    assert new.startswith("\ufeff") == mark
    assert "\r\n" in new or end == "\n" or "\n" not in text
    assert "\n" not in new.replace("\r\n", "") or end == "\n"
    assert root != value or not differ or isinstance(change, Put)


def own_lines(text: str, path: KeyPath) -> range:
    """The lines of the nearest part above or at a path, with the line after it, where more of it may come."""
    node: Any = yaml.compose(text.removeprefix("\ufeff"))
    first = 0
    for part in path:
        children = node.value if isinstance(node, yaml.CollectionNode) else []
        if isinstance(node, yaml.MappingNode):
            found = next(((key, child) for key, child in children if key.value == part), None)
        else:
            found = (children[part], children[part]) if isinstance(part, int) and children else None
        if found is None or (len(children) == 1 and first):
            break
        node, first = found[1], found[0].start_mark.line - 1
    return range(max(first, 0), node.end_mark.line + 2)


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (Put(("course", "title"), "Even"), '{title: "Odd",   code', '{title: "Even",   code'),
        (Put(("term", "meetings", 0, "start"), "9:00"), "start: '10:00'", "start: '9:00'"),
        (Append(("papers", "must"), "c"), "    b,\n", "    b, c,\n"),
        (Drop(("papers", "must", 0)), "    a,   # the first\n", ""),
        (Append(("papers", "never"), "z"), "  - y\n", "  - y\n  - z\n"),
        (Drop(("papers", "never", 1)), "  - y\n", ""),
        (Put(("papers", "total", "min"), 3), "{max: 30}", "{max: 30, min: 3}"),
        (Drop(("papers", "total", "max")), "  total: {max: 30}\n", ""),
        (
            Append(("term", "no_class"), {"date": "2024-01-08"}),
            "no_class:\n",
            "no_class:\n      - {date: 2024-01-08}\n",
        ),
        (Drop(("people", 1)), "  - {id: bo}\n", ""),
        (Drop(("people", 0, "id")), "- id: ada\n    name", "- name"),
        (Append(("topics",), {"id": "x"}), "topics: []", "topics:\n  - {id: x}"),
        (Append(("pins",), {"paper": "a"}), "topics: []\n", "topics: []\npins:\n  - {paper: a}\n"),
        (Put(("reading", "per_session", "max"), 2), "topics: []\n", "topics: []\nreading: {per_session: {max: 2}}\n"),
        (Put(("course", "url"), "https://x.org/a?b"), "code: odd}", 'code: odd, url: "https://x.org/a?b"}'),
    ],
)
def test_where_a_change_goes(change: Change, old: str, new: str) -> None:
    """Beside what is like it, in its style."""
    assert ODD.count(old) == 1
    assert spliced(ODD, [change]) == ODD.replace(old, new)


def test_several_changes() -> None:
    """One after the other."""
    new = spliced("a: 1\nb: [x]\n", [Put(("a",), 2), Append(("b",), "y"), Drop(("b", 0))])
    assert new == "a: 2\nb: [y]\n"


@pytest.mark.parametrize(
    ("text", "change", "said"),
    [
        ("a: &x [1]\nb: *x\n", Append(("b",), 2), "b cannot be changed without touching other parts"),
        ("a: 1\n", Drop(("b",)), "b is not there"),
        ("a: 1\n", Put(("a", "b"), 1), "a is neither list nor mapping"),
        ("a: {b: 1}\n", Append(("a",), 1), "a is no list"),
        ("a: [1]\n", Put(("a", 4), 1), r"a\[4\] is not there"),
        ("a: 1\n", Drop(()), "the file cannot be changed as a whole"),
    ],
)
def test_what_cannot_be_changed(text: str, change: Change, said: str) -> None:
    """It is refused, never damaged."""
    with pytest.raises(InputError, match=said):
        spliced(text, [change])


@given(VALUES)
def test_values_are_read_back(value: Any) -> None:
    """Whatever is written on one line comes back."""
    assert parse_yaml(f"[{flow(value)}]", "x").value == [plain(value)]


@pytest.mark.parametrize(
    ("text", "path", "number", "new"),
    [
        ("r: {count: 2}", ("r", "count", "max"), 3, "r: {count: {min: 2, max: 3}}"),
        ("r: {id: x}", ("r", "count", "max"), 3, "r: {id: x, count: {min: 1, max: 3}}"),
        ("r: {minutes: 240}", ("r", "minutes", "max"), 300, "r: {minutes: 300}"),
        ("r: {papers: {min: 2}}", ("r", "papers", "min"), None, "r: {papers: {min: 0}}"),
        ("r: {a: 1, papers: {max: 2}}", ("r", "papers", "max"), None, "r: {a: 1}"),
        ("r: {a: 1, minutes: 9}", ("r", "minutes", "max"), None, "r: {a: 1}"),
        ("a: 1", ("reading", "every_session"), None, "a: 1\nreading: {every_session: false}\n"),
        ("r: [x, y]", ("r", 0), None, "r: [y]"),
        ("a: 1", ("b", "max"), None, "a: 1"),
    ],
)
def test_limits_are_moved(text: str, path: KeyPath, number: int | None, new: str) -> None:
    """As people write them: short, long, or not at all."""
    assert edited(text, [(path, number)]).rstrip() == new.rstrip()


def test_a_text_is_read_as_it_is(tmp_path: Path) -> None:
    """With its mark and its line ends."""
    (tmp_path / "c.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb: [x]\r\n")
    text = source_text(tmp_path / "c.yaml")
    assert edited(text, [(("a",), 2)], [(("b",), "{y: z}")]).encode() == b"\xef\xbb\xbfa: 2\r\nb: [x, {y: z}]\r\n"
