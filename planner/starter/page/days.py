"""From units to days: which readings and which title stand under which date of a course page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from planner.documents import shown
from planner.findings import Finding, InputError, Where, error, note, warning
from planner.starter.page.dates import FoundDate, as_date, clocks_in, date_at_start, has_year, resolved, years_in
from planner.starter.page.readings import Reading, is_duty, looks_cited, readings_in
from planner.starter.page.units import Unit

LABELS = {"guest talk": "guest", "lecture": "lecture", "milestone": "milestone", "exam": "exam", "kept free": "buffer"}
"""What our own pages put behind an event's title, and the kind that it means."""

_CLOSED = re.compile(
    r"(?:no (?:class|meeting|lecture|session)|cancell?ed|holiday|(?:\w+ )?(?:break|recess)\b|thanksgiving\b)",
    re.IGNORECASE,
)
_OURS_CLOSED = re.compile(r"(?:No class|Cancelled)(?:: (?P<title>[^(]*?))?(?: \((?P<reason>.*)\))?")
_LABEL = re.compile(r"(?P<title>.*\S) \((?P<label>[^()]*)\)", re.DOTALL)
_WHAT = r"(?: (?:readings?|papers?|materials?|references?|resources?|list))*(?: \(.*\))?:?"
_REQUIRED = re.compile(rf"(?:required|mandatory|core|main|assigned|readings?|papers?){_WHAT}", re.IGNORECASE)
_OPTIONAL = re.compile(rf"(?:optional|extra|additional|further|supplementary|recommended){_WHAT}", re.IGNORECASE)
_LONGEST_TITLE = 200
MOST_DAYS_OF_A_RANGE = 21
MOST_NOTES = 40


@dataclass
class Day:
    """What a page says of one date: ``kind`` is an event's, ``clock`` and ``place`` stand where unusual."""

    date: date
    line: int
    title: str = ""
    kind: str = ""
    closed: bool = False
    reason: str = ""
    clock: tuple[time, time] | None = None
    place: str | None = None
    readings: list[Reading] = field(default_factory=list)


@dataclass
class Days:
    """The days of a page in its order; ``dated`` counts what looks like a date, ``unread`` the lines left over."""

    days: list[Day]
    preamble: list[Unit]
    findings: list[Finding]
    dated: int = 0


class _Columns:
    """What the columns of one table hold: by its header, else by its cells."""

    def __init__(self, cells: Sequence[Unit]) -> None:
        dated = {cell.column for cell in cells if cell.row and date_at_start(cell.text)}
        linked = {cell.column for cell in cells if cell.row and cell.links}
        headers = {cell.column: cell.text.lower() for cell in cells if cell.row == 0}
        self.date = next(
            (c for c in sorted(dated) if re.search(r"date|day|when", headers.get(c, ""))), min(dated, default=-1)
        )
        named = {column: self._named(text) for column, text in headers.items() if column != self.date}
        if "reading" not in named.values():
            named |= {column: "reading" for column in linked - {self.date} if named.get(column) == ""}
        self.roles = named

    @staticmethod
    def _named(header: str) -> str:
        for role, words in (
            ("optional", r"optional|extra|additional|further|supplement"),
            ("reading", r"read|paper|article|reference"),
            ("skipped", r"dut|present|lead|scribe|slide|note|due|assign|homework|video|record|who|speaker|minute|load"),
            ("skipped", r"^(?:week|wk|#|no\.?|nr\.?|lecture #)$"),
            ("title", r"session|topic|title|theme|subject|lecture|content|what|event"),
        ):
            if re.search(words, header):
                return role
        return ""

    def role(self, column: int) -> str:
        """date, title, reading, optional, skipped, or nothing known."""
        return "date" if column == self.date else self.roles.get(column, "")


class Reader:
    """Walks over the units of a page and gathers its days."""

    def __init__(self, units: Sequence[Unit], file: str, years: Sequence[int]) -> None:
        self.units, self.file = units, file
        cells = [unit for unit in units if unit.kind == "cell"]
        self.columns: Mapping[int, _Columns] = {
            table: _Columns([cell for cell in cells if cell.table == table])
            for table in sorted({cell.table for cell in cells})
        }
        self.findings: list[Finding] = []
        self.days: list[Day] = []
        self.optional: bool | None = None
        self.level = 0
        self.open: list[Day] = []
        self.years = list(years)

    def read(self) -> Days:
        """All days; raises InputError when the page has no date, or none with a year."""
        dated = [(place, found) for place, unit in enumerate(self.units) if (found := self._date_of(unit))]
        if not dated:
            message = "no dates are found on this page: no heading, line or table cell begins with one"
            raise InputError([error("no-dates", message, Where(self.file))])
        first = dated[0][0]
        before = [unit.text for unit in self.units[:first]]
        own = [day.year for _, f in dated if has_year(f.text) and (day := as_date(f.text, 2000, False))]
        years = self.years or own[:1] or years_in(before) or years_in(unit.text for unit in self.units)
        if not years:
            message = "the page names no year; say the first day, such as --start 2027-03-01"
            raise InputError([error("no-year", message, Where(self.file, self.units[first].line))])
        candidates = list(dict.fromkeys([*years, *years_in(before)]))
        days = dict(zip((place for place, _ in dated), resolved([f for _, f in dated], candidates), strict=True))
        for place, unit in enumerate(self.units[first:], first):
            found = self._date_of(unit)
            if found is not None:
                self._begin(unit, found, days[place])
            elif self.open:
                self._go_on(unit)
        return Days(self.days, list(self.units[:first]), self._most_findings(), len(dated))

    def _most_findings(self) -> list[Finding]:
        notes = [finding for finding in self.findings if finding.severity == "note"]
        if len(notes) <= MOST_NOTES:
            return self.findings
        left = set(notes[MOST_NOTES:])
        more = note("unread", f"… and {len(left)} more lines that are not read", Where(self.file))
        return [finding for finding in self.findings if finding not in left] + [more]

    def _date_of(self, unit: Unit) -> FoundDate | None:
        """The date that a unit begins with, where it stands for a day."""
        if unit.kind == "cell":
            dates = unit.row and self.columns[unit.table].role(unit.column) == "date"
            return date_at_start(unit.text) if dates else None
        found = date_at_start(unit.text) if unit.kind != "definition" else None
        if found is None or not (found.parted or unit.kind == "heading" or unit.strong):
            return None
        return found

    def _begin(self, unit: Unit, found: FoundDate, day: date | None) -> None:
        self.optional, self.open = None, []
        self.level = unit.level if unit.kind == "heading" else 7
        if day is None:
            self._warn(unit, f"there is no day {shown(found.text)}; what stands under it is not read")
            return
        if found.weekday not in (None, day.weekday()):
            self._warn(unit, f"{shown(unit.text[:60])}: {day} is a {day:%A}")
        last = self._last_day(found, day)
        for step in range((last - day).days + 1):
            self.open.append(Day(day + timedelta(days=step), unit.line))
        self.days += self.open
        if found.rest and unit.kind == "item" and (readings := self._linked_readings(unit, found)):
            self.open[0].readings += readings
        elif found.rest:
            self._title(found.rest, unit)
        if len(self.open) > 1 and not self.open[0].closed:
            # The days of a range without class are all free; other ranges are a week's label.
            del self.days[-len(self.open) + 1 :]
            del self.open[1:]

    def _last_day(self, found: FoundDate, day: date) -> date:
        if not found.last:
            return day
        text = found.last if re.search(r"\D", found.last) else f"{day.year}-{day.month}-{found.last}"
        last = resolved([FoundDate(text, "", None, "", True)], [day.year])[0]
        return last if last is not None and 0 < (last - day).days <= MOST_DAYS_OF_A_RANGE else day

    def _linked_readings(self, unit: Unit, found: FoundDate) -> list[Reading]:
        rest = Unit("item", found.rest, unit.line, links=unit.links)
        return readings_in(rest) if unit.links or looks_cited(found.rest) else []

    def _go_on(self, unit: Unit) -> None:
        """A unit below a date."""
        if unit.kind == "cell":
            self._cell(unit)
        elif unit.kind == "heading":
            if not self._mode(unit):
                if unit.level <= self.level:
                    self.open = []
                else:
                    self._title(unit.text, unit)
        elif not self._mode(unit):
            self._text(unit)

    def _mode(self, unit: Unit) -> bool:
        """Whether a heading or line only says what kind of reading follows."""
        if unit.kind not in ("heading", "line") or len(unit.text) > 60:
            return False
        for pattern, optional in ((_OPTIONAL, True), (_REQUIRED, False)):
            if pattern.fullmatch(unit.text):
                self.optional = optional
                return True
        return False

    def _text(self, unit: Unit) -> None:
        day = self.open[0]
        if unit.kind == "definition" and not day.title and not day.closed:
            self._title(unit.text, unit)
        elif is_duty(unit.text) or self._time_and_place(unit.text, day):
            return
        elif self._names_papers(unit):
            self._add(unit, bool(self.optional))
        elif not day.title and not day.closed and self.optional is None and len(unit.text) <= _LONGEST_TITLE:
            self._title(unit.text, unit)
        else:
            self._note(unit)

    def _names_papers(self, unit: Unit) -> bool:
        """Whether a line or list entry below a date is a reading: it is called so, or has a link, or looks like one."""
        if unit.kind == "line":
            return self._mostly_links(unit) or (self.optional is not None and looks_cited(unit.text))
        said = self.optional is not None or unit.kind == "definition"
        return said or bool(unit.links) or looks_cited(unit.text)

    def _cell(self, unit: Unit) -> None:
        role = self.columns[unit.table].role(unit.column) if unit.row else "skipped"
        day = self.open[0]
        if role in ("skipped", "date") or not unit.text or is_duty(unit.text):
            return
        if _CLOSED.match(unit.text) and not (unit.links or day.title or day.readings):
            self._title(unit.text, unit)
        elif role in ("reading", "optional") or (role == "title" and unit.links and day.title):
            self._add(unit, role == "optional")
        elif role == "title" and day.title and self._time_and_place(unit.text, day):
            return
        elif role == "title" or (not day.title and not day.closed):
            self._title_cell(unit, day)
        else:
            self._note(unit)

    def _title_cell(self, unit: Unit, day: Day) -> None:
        """``**Title** (10:00–11:00, Room 1)``, a title alone, or readings in the place of a title."""
        if unit.strong and unit.text != unit.strong:
            rest = unit.text[len(unit.strong) :].strip()
            self._title(unit.strong, unit)
            if rest.startswith("(") and rest.endswith(")"):
                self._time_and_place(rest[1:-1], day, place=True)
        elif unit.links and "reading" not in self.columns[unit.table].roles.values():
            self._add(unit, False)
        else:
            self._title(unit.text, unit)

    def _add(self, unit: Unit, optional: bool) -> None:
        found = readings_in(unit, optional)
        self.open[0].readings += found
        if not found and unit.text and not is_duty(unit.text):
            self._note(unit)

    def _mostly_links(self, unit: Unit) -> bool:
        length = sum(len(label) for label, url in unit.links if re.match(r"https?:", url))
        return length * 2 > len(unit.text)

    def _time_and_place(self, text: str, day: Day, place: bool = False) -> bool:
        """Read ``10:00–11:15, Room 1`` (or with ``place`` a room alone) as the day's own."""
        clock = clocks_in(text) if len(text) < 120 else None
        if clock is None and not place:
            return False
        day.clock = clock
        where = text.partition(", ")[2] if clock else text
        day.place = where or None
        return True

    def _title(self, text: str, unit: Unit) -> None:
        """The title of the open days; a day without class; an event with its kind."""
        text = text[:1000].strip().strip("*").strip()
        if closed := _OURS_CLOSED.fullmatch(text):
            reason = closed["reason"] or closed["title"] or "No class"
        elif _CLOSED.match(text) and not unit.links:
            closed, reason = re.match("", text), text
        for day in self.open:
            if closed:
                day.closed, day.reason = True, reason
                continue
            labelled = _LABEL.fullmatch(text)
            if labelled and labelled["label"].lower() in LABELS:
                day.title, day.kind = labelled["title"], LABELS[labelled["label"].lower()]
            elif not day.title:
                day.title = text[:_LONGEST_TITLE]

    def _warn(self, unit: Unit, message: str) -> None:
        self.findings.append(warning("date", message, Where(self.file, unit.line)))

    def _note(self, unit: Unit) -> None:
        self.findings.append(note("unread", f"not read: {shown(unit.text)}", Where(self.file, unit.line)))


def all_readings(days: Sequence[Day]) -> Iterator[tuple[Day, Reading]]:
    """Each reading with its day."""
    for day in days:
        for reading in day.readings:
            yield day, reading
