"""One folding of ids, names and titles."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.folding import Names, folded, folded_name, folded_title, slug


@pytest.mark.parametrize(
    "name",
    [
        "José Ñuñez",
        unicodedata.normalize("NFD", "José Ñuñez"),
        "  jose   NUNEZ ",
        "Ñuñez, José",
        "NUÑEZ,José",
        "Jos\u00adé Ñuñez\u200b",
    ],
)
def test_one_person(name: str) -> None:
    """Composed or not, with or without accents, in any case and order."""
    assert folded_name(name) == "jose nunez"


def test_letters_that_no_accent_makes() -> None:
    """Letters of their own are compared as people without them on the keyboard write them."""
    assert folded_name("Søren Łukasz Đorđević") == "soren lukasz dordevic"
    assert folded("Weiß’s  “Æsir” – one") == 'weiss\'s "aesir" - one'
    assert folded_name("King, Martin Luther, Jr.") == "king, martin luther, jr."


def test_titles_and_slugs() -> None:
    """Titles compare by their words; slugs keep what makes C++ no C."""
    assert folded_title("TensorFlow: a System (for ML)!") == "tensorflow a system for ml"
    assert slug("Études  C++ & Go") == "etudes-c++-go"


@given(st.text(max_size=60))
def test_folding_twice(text: str) -> None:
    """What is folded stays as it is, in whatever form of Unicode it came."""
    assert folded(folded(text)) == folded(text)
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


def test_meaning() -> None:
    """An exact id wins, then a folded one, then a name or title; two of one rank are both given."""
    names = Names(
        [("ada", "Ada Berg"), ("Ada", "Ada Lund"), ("bo", "Bo Lund"), ("b2", "bo  lund"), ("t", "Tracing: now")]
    )
    assert names.meant("ada") == ("ada",)
    assert names.meant("ADA") == ("ada", "Ada")
    assert names.meant("Berg, Ada") == ("ada",)
    assert names.meant("Bo Lund") == ("bo", "b2")
    assert names.meant("tracing now") == ("t",)
    assert names.meant("nobody") == names.meant("") == ()


def test_a_slug_of_many_dots_takes_linear_time() -> None:
    """A row of dots that does not end the text: four times as long takes about four times as long."""

    def taken(number: int) -> float:
        began = time.process_time()
        assert slug("a" + "." * number + "b" + "." * 9) == "a" + "." * number + "b"
        return time.process_time() - began

    taken(1_000)
    assert taken(400_000) < 4 * 2.5 * taken(100_000) + 0.3
