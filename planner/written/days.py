"""Days as people write them, each read where it has one meaning.

``2024-12-04``, ``2024-12-4``, ``4 Dec 2024``, ``December 4th, 2024``, ``27.04.``, ``Wed, Dec 4``; ranges such as
``2024-10-21/2024-10-23``, ``Oct 21 - Oct 23``, ``21–23 October``. A day without a year is the only one that the term
admits. Numbers with slashes and no year in front are day and month, or month and day: they are read only where one of
them is above 12, both are equal, or whoever asks knows which comes first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.text import shown
from planner.written import Unclear
from planner.written.weekdays import WEEKDAYS, WORD, named_weekday

LONGEST = 80
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FULL = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_NUMBERS = {
    **{month.lower(): number for number, month in enumerate(_MONTHS, 1)},
    **{name: number for number, name in enumerate(_FULL, 1)},
    "sept": 9,
}
_WEEKDAY = rf"(?:{WORD}|(?-i:Mo|Tu|We|Th|Fr|Sa|Su))\.?"
_WEEKDAY_AROUND = re.compile(rf"^\(?({_WEEKDAY})\)?(?:, ?| )|(?:, ?| )\(?({_WEEKDAY})\)?$", re.IGNORECASE)
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_BETWEEN = r"(?: ?[-/] ?| )"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})\.?(?:[T ]00:00(?::00)?)?",
        r"(?P<day>\d{1,2})\. ?(?P<number>\d{1,2})(?:\. ?(?P<year>\d{4}|\d\d)?)?",
        rf"{_DAY}(?:{_BETWEEN}| of )?{_MONTH}(?:(?:, ?|{_BETWEEN})(?P<year>\d{{4}}|(?<=-)\d\d))?",
        rf"{_MONTH}{_BETWEEN}?{_DAY}(?:(?:, ?|{_BETWEEN})(?P<year>\d{{4}}))?",
        rf"(?P<year>\d{{4}}){_BETWEEN}{_MONTH}{_BETWEEN}{_DAY}",
    )
)
_NUMBERS = re.compile(r"(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d\d))?(?:[T ]00?:00(?::00)?)?", re.ASCII)
_RANGE_SIGN = re.compile(r" ?[–—] ?| -{1,3} | ?\.\.\.? ?| (?:to|till?|until|through|thru) |-|/", re.IGNORECASE)

_ISO_RANGE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2}) ?/ ?([^/]+)", re.ASCII)


@dataclass(frozen=True)
class Span:
    """The days that a text without a year may mean: ``first`` to ``last``; without ``last`` the next such day."""

    first: date
    last: date | None = None

    def __str__(self) -> str:
        return f"{self.first} to {self.last}" if self.last else f"from {self.first} on"


@dataclass(frozen=True)
class _Day:
    """What a text says of a day; a part that it leaves out is None."""

    day: int
    month: int
    year: int | None = None
    month_first: bool | None = None
    """Whether numbers with slashes were taken month first; None where no such question arises."""


class TwoMeanings(Unclear):
    """Numbers that may be day and month, or month and day."""


def read_day(text: str, span: Span | None = None, month_first: bool | None = None) -> date:
    """The one day that a text means; raises Unclear.

    ``month_first`` says how numbers with slashes are meant where nothing in the text does.
    """
    bare, weekday = _without_weekday(_tidy(text))
    meanings = _meanings(bare)
    if not meanings:
        raise Unclear(f"expected a date such as 2023-03-06, not {shown(text)}")
    if len(meanings) > 1 and month_first is not None:
        meanings = [meaning for meaning in meanings if meaning.month_first == month_first]
    if len(meanings) > 1:
        raise TwoMeanings(_two_meanings(text, meanings))
    day = _dated(meanings[0], span, text)
    if weekday is not None and WEEKDAYS[day.weekday()] != weekday:
        raise Unclear(f"{shown(text)}: {day} is a {WEEKDAYS[day.weekday()]}")
    return day


def read_days(text: str, span: Span | None = None, month_first: bool | None = None) -> tuple[date, date]:
    """The first and last day of a day or of a range of days, as written, in whatever order; raises Unclear."""
    tidy = _tidy(text)
    if _meanings(_without_weekday(tidy)[0]):
        day = read_day(text, span, month_first)
        return day, day
    halves = _halves(tidy)
    if halves is None:
        raise Unclear(f"expected a date such as 2023-03-06, not {shown(text)}")
    return read_day(halves[0], span, month_first), read_day(halves[1], span, month_first)


def is_range(text: str) -> bool:
    """Whether a text has the form of a range of days."""
    tidy = " ".join(text.split())
    return len(tidy) <= LONGEST and not _meanings(_without_weekday(tidy)[0]) and _halves(tidy) is not None


def reads_one_way(text: str) -> bool | None:
    """How the numbers with slashes of a text must be meant: True is month first, False day first, None either or none.

    One text that can be read in one way only decides for a whole column of a table.
    """
    tidy = _tidy(text)
    found = [_meanings(_without_weekday(part)[0]) for part in (tidy, *(_halves(tidy) or ()))]
    ways = {meanings[0].month_first for meanings in found if len(meanings) == 1} - {None}
    return ways.pop() if len(ways) == 1 else None


def week_of(day: date) -> tuple[date, date]:
    """The calendar week of a day, Monday first."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _tidy(text: str) -> str:
    """The text on one line and of a length that a date may have."""
    tidy = " ".join(text.split())
    if len(tidy) > LONGEST:
        raise Unclear(f"expected a date such as 2023-03-06, not {shown(text)}")
    return tidy


def _without_weekday(text: str) -> tuple[str, str | None]:
    """The text without a weekday before or behind it, and that weekday."""
    found = _WEEKDAY_AROUND.search(text)
    if found is None:
        return text, None
    return (text[: found.start()] + text[found.end() :]).strip(), named_weekday(found[1] or found[2])


def _meanings(text: str) -> list[_Day]:
    """What a text may mean; two meanings only for numbers that do not say which is the month."""
    if found := _NUMBERS.fullmatch(text):
        return _of_numbers(int(found[1]), int(found[3]), _year(found[4]))
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            month = int(parts["number"]) if parts.get("number") else _MONTH_NUMBERS.get(parts["month"].lower())
            if month is not None:
                return [_Day(int(parts["day"]), month, _year(parts.get("year")))]
    return []


def _of_numbers(one: int, other: int, year: int | None) -> list[_Day]:
    if one == other:
        return [_Day(one, other, year)]
    day_first, month_first = _Day(one, other, year, False), _Day(other, one, year, True)
    possible = [meaning for meaning in (day_first, month_first) if meaning.month <= 12]
    return possible or [replace(day_first, month_first=None)]


def _year(text: str | None) -> int | None:
    return None if not text else int(text) if len(text) == 4 else 2000 + int(text)


def _dated(meaning: _Day, span: Span | None, text: str) -> date:
    """The day with its year, which may have to come from the term."""
    if meaning.year is not None:
        return _existing(meaning, meaning.year, text)
    _existing(meaning, 2000, text)  # a leap year
    if span is None:
        raise Unclear(f"the year is missing in {shown(text)}")
    years = range(span.first.year, (span.last.year if span.last else span.first.year + 8) + 1)
    days = [day for year in years if (day := _possible(meaning, year)) and day >= span.first]
    if span.last is not None:
        days = [day for day in days if day <= span.last]
    elif days:
        return days[0]
    if not days:
        raise Unclear(f"{shown(text)} is no day of the term ({span}); write the year")
    if len(days) > 1:
        raise Unclear(f"{shown(text)} may be {' or '.join(map(str, days))}; write the year")
    return days[0]


def _existing(meaning: _Day, year: int, text: str) -> date:
    day = _possible(meaning, year)
    if day is None:
        raise Unclear(f"there is no day {shown(text)}")
    return day


def _possible(meaning: _Day, year: int) -> date | None:
    try:
        return date(year, meaning.month, meaning.day)
    except ValueError:
        return None


def _two_meanings(text: str, meanings: list[_Day]) -> str:
    spoken, written = [], []
    for meaning in meanings:
        month = _MONTHS[meaning.month - 1]
        year = f" {meaning.year}" if meaning.year is not None else ""
        spoken.append(f"{meaning.day} {month}{year}")
        iso = f"{meaning.year}-{meaning.month:02}-{meaning.day:02}"
        written.append(iso if meaning.year is not None else f'"{meaning.day} {month}"')
    return f"{shown(text)} may be {' or '.join(spoken)}; write {' or '.join(written)}"


def _halves(tidy: str) -> tuple[str, str] | None:
    """The two ends of a range, each a day by itself; None where the text is no range."""
    if found := _ISO_RANGE.fullmatch(tidy):
        return found[1], found[2]
    for sign in _RANGE_SIGN.finditer(tidy):
        halves = _completed(tidy[: sign.start()], tidy[sign.end() :])
        if halves is not None:
            return halves
    return None


def _completed(first: str, last: str) -> tuple[str, str] | None:
    """The two halves of a range as days by themselves: ``Oct 21`` and ``23`` are ``Oct 21`` and ``Oct 23``."""
    bare_first, bare_last = _without_weekday(first)[0], _without_weekday(last)[0]
    if re.fullmatch(r"\d{1,2}\.?", bare_last) and (month := re.search(r"[a-z]{3,9}", bare_first, re.IGNORECASE)):
        last = f"{bare_last.rstrip('.')} {month[0]}"
        if year := re.search(r"\d{4}", bare_first):
            last += f" {year[0]}"
    elif re.fullmatch(r"\d{1,2}\.?", bare_first):
        meant = _meanings(bare_last)
        if len(meant) != 1 or meant[0].month_first is not None or meant[0].month > 12:
            return None
        first = f"{bare_first.rstrip('.')} {_MONTHS[meant[0].month - 1]}"
        if meant[0].year is not None:
            first += f" {meant[0].year}"
    elif _meanings(bare_first) and (year := re.search(r"\d{4}$", bare_last)) and not re.search(r"\d{4}", bare_first):
        first = f"{first.rstrip('.')}{_joined(bare_last, year[0])}"
    readable = _meanings(_without_weekday(first)[0]) and _meanings(_without_weekday(last)[0])
    return (first, last) if readable else None


def _joined(text: str, year: str) -> str:
    """The year as the other half of the range has it: ``/2024``, ``.2024`` or `` 2024``."""
    sign = text[: -len(year)].rstrip()[-1:]
    return f"{sign}{year}" if sign in ("/", ".", "-") else f" {year}"
