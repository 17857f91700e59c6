"""The section ``publish``: what it may say is what can be written."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest
from pydantic import ValidationError

from planner.outputs import FORMATS
from planner.spec.publish import Format, Publish


def test_every_format_may_be_named() -> None:
    """The formats of the file are those that can be written."""
    assert set(get_args(Format)) == set(FORMATS)


@pytest.mark.parametrize(("text", "minutes"), [("30m", 30), ("2h", 120), ("2d", 2880), ("1 w", 10080), ("90M", 90)])
def test_reminders(text: str, minutes: int) -> None:
    """Minutes, hours, days or weeks."""
    assert Publish.model_validate({"remind": text}).remind == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "said",
    [{"remind": "0d"}, {"remind": "soon"}, {"formats": ["doc"]}, {"names": "last"}, {"due": "x"}, {"personal": "no"}],
)
def test_what_it_may_not_say(said: dict[str, object]) -> None:
    """Words that mean nothing here."""
    with pytest.raises(ValidationError):
        Publish.model_validate(said)
