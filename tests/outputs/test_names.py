from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from planner.outputs.names import file_stems

ANY_ID = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=120),
    st.sampled_from(
        ["..", ".", "/", "con", "NUL.txt", "com1", "lpt¹", "a/../b", "C:\\x", "ada", "Ada", "ADA", "é", "é"]
    ),
)


def test_plain_ids_keep_their_names() -> None:
    """An ordinary id is the name of its file."""
    assert file_stems(["ada", "bo.b", "cy+1", "李"]) == {
        "ada": "ada",
        "bo.b": "bo.b",
        "cy+1": "cy+1",
        "李": "李",
    }


def test_case_and_composition() -> None:
    """Ids that some file systems do not tell apart get different names; the first keeps its own."""
    stems = file_stems(["Ada", "ada", "\u00e9", "e\u0301"])
    assert stems["Ada"] == "Ada"
    assert len({stem.casefold() for stem in stems.values()}) == 4


def test_devices() -> None:
    """Names that Windows takes for devices are changed."""
    for name in ("con", "NUL", "com1", "LPT9", "aux.b", "prn"):
        assert file_stems([name])[name].lower().split(".")[0] not in {
            "con",
            "nul",
            "com1",
            "lpt9",
            "aux",
            "prn",
        }


def test_stable_when_others_come() -> None:
    """A changed name depends on its id only."""
    assert file_stems(["../x"])["../x"] == file_stems(["ada", "con", "../x"])["../x"]


@given(st.lists(ANY_ID, max_size=12))
def test_any_ids(ids: list[str]) -> None:
    """Whatever the ids, the names are distinct, plain and short."""
    stems = file_stems(ids)
    assert stems.keys() == set(ids)
    assert len({stem.casefold() for stem in stems.values()}) == len(stems)
    for stem in stems.values():
        assert re.fullmatch(r"\w[\w.+-]*", stem)
        assert not stem.endswith(".")
        assert len(stem.encode()) <= 100
