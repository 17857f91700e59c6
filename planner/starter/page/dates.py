"""Dates as course pages write them: explicit forms, found at the start of a text, in a cell, or at a heading's end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.starter.page.names import LETTERS, flat, months, weekdays

LOOKED_AT = 200
"""Characters of a text in which dates are looked for."""


def _names(table: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(table, key=len, reverse=True)))


_NOT_IN_WORD = r"(?![^\W\d_])"
_MONTH = rf"(?P<month>{_names(months())}){_NOT_IN_WORD}"
_ORDINAL = r"(?:st|nd|rd|th|ere|er|eme|e|o|a|º|ª|°|:e)?"
_DAY = rf"(?P<day>\d{{1,2}})(?!\d){_ORDINAL}{_NOT_IN_WORD}"
_OF = r"(?:of\s|de\s|d['’]|del\s)?"
_FULL_YEAR = r"(?:19|20)\d\d"

_ISO = re.compile(r"(?P<year>\d{4})\s?[-/.年년]\s?(?P<month>\d{1,2})\s?[-/.月월]\s?(?P<day>\d{1,2})(?!\d)\s?[.日일]?")
_COMPACT = re.compile(rf"(?P<year>{_FULL_YEAR})(?P<month>[01]\d)(?P<day>[0-3]\d)(?![\w-])")
_EAST_ASIAN = re.compile(r"(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})(?!\d)\s?[日일号號]?")
_SLASHED = re.compile(r"(?P<a>\d{1,2})\s?/\s?(?P<b>\d{1,2})(?:\s?/\s?(?P<year>\d{4}|\d{2})(?!\d))?(?![\d/])")
_DASHED = re.compile(r"(?P<a>\d{1,2})-(?P<b>\d{1,2})-(?P<year>\d{4}|\d{2})(?![\d-])")
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>\d{4})|(?P<short>\d{2}))?(?!:?\d)")
_DOTTED_DAYS = re.compile(
    r"(?P<days>\d{1,2}\.(?:\s?(?:/|-|–|und|u\.|\+|&|bis)\s?\d{1,2}\.)+)\s?(?P<rest>(?:\d{1,2}\.|[^\W\d_]).*)"
)
_BARE_PAIR = re.compile(r"(?P<a>\d{1,2})(?P<by>[.-])(?P<b>\d{1,2})(?![.:-]?\d)")
_MONTH_FIRST = re.compile(rf"{_MONTH}\.?(?:\s?[-/]\s?|\s*)(?:the\s)?{_DAY}(?!:?\d)")
_DAY_FIRST = re.compile(rf"{_DAY}\.?(?P<by>\s?[-/]\s?|\s*){_OF}{_MONTH}\.?")
_DAYS_FIRST = re.compile(
    rf"(?P<days>\d{{1,2}}{_ORDINAL}\.?(?:\s*(?:,|/|-|–|—|&|\+|(?:and|und|et|y|e|en|och|og|to|bis|au|al)(?=\s))\s*\d{{1,2}}{_ORDINAL}\.?){{1,6}})"
    rf"\.?\s*{_OF}(?={_MONTH})"
)
_YEAR_BEHIND = re.compile(
    rf"\.?(?:,?\s*(?:de\s|del\s)?(?P<year>{_FULL_YEAR})(?!\d)(?:\s?г\.|\s?年)?|,?\s*['’](?P<short>\d{{2}})(?!\d))"
)
_YEAR_AFTER_DASH = re.compile(r"[-/](?P<short>\d{2}|(?:19|20)\d\d)(?!\d)")

_WEEKDAY = re.compile(rf"(?P<name>{_names(weekdays())})s?{_NOT_IN_WORD}\.?")
_LETTERS = re.compile(rf"(?P<letters>(?:th|tu|[mtwrfhus]){{1,4}}){_NOT_IN_WORD}\.?(?=,?\s)")
_AND_WEEKDAY = re.compile(r"\s*(?:/|&|,|\+|-|–|and\s|und\s|et\s)\s*")
_BEHIND_WEEKDAY = re.compile(r"[.,:]?\s*[-–(]?\s*(?:(?:the|le|el|il|den|der|dia|am)\s)?")
_WEEKDAY_BEHIND = re.compile(
    rf"\s*(?:[\s,(（\[–-]\s*)(?P<name>{_names(weekdays())}){_NOT_IN_WORD}\.?(?:[)）\]]|(?=\s*(?:$|[),:;|–—-])))"
)
_LONG_WEEKDAY_BEHIND = re.compile(r",?\s+(?P<name>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b")

_RANGE = re.compile(r"\s*(?:-|–|—|−|~|(?:to|bis|au|al|a|ate|until|till|through|thru|t/m|tot|до|έως)(?=\s))\s*")
_LIST = re.compile(r"\s*(?:&|\+|,|/|;|(?:and|und|u\.|et|y|e|en|och|og|ja|ve|и|και|as well as)(?=\s))\s*(?:and\s)?")
_NOT_A_CLOCK = r"(?!\s*[-–—]\s*\d{1,2}\s*(?:[:.h]\d|[ap]\.?m|uhr|h\b))(?![:.]\d)(?!\s*(?:[ap]\.?m|uhr|h\b))"
_BARE_DAY = re.compile(
    rf"(?P<day>\d{{1,2}})(?!\d){_ORDINAL}\.?{_NOT_A_CLOCK}"
    rf"(?=\s*(?:$|[)\]:,;&+/(|–—-]|{_FULL_YEAR}|(?:and|und|et|y|to|bis)\s))"
)

_NUMBERED = (
    r"week|wk|lecture|lec|session|class|meeting|mtg|day|module|unit|seminar|part|w|l|sitzung|termin|woche|kw|vorlesung|"
    r"seance|semaine|cours|sesion|semana|clase|sessao|aula|lezione|settimana|incontro|les|college|bijeenkomst|"
    r"forelasning|uke|vecka|tyden|spotkanie|неделя|занятие|hafta"
)
_LEAD = re.compile(
    rf"(?:(?P<lead>{_NUMBERED})\.?\s*#?\s*\d{{1,3}}(?!\d)[a-z]?|#?\d{{1,2}}(?:st|nd|rd|th|\.|e|er|eme)?\s?"
    r"(?P<ordinal>week|session|lecture|meeting|class|sitzung|termin|woche|veranstaltung|seance|semaine|주차?|回|周|週)|"
    r"第\s?\d{1,2}\s?[周週讲講次回課]|#\d{1,3}|(?P<of>(?:week|w/?k)\s(?:of|beginning|commencing|starting)|w/[bc]|"
    r"semaine du|woche (?:vom|ab)|semana del?|settimana del|uke fra))\s*[:,.()|–—-]*\s*|\d{1,3}[.)]\s+(?=[^\W\d])"
)
_WEEKLY = frozenset(
    {"week", "wk", "w", "woche", "kw", "semaine", "semana", "settimana", "uke", "vecka", "tyden", "hafta"}
)

_YEAR = re.compile(rf"(?<!\d){_FULL_YEAR}(?!\d)")
_TERM = re.compile(
    r"(?:fall|autumn|spring|summer|winter|michaelmas|hilary|trinity|lent|semester|quarter|term|ws|ss|wise|sose|automne|"
    rf"printemps|otono|primavera|outono|autunno|herfst|voorjaar|host|var|fs|hs)\W{{0,3}}(?P<year>{_FULL_YEAR})(?!\d)"
)
_SEPARATOR = re.compile(r"[\s:–—|,;)）\]\-]+")
_WORD = re.compile(r"[^\W_]+")
_LOOKS_DATED = re.compile(
    rf"(?<![\w/.])(?:\d{{1,2}}/\d{{1,2}}(?![\w/])|\d{{1,2}}\.\s?\d{{1,2}}\.(?!\w)|{_FULL_YEAR}-\d\d-\d\d|"
    rf"(?:{_names(months())})\.?\s?\d{{1,2}}(?!\d)|\d{{1,2}}(?:st|nd|rd|th)?\.?\s(?:{_names(months())})(?!\w))"
)


@dataclass(frozen=True)
class Written:
    """One day as written: the ways to read it (month, day), month first foremost.

    ``weekdays`` count from Monday, 0. Of two numbers that make a day one way only, ``only`` says which: 0, month first.
    """

    text: str
    ways: tuple[tuple[int, int], ...]
    year: int | None = None
    weekdays: frozenset[int] = frozenset()
    only: int | None = None


@dataclass(frozen=True)
class FoundDate:
    """A date in a text: one day, several, or with ``through`` all from the first to the last.

    ``week`` says that the text calls it a week; ``before`` is the text before it, ``rest`` what stands behind it, each
    without what separates them; ``parted`` says whether something separates the rest.
    """

    text: str
    days: tuple[Written, ...]
    through: bool = False
    week: bool = False
    before: str = ""
    rest: str = ""
    parted: bool = True

    @property
    def has_weekday(self) -> bool:
        """Whether it names the day of the week."""
        return any(day.weekdays for day in self.days)

    @property
    def is_plain(self) -> bool:
        """Whether it is two numbers with a slash, which may be anything, such as a fraction."""
        return bool(re.fullmatch(r"\d{1,2}\s?/\s?\d{1,2}", self.days[0].text)) and not self.has_weekday


def date_at_start(text: str, loose: bool = False) -> FoundDate | None:
    """The date that a text begins with, if any; ``loose`` (in a column of dates) takes ``9-3`` and ``27.04`` too."""
    plain = flat(text[:LOOKED_AT])
    skipped = re.match(r"[^\w#]{0,3}", plain)
    return _found(text, plain, skipped.end() if skipped else 0, loose)


def date_in(text: str) -> FoundDate | None:
    """The first date anywhere in the text of a cell."""
    plain = flat(text[:LOOKED_AT])
    if found := date_at_start(text, loose=True):
        return found
    starts = [word.start() for word in _WORD.finditer(plain)]
    return next((found for start in starts if (found := _found(text, plain, start, False))), None)


def date_at_end(text: str) -> FoundDate | None:
    """The date that a heading ends with, behind something that separates it: ``Logs (Sep 3)``, ``Logs – 9/3``."""
    if len(text) > LOOKED_AT:
        return None
    plain = flat(text)
    for word in _WORD.finditer(plain):
        before = plain[: word.start()].rstrip()
        if not before or before[-1] not in "([（,:–—|-@·":
            continue
        found = _found(text, plain, word.start(), False)
        if found is not None and not _WORD.search(found.rest):
            return replace(found, before=text[: len(before)].rstrip(" ([（,:–—|-@·"), rest="")
    return None


def looks_dated(text: str) -> bool:
    """Whether something in a text looks like a date of a day."""
    return bool(_LOOKS_DATED.search(flat(text[:LOOKED_AT])))


def years_of_terms(texts: Iterable[str]) -> list[int]:
    """The years that texts name as those of a term: ``Fall 2024``, ``WS 2027/28``, ``CS 700 (2023S)``."""
    return list(dict.fromkeys(int(found["year"]) for text in texts for found in _TERM.finditer(flat(text[:2_000]))))


def years_in(texts: Iterable[str]) -> list[int]:
    """The years that texts name, each once, in order."""
    return list(dict.fromkeys(int(year) for text in texts for year in _YEAR.findall(text)))


def _found(text: str, plain: str, start: int, loose: bool) -> FoundDate | None:
    """The date at a place of a text, with or without what numbers it."""
    lead = _LEAD.match(plain, start)
    for begin in ([lead.end()] if lead else []) + [start]:
        scanner = _Scanner(plain, begin, loose)
        if not scanner.dates():
            continue
        days = tuple(replace(day, text=text[first:last]) for day, first, last in scanner.read)
        tail = text[scanner.at :]
        gap = _SEPARATOR.match(tail)
        rest = tail[gap.end() :] if gap else tail
        ends_alone = plain[scanner.at - 1] == "." and plain[scanner.at - 2].isdigit()
        parted = not rest or bool(gap and gap[0].strip()) or rest.startswith(("(", "（")) or (ends_alone and bool(gap))
        week = bool(lead and begin != start and ({lead["lead"], lead["ordinal"]} & _WEEKLY or lead["of"]))
        return FoundDate(text[begin : scanner.at].strip(), days, scanner.through, week, "", rest.strip(), parted)
    return None


class _Scanner:
    """Reads weekdays and days from a place of a flat text on."""

    def __init__(self, plain: str, at: int, loose: bool) -> None:
        self.plain, self.at, self.loose = plain, at, loose
        self.read: list[tuple[Written, int, int]] = []
        self.through = False
        self.named: str = ""

    def dates(self) -> bool:
        """Read all days that stand here; False where none does."""
        start = self.at
        # What looks like a weekday may be a month: "mar 5", "Tue, Mar 7"; fewer and fewer are taken for weekdays.
        named: list[frozenset[int]] = []
        for names, at in reversed([([], start), *self._weekdays()]):
            self.at, named = at, names
            if self._day():
                break
        else:
            return False
        while not self.through and self._another():
            pass
        behind = _WEEKDAY_BEHIND.match(self.plain, self.at) or _LONG_WEEKDAY_BEHIND.match(self.plain, self.at)
        if behind and not named:
            named = [weekdays()[behind["name"]]]
        if behind:
            self.at = behind.end()
        self._give(named)
        return True

    def _give(self, named: list[frozenset[int]]) -> None:
        """Hand the weekdays that stand before all days to the days that they mean."""
        if len(named) == 1:
            named = named[:1] + [frozenset()] * (len(self.read) - 1)
        elif len(named) != len(self.read):
            named = [frozenset().union(*named)] * len(self.read) if named and not self.through else []
        for place, names in enumerate(named):
            day, first, last = self.read[place]
            self.read[place] = (replace(day, weekdays=day.weekdays or names), first, last)

    def _weekdays(self) -> list[tuple[list[frozenset[int]], int]]:
        """The names of weekdays that stand here: after each, those so far, and where what follows begins."""
        if found := _LETTERS.match(self.plain, self.at):
            letters = re.findall(r"th|tu|[mtwrfhus]", found["letters"])
            named = [frozenset(LETTERS[x] if len(x) == 1 else weekdays()[x]) for x in letters]
            return [(named, self._behind_weekday(found.end()))]
        read: list[tuple[list[frozenset[int]], int]] = []
        named, at = [], self.at
        while len(named) < 7 and (found := _WEEKDAY.match(self.plain, at)):
            named = [*named, weekdays()[found["name"]]]
            read.append((named, self._behind_weekday(found.end())))
            more = _AND_WEEKDAY.match(self.plain, found.end())
            if more is None:
                break
            at = more.end()
        return read

    def _behind_weekday(self, end: int) -> int:
        gap = _BEHIND_WEEKDAY.match(self.plain, end)
        return gap.end() if gap else end

    def _add(
        self, ways: list[tuple[int, int]], year: str | None, end: int, names: frozenset[int] = frozenset()
    ) -> bool:
        """One more day, up to ``end``; False where no way to read it is a day at all."""
        real = tuple(dict.fromkeys((m, d) for m, d in ways if 1 <= m <= 12 and 1 <= d <= 31))
        # What reads like a date but is none ("Tue 13/32") is kept, to be told.
        only = next((way for way, (m, _) in enumerate(ways) if m < 13), None) if len(ways) > len(real) == 1 else None
        only = None if ways[0] == ways[-1] else only
        self.read.append((Written("", real, _full(year), names, only), self.at, end))
        self.at = end
        return True

    def _day(self, names: frozenset[int] = frozenset()) -> bool:
        """One date in any form."""
        for pattern in (_ISO, _COMPACT, _EAST_ASIAN, _DOTTED):
            if found := pattern.match(self.plain, self.at):
                self.named = ""
                parts = found.groupdict()
                year = parts.get("year") or parts.get("short")
                return self._add([(int(found["month"]), int(found["day"]))], year, found.end(), names)
        if self._several_days():
            return True
        if found := _DAY_FIRST.match(self.plain, self.at):
            return self._named_day(found, found["by"].strip() != "", names)
        if found := _MONTH_FIRST.match(self.plain, self.at):
            return self._named_day(found, False, names)
        found = _DASHED.match(self.plain, self.at) or _SLASHED.match(self.plain, self.at)
        if found is None and self.loose and (pair := _BARE_PAIR.match(self.plain, self.at)):
            a, b = int(pair["a"]), int(pair["b"])
            self.named = ""
            return self._add([(b, a)] if pair["by"] == "." else [(a, b), (b, a)], None, pair.end(), names)
        if found is None:
            return False
        a, b = int(found["a"]), int(found["b"])
        self.named = "/"
        return self._add([(a, b), (b, a)], found["year"], found.end(), names)

    def _named_day(self, found: re.Match[str], dashed: bool, names: frozenset[int]) -> bool:
        """A day with the name of its month, and the year behind it."""
        self.named = found["month"]
        behind = _YEAR_BEHIND.match(self.plain, found.end())
        year, end = None, found.end()
        if behind:
            year, end = behind["year"] or behind["short"], behind.end()
        elif dashed and (short := _YEAR_AFTER_DASH.match(self.plain, end)):
            year, end = short["short"], short.end()
        elif (dot := end) < len(self.plain) and self.plain[dot] == "." and found.re is _MONTH_FIRST:
            end += self.plain[dot + 1 : dot + 2].strip() == ""
        ways = [(month, int(found["day"])) for month in sorted(months()[found["month"]])]
        return self._add(ways, year, end, names)

    def _several_days(self) -> bool:
        """``3 and 5 September``, ``3.–5. Mai``, ``27./28.11.``: days before the one month that they share."""
        found = _DAYS_FIRST.match(self.plain, self.at)
        month: re.Match[str] | None = None
        if found is not None:
            month = re.compile(_MONTH).match(self.plain, found.end())
        elif (found := _DOTTED_DAYS.match(self.plain, self.at)) is not None:
            month = re.compile(r"(?P<number>\d{1,2})\.").match(self.plain, found.start("rest"))
        if found is None or month is None:
            return False
        numbers = [int(day) for day in re.findall(r"\d{1,2}", found["days"])]
        if sorted(set(numbers)) != numbers:
            return False
        self.through = len(numbers) == 2 and bool(re.search(r"[-–—]|to|bis|au|al", found["days"]))
        numbered = "number" in month.re.groupindex
        number = [int(month["number"])] if numbered else sorted(months()[month["month"]])
        behind = _YEAR_BEHIND.match(self.plain, month.end()) or (
            re.compile(r"(?P<year>\d{4})(?P<short>)").match(self.plain, month.end()) if numbered else None
        )
        end = behind.end() if behind else month.end()
        year = (behind["year"] or behind["short"]) if behind else None
        begin = self.at
        for day in numbers:
            self.at = begin
            self._add([(m, day) for m in number], year, end)
        return True

    def _another(self) -> bool:
        """One more day, behind what joins it to the days before: the end of a range, or the next of a list."""
        begin = self.at
        for pattern, through in ((_RANGE, True), (_LIST, False)):
            joint = pattern.match(self.plain, begin)
            if joint is None or joint.end() == begin:
                continue
            self.at = joint.end()
            weekday = [(names[0], at) for names, at in self._weekdays()[:1]]
            for names, at in [(frozenset[int](), joint.end()), *weekday]:
                if self._one_more(names, at, joint[0].strip()):
                    self.through = through and len(self.read) == 2
                    return True
        self.at = begin
        return False

    def _one_more(self, names: frozenset[int], at: int, joint: str) -> bool:
        """A whole date, or the number of a day in the month of the day before."""
        last, before = self.read[-1][0], len(self.read)
        self.at = at
        if self._day(names) and self._follows(last):
            return True
        del self.read[before:]
        self.at = at
        bare = _BARE_DAY.match(self.plain, at)
        if bare is None or not self.named or (joint == "/" and self.named == "/"):
            return False
        ways = [(month, int(bare["day"])) for month, day in last.ways if int(bare["day"]) > day]
        # "Sep 3, 14–16": a comma alone may part the day from a clock.
        listed = "," not in joint or re.match(r"\s*(?:$|[):]|(?:,|&|and)\s)", self.plain[bare.end() :])
        if not ways or not listed:
            return False
        self._add(ways, None if last.year is None else str(last.year), bare.end(), names)
        if year := _YEAR_BEHIND.match(self.plain, self.at):
            self._year_of_all(year)
        return True

    def _year_of_all(self, found: re.Match[str]) -> None:
        year = _full(found["year"] or found["short"])
        self.read = [(replace(day, year=day.year or year), first, last) for day, first, last in self.read]
        self.at = found.end()

    def _follows(self, last: Written) -> bool:
        """Whether the day just read is a day, and may come after the one before."""
        day = self.read[-1][0]
        return bool(day.ways) and day.ways != last.ways


def _full(year: str | None) -> int | None:
    """A year of four digits; two digits are of this century."""
    return None if not year else int(year) if len(year) == 4 else 2000 + int(year)
