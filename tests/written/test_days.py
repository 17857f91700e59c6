"""Days as people write them: every form means the day that it was made of, and nothing is ever guessed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.written import Unclear
from planner.written.days import Span, TwoMeanings, is_range, read_day, read_days, reads_one_way

QUICK = settings(deadline=None, derandomize=True, max_examples=150)
TERM = Span(date(2024, 8, 26), date(2025, 2, 14))
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WITH_YEAR = (
    *("{Y}-{M:02}-{D:02}", "{Y}-{M}-{D}", "{Y}/{M}/{D}", "{Y}.{M}.{D}", "{D}.{M}.{Y}", "{D:02}.{M:02}.{Y}"),
    *("{D}. {M}. {Y}", "{D}.{M}.{y}", "{D} {B} {Y}", "{D} {b} {Y}", "{B} {D}, {Y}", "{b} {D} {Y}", "{b}. {D}, {Y}"),
    *("{D}-{b}-{Y}", "{D}-{b}-{y}", "{D}th of {B} {Y}", "{B} {D}th, {Y}", "{Y} {b} {D}", "{a}, {D} {b} {Y}"),
    *(
        "{A} {B} {D}, {Y}",
        "{A}, {Y}-{M:02}-{D:02}",
        "{D} {B} {Y} ({a})",
        "  {D}  {b}   {Y} ",
        "{Y}-{M:02}-{D:02} 00:00",
    ),
)
WITHOUT_YEAR = (
    "{D}.{M}.",
    "{D}.{M}",
    "{D} {B}",
    "{D} {b}",
    "{B} {D}",
    "{b} {D}",
    "{D}-{b}",
    "{b}. {D}th",
    "{a} {b} {D}",
)
SLASHED = ("{M}/{D}/{Y}", "{M:02}/{D:02}/{y}", "{M}-{D}-{Y}")

days = st.dates(date(1950, 1, 1), date(2099, 12, 31))
days_of_the_term = st.integers(0, 172).map(lambda number: TERM.first + timedelta(days=number))


def written(form: str, day: date) -> str:
    """A day in a form; ``y`` is the year in two digits, capitals are whole names."""
    month, weekday = MONTHS[day.month - 1], DAYS[day.weekday()]
    names = {"B": month, "b": month[:3], "A": weekday, "a": weekday[:3]}
    return form.format(Y=day.year, y=f"{day.year % 100:02}", M=day.month, D=day.day, **names)


@QUICK
@given(days, st.sampled_from(WITH_YEAR))
def test_every_form_with_a_year(day: date, form: str) -> None:
    """It means that day, whatever the term, in any case."""
    if "{y}" in form and not 2000 <= day.year <= 2099:
        return
    text = written(form, day)
    assert read_day(text) == read_day(text.upper()) == read_day(text.lower(), TERM) == day
    assert not is_range(text)


@QUICK
@given(days_of_the_term, st.sampled_from(WITHOUT_YEAR))
def test_every_form_without_a_year(day: date, form: str) -> None:
    """The term says the year, which no text without a term has."""
    text = written(form, day)
    assert read_day(text, TERM) == day
    assert read_day(text, Span(day)) == day
    with pytest.raises(Unclear, match="year is missing"):
        read_day(text)


@QUICK
@given(days, st.sampled_from(SLASHED))
def test_slashes_are_never_guessed(day: date, form: str) -> None:
    """Day and month are read where one is above 12, both are equal, or somebody says which comes first."""
    if "{y}" in form and not 2000 <= day.year <= 2099:
        return
    text = written(form, day)
    if day.day <= 12 and day.day != day.month:
        with pytest.raises(TwoMeanings) as problem:
            read_day(text, TERM)
        assert day.isoformat() in str(problem.value)
        assert date(day.year, day.day, day.month).isoformat() in str(problem.value)
        assert read_day(text, month_first=False) == date(day.year, day.day, day.month)
        assert reads_one_way(text) is None
    else:
        assert read_day(text) == day
        assert reads_one_way(text) is (True if day.day != day.month else None)
    assert read_day(text, month_first=True) == day


@QUICK
@given(days_of_the_term, st.integers(0, 5), st.sampled_from(("{}/{}", "{} - {}", "{}–{}", "{} to {}", "{} until {}")))
def test_ranges(first: date, length: int, sign: str) -> None:
    """Two days with a sign between them, in the forms of single days."""
    last = min(first + timedelta(days=length), date(2025, 2, 14))
    for form in ("{Y}-{M:02}-{D:02}", "{D} {b} {Y}", "{b} {D}", "{D}.{M}.", "{a} {D} {b}"):
        text = sign.format(written(form, first), written(form, last))
        assert read_days(text, TERM) == (first, last), text
        assert is_range(text)
    if first.month == last.month:
        for text in (f"{first.day}–{written('{D} {B}', last)}", f"{written('{b} {D}', first)}-{last.day}"):
            assert read_days(text, TERM) == (first, last), text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("4/12/2024", '"4/12/2024" may be 4 Dec 2024 or 12 Apr 2024; write 2024-12-04 or 2024-04-12'),
        ("4/12", '"4/12" may be 4 Dec or 12 Apr; write "4 Dec" or "12 Apr"'),
        ("Tue Dec 4", '"Tue Dec 4": 2024-12-04 is a Wed'),
        ("March 20", '"March 20" is no day of the term (2024-08-26 to 2025-02-14); write the year'),
        ("30.02.2024", 'there is no day "30.02.2024"'),
        ("13/14", 'there is no day "13/14"'),
        ("Feb 30", 'there is no day "Feb 30"'),
        ("Smarch 4", 'expected a date such as 2023-03-06, not "Smarch 4"'),
        ("2024-13-01", 'there is no day "2024-13-01"'),
        ("today", 'expected a date such as 2023-03-06, not "today"'),
        ("", 'expected a date such as 2023-03-06, not ""'),
    ],
)
def test_what_is_not_clear(text: str, message: str) -> None:
    """The message says why, and what to write."""
    with pytest.raises(Unclear) as problem:
        read_day(text, TERM)
    assert str(problem.value) == message


def test_a_year_that_the_term_has_twice() -> None:
    """A day that comes twice in a long term needs its year."""
    with pytest.raises(Unclear, match="may be 2024-09-01 or 2025-09-01; write the year"):
        read_day("1 Sep", Span(date(2024, 8, 1), date(2025, 12, 1)))


@QUICK
@given(st.text(max_size=90))
def test_any_text(text: str) -> None:
    """Whatever is written is a day, or unclear; never anything else."""
    for read in (read_day, read_days):
        with suppress(Unclear):
            read(text, TERM)
    assert reads_one_way(text[:80]) in (True, False, None)
