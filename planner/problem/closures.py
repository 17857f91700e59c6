"""The ``no_class`` entries of a term as days: public holidays, days, ranges, events of a calendar file."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from planner.documents import Document, read_text
from planner.findings import Finding, InputError, Where, did_you_mean, error, note, warning
from planner.spec.term import NoClass, Term

NO_REASON = "No class"

# Names of holidays follow LANG and LANGUAGE unless a language is named; plans must not depend on those.
_LANGUAGE = "en_US"
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_LONGEST_REPEATED = 800  # days; longer than any term


@dataclass(frozen=True)
class Closure:
    """What one ``no_class`` entry says about one day; with clocks, only about meetings that start in them."""

    entry: int
    reason: str
    where: Where
    meets: bool = False
    from_time: time | None = None
    to_time: time | None = None

    def covers(self, start: time) -> bool:
        """Whether it speaks about a meeting that starts at this wall-clock time."""
        late_enough = self.from_time is None or self.from_time <= start
        return late_enough and (self.to_time is None or start < self.to_time)


@dataclass(frozen=True)
class Closures:
    """All that ``no_class`` says, by day of the term, in file order."""

    by_day: Mapping[date, tuple[Closure, ...]]

    def covering(self, day: date, start: time) -> list[Closure]:
        """The entries that speak about a meeting, closing it or taking it back, in file order."""
        return [closure for closure in self.by_day.get(day, ()) if closure.covers(start)]

    def closing(self, day: date, start: time) -> Closure | None:
        """The first entry that closes a meeting; None when it takes place, or an entry takes the day back."""
        covering = self.covering(day, start)
        if any(closure.meets for closure in covering):
            return None
        return covering[0] if covering else None


def read_closures(term: Term, document: Document, folder: Path) -> tuple[Closures, list[Finding]]:
    """The closures of a term, and what is wrong with the entries; never raises for bad input.

    ``folder`` is where relative ``ics`` paths start. Only the days of the term are kept.
    """
    findings: list[Finding] = []
    by_day: dict[date, list[Closure]] = {}
    for index, entry in enumerate(term.no_class):
        where = document.where("term", "no_class", index, _kind(entry))
        for day, title in _days(term, entry, index, document, folder, findings).items():
            reason = entry.reason or title
            closure = Closure(index, reason, where, entry.meets, entry.from_time, entry.to_time)
            by_day.setdefault(day, []).append(closure)
    return Closures({day: tuple(by_day[day]) for day in sorted(by_day)}), findings


def idle_closures(
    term: Term, document: Document, closures: Closures, meetings: Iterable[tuple[date, time]]
) -> list[Finding]:
    """Warnings and notes about entries that change nothing, given the days and starts that were to meet."""
    closing: set[int] = set()
    taking_back: set[int] = set()
    for day, start in meetings:
        covering = closures.covering(day, start)
        closed = {closure.entry for closure in covering if not closure.meets}
        closing |= closed
        if closed:
            taking_back |= {closure.entry for closure in covering if closure.meets}
    findings = []
    for index, entry in enumerate(term.no_class):
        where = document.where("term", "no_class", index, _kind(entry))
        first, last = entry.date or entry.from_, entry.date or entry.to
        dated = first is not None and last is not None
        if first is not None and last is not None and (last < term.start or term.end < first):
            days = first.isoformat() if first == last else f"{first} to {last}"
            message = f"{days} lies outside the term ({term.start} to {term.end})"
            findings.append(warning("outside-term", message, where, first.isoformat()))
        elif entry.meets and index not in taking_back:
            message = "this takes nothing back: no meeting is closed there"
            findings.append(note("idle-no-class", message, where))
        elif dated and not entry.meets and index not in closing:
            findings.append(note("idle-no-class", "this closes nothing: there is no meeting then", where))
    return findings


def _kind(entry: NoClass) -> str:
    """The key that says which days an entry names."""
    if entry.country is not None:
        return "country"
    if entry.ics is not None:
        return "ics"
    return "date" if entry.date is not None else "from"


def _days(
    term: Term, entry: NoClass, index: int, document: Document, folder: Path, findings: list[Finding]
) -> dict[date, str]:
    """The days of the term that an entry names, each with the title it has by itself."""
    if entry.country is not None:
        return _holidays(term, entry, index, document, findings)
    if entry.ics is not None:
        where = document.where("term", "no_class", index, "ics")
        return _calendar_days(term, entry, where, folder, findings)
    first, last = entry.date or entry.from_, entry.date or entry.to
    if first is None or last is None:  # the model refuses this
        return {}
    return dict.fromkeys(_within(term, first, (last - first).days + 1), NO_REASON)


def _within(term: Term, first: date, length: int) -> Iterator[date]:
    """The days of the term among ``length`` days from ``first``; ordinals, because dates overflow."""
    low = max(first.toordinal(), term.start.toordinal())
    high = min(first.toordinal() + length - 1, term.end.toordinal())
    return (date.fromordinal(ordinal) for ordinal in range(low, high + 1))


def _holidays(term: Term, entry: NoClass, index: int, document: Document, findings: list[Finding]) -> dict[date, str]:
    """The public holidays of a country, observed days among them."""
    import holidays
    from holidays.registry import COUNTRIES

    codes = {code for names in COUNTRIES.values() for code in names[1:] if len(code) <= 3}
    country = (entry.country or "").strip().upper()
    # The library would also take class names and stock exchanges; only country codes are meant here.
    if country not in codes:
        message = f'"{entry.country}" is no country code that is known{_country_hint(entry.country or "")}'
        findings.append(error("unknown-country", message, document.where("term", "no_class", index, "country")))
        return {}
    subdivision = None
    if entry.subdivision is not None:
        parts = holidays.country_holidays(country).get_subdivision_aliases()
        by_name = {alias.lower(): code for code, aliases in parts.items() for alias in aliases}
        by_name |= {code.lower(): code for code in parts}
        subdivision = by_name.get(entry.subdivision.strip().lower())
        if subdivision is None:
            hint = did_you_mean(entry.subdivision, [*parts, *(name for names in parts.values() for name in names)])
            message = f'"{entry.subdivision}" is no part of {country} that is known{hint}'
            where = document.where("term", "no_class", index, "subdivision")
            findings.append(error("unknown-subdivision", message, where))
            return {}
    years = range(term.start.year, term.end.year + 1)
    found = holidays.country_holidays(
        country, subdiv=subdivision, years=years, observed=True, expand=False, language=_LANGUAGE
    )
    days = {day: str(found[day]) for day in sorted(found) if term.start <= day <= term.end}
    wanted = {day: title for day, title in days.items() if _matches(entry, title)}
    if days and not wanted:
        place = document.where("term", "no_class", index, "match")
        told = ", ".join(dict.fromkeys(days.values()))
        message = f"no holiday of {country} in the term is called {_spoken(entry)}; they are: {told}"
        findings.append(warning("match-nothing", message, place))
    return wanted


def _matches(entry: NoClass, title: str) -> bool:
    """Whether a title contains one of the texts of ``match``, in any case; everything matches where there are none."""
    folded = title.casefold()
    return entry.match is None or any(text.casefold() in folded for text in entry.match)


def _spoken(entry: NoClass) -> str:
    """The texts of ``match`` in words."""
    return " or ".join(f'"{text}"' for text in entry.match or ())


def _country_hint(text: str) -> str:
    """The code of the country of that name, or the nearest code."""
    from holidays.registry import COUNTRIES

    by_name = {name.replace("_", " "): str(codes[1]) for name, codes in COUNTRIES.items()}
    near = difflib.get_close_matches(text.strip().lower(), list(by_name), n=1, cutoff=0.6)
    return f'; did you mean "{by_name[near[0]]}"?' if near else did_you_mean(text, by_name.values())


@dataclass(frozen=True)
class _AllDayEvent:
    """An all-day event of a calendar file; ``length`` in days, ``rule`` and ``excluded`` as written."""

    title: str
    first: date
    length: int
    rule: str | None
    excluded: frozenset[date]


def _calendar_days(term: Term, entry: NoClass, where: Where, folder: Path, findings: list[Finding]) -> dict[date, str]:
    """The days of the matching all-day events of a calendar file."""
    events = _read_events(folder / (entry.ics or ""), entry.ics or "", where, findings)
    if events is None:
        return {}
    matching = [event for event in events if _matches(entry, event.title)]
    days: dict[date, str] = {}
    for event in matching:
        for day in _event_days(term, event, where, findings):
            days.setdefault(day, event.title or NO_REASON)
    called = f" called {_spoken(entry)}" if entry.match else ""
    if not matching:
        findings.append(warning("ics-nothing", f"{entry.ics} has no all-day event{called}", where))
    elif not days:
        message = f"{entry.ics} has no all-day event{called} within the term"
        findings.append(warning("ics-nothing", message, where))
    return days


def _read_events(path: Path, name: str, where: Where, findings: list[Finding]) -> list[_AllDayEvent] | None:
    """The all-day events of a calendar file in file order; None and a finding if it is unreadable."""
    try:
        text = read_text(path, name)
    except InputError as problem:
        findings += [error(found.code, f"{name}: {found.message}", where) for found in problem.findings]
        return None
    from icalendar import Calendar

    try:
        components = Calendar.from_ical(text, multiple=True)
        if not any(component.name == "VCALENDAR" for component in components):
            raise ValueError("there is no VCALENDAR in it")
        events = [event for component in components for event in component.walk("VEVENT")]
        return [found for event in events if (found := _all_day(event)) is not None]
    except Exception as problem:  # whatever the library stumbles over, the file is at fault
        reason = " ".join(str(problem).split())[:200]
        findings.append(error("ics", f"{name} is not readable as a calendar file: {reason}", where))
        return None


def _all_day(event: Any) -> _AllDayEvent | None:
    """An icalendar event if it is an all-day event that stands; None for others and for broken dates."""
    first = _plain_date(event, "DTSTART")
    if first is None or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return None
    end, duration = _plain_date(event, "DTEND"), event.get("DURATION")
    length = 1
    if end is not None:
        length = (end - first).days  # DTEND is the first day after the event
    elif isinstance(getattr(duration, "dt", None), timedelta):
        length = duration.dt.days
    title = event.get("SUMMARY", "")
    title = str(title[0] if isinstance(title, list) else title)
    # Titles reach pages and calendars: one line, without control characters.
    title = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", " ", title).split())[:500]
    rule = event.get("RRULE")
    rule = rule[0] if isinstance(rule, list) and rule else rule
    exdates = event.get("EXDATE", [])
    lists = exdates if isinstance(exdates, list) else [exdates]
    excluded = (stamp.dt for dates in lists for stamp in getattr(dates, "dts", ()))
    return _AllDayEvent(
        title,
        first,
        max(length, 1),
        rule.to_ical().decode() if rule else None,
        frozenset(day.date() if isinstance(day, datetime) else day for day in excluded),
    )


def _plain_date(event: Any, key: str) -> date | None:
    """The value of a property if it is a day; None if it is missing, broken, or has a clock."""
    from icalendar.error import BrokenCalendarProperty

    try:
        value = getattr(event.get(key), "dt", None)
    except BrokenCalendarProperty:
        return None
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _event_days(term: Term, event: _AllDayEvent, where: Where, findings: list[Finding]) -> Iterator[date]:
    """The days of the term that an event takes, repeated or not."""
    starts = [event.first]
    if event.rule is not None:
        try:
            starts = _repeated(term, event, event.rule)
        except Exception as problem:  # the library raises many kinds for odd rules
            reason = " ".join(str(problem).split())[:200]
            message = f'the repetition of "{event.title}" is not understood, only its first date counts: {reason}'
            findings.append(warning("ics-rule", message, where))
    for start in starts:
        if start not in event.excluded:
            yield from _within(term, start, event.length)


def _repeated(term: Term, event: _AllDayEvent, text: str) -> list[date]:
    """The starts of a repeated event that reach into the term; raises for a rule that is not simple."""
    from dateutil.rrule import rrulestr

    parts = dict(part.split("=", 1) for part in text.upper().split(";"))
    # Rules by the hour or second never are days, and an interval of nothing never ends.
    if parts.get("FREQ") not in _FREQUENCIES or int(parts.get("INTERVAL", "1")) < 1:
        raise ValueError(text)
    rule = rrulestr(text, dtstart=datetime.combine(event.first, time()), ignoretz=True)
    reach = timedelta(days=min(event.length, _LONGEST_REPEATED))
    first, last = datetime.combine(term.start, time()) - reach, datetime.combine(term.end, time())
    return [start.date() for start in rule.between(first, last, inc=True)]
