"""From pieces to days: which readings and which title stand under which date of a course page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from planner.documents import shown
from planner.findings import Finding, InputError, Where, error, note, warning
from planner.starter.page.clocks import clocks_in
from planner.starter.page.closed import only_closed, says_closed
from planner.starter.page.columns import Columns
from planner.starter.page.dates import FoundDate, years_in, years_of_terms
from planner.starter.page.day import Day, Days, most_findings, order_findings, without_labels
from planner.starter.page.pieces import Piece, pieces_of, texts_before
from planner.starter.page.readings import Reading, is_duty, looks_cited, readings_in
from planner.starter.page.units import Unit
from planner.starter.page.years import Resolved, resolved

LABELS = {"guest talk": "guest", "lecture": "lecture", "milestone": "milestone", "exam": "exam", "kept free": "buffer"}
"""What our own pages put behind an event's title, and the kind that it means."""

_OURS_CLOSED = re.compile(r"(?:No class|Cancelled)(?:: (?P<title>[^(]*?))?(?: \((?P<reason>.*)\))?")
_LABEL = re.compile(r"(?P<title>.*\S) \((?P<label>[^()]*)\)", re.DOTALL)
_WHAT = r"(?: (?:readings?|papers?|materials?|references?|resources?|list))*(?: \(.*\))?:?"
_REQUIRED = re.compile(
    rf"(?:required|mandatory|core|main|assigned|readings?|papers?|literatur|lektüre|texte|lectures|lecturas?){_WHAT}",
    re.IGNORECASE,
)
_OPTIONAL = re.compile(
    rf"(?:optional|extra|additional|further|supplementary|recommended|weiterführende?|zusätzliche?){_WHAT}",
    re.IGNORECASE,
)
_CLOCK_BEHIND = re.compile(r"[\d:.hapmto \-–—]{3,24}(?=$|\W)", re.IGNORECASE)
_LONGEST_TITLE = 200
_LEAST_TOLD = 15
_LEADS_ON = re.compile(r"(?:[:)\]]|\b(?:of|from|in|on|by|the|see|read|and))$")
MOST_DAYS_OF_A_RANGE = 21


class Reader:
    """Walks over the pieces of a page and gathers its days."""

    def __init__(self, units: Sequence[Unit], file: str, years: Sequence[int], head: Sequence[str] = ()) -> None:
        """``years`` are those that options say, ``head`` what the page's front matter says."""
        self.pieces, self.file, self.head = pieces_of(units), file, head
        self.findings: list[Finding] = []
        self.days: list[Day] = []
        self.optional: bool | None = None
        self.level = 0
        self.open: list[Day] = []
        self.groups: list[tuple[FoundDate, list[Day]]] = []
        self.years = list(years)
        self.unread = 0
        self.weekly: set[Columns] = set()
        self.aside: Unit | None = None
        self.beside: dict[Unit, int] = {}
        self.left_out: dict[tuple[int, int], list[Unit]] = {}

    def read(self) -> Days:
        """All days; raises InputError when the page has no date, or none with a year."""
        found = [entry for piece in self.pieces for entry, _ in piece.found]
        if not found:
            message = "no dates are found on this page: no heading, line or table cell begins with one"
            raise InputError([error("no-dates", message, Where(self.file))])
        answer = self._resolved(found)
        days = iter(answer.days)
        for piece in self.pieces:
            dates = [(entry, unit, next(days)) for entry, unit in piece.found]
            self._piece(piece, dates)
        self._split_readings()
        self.days, findings = without_labels(self.days, self.file)
        self.findings += findings + order_findings(self.days, self.file)
        self._tell_columns()
        self._tell_asides()
        read = len(found) - self.unread
        missed = sum(len(piece.unread) for piece in self.pieces)
        return Days(
            self.days,
            list(texts_before(self.pieces)),
            most_findings(self.findings, self.file),
            len(found) + missed,
            read,
        )

    def _resolved(self, found: Sequence[FoundDate]) -> Resolved:
        """The days of all dates, in the years that the page names."""
        own = [day.year for entry in found for day in entry.days if day.year is not None]
        years = self.years or own[:1] or self._years_of_the_page()
        answer = resolved(found, list(dict.fromkeys([*years, *self._years_above()])))
        if answer.doubtful:
            example = next(day for entry in found for day in entry.days if len(day.ways) > 1)
            order = "day first" if answer.day_first else "month first"
            line = next(unit.line for piece in self.pieces for entry, unit in piece.found if example in entry.days)
            message = f"{shown(example.text)} and others may be month or day first; their order says {order}"
            self.findings.append(warning("date", message, Where(self.file, line)))
        return answer

    def _years_above(self) -> list[int]:
        """The years that the page names above its first date, those of a term first."""
        texts = [*self.head, *(unit.text for unit in texts_before(self.pieces))]
        return list(dict.fromkeys([*years_of_terms(texts), *years_in(texts)]))

    def _years_of_the_page(self) -> list[int]:
        """The years of a page whose dates have none; raises InputError where there are none, tells what is a guess."""
        units = [unit for piece in self.pieces for unit in piece.units]
        headings = (unit.text for unit in units if unit.kind == "heading")
        if years := self._years_above() or years_of_terms(unit.text for unit in units) or years_in(headings):
            return years
        line = next(unit.line for piece in self.pieces for _, unit in piece.found)
        guess = next((unit for unit in units if years_in([unit.text])), None)
        if guess is None:
            message = "the page names no year; say the first day, such as --start 2027-03-01"
            raise InputError([error("no-year", message, Where(self.file, line))])
        years = years_in([guess.text])[:1]
        message = f"the page names no year of its own; {years[0]} is a guess by this line (--start says another)"
        self.findings.append(warning("no-year", message, Where(self.file, guess.line)))
        return years

    def _piece(self, piece: Piece, dates: list[tuple[FoundDate, Unit, tuple[date | None, ...]]]) -> None:
        """One line or row: the days that it begins, and what it says of them."""
        self._tell_unread(piece)
        if dates:
            self.optional, self.open = None, []
        for found, unit, days in dates:
            self._begin(piece, unit, found, days)
        if piece.columns is not None:
            self._tell_weekdays(piece.columns, piece.first)
            self._row(piece, piece.columns)
        elif not dates and not piece.unread and self.open:
            self._go_on(piece.first)
        elif self.aside is not None and not self.open and piece.first.links:
            self.beside[self.aside] = self.beside.get(self.aside, 0) + 1

    def _tell_weekdays(self, columns: Columns, unit: Unit) -> None:
        """Columns for days of the week beside a column of dates: what they hold belongs to other days than is read."""
        if columns in self.weekly or not (names := columns.of_weekdays):
            return
        self.weekly.add(columns)
        message = f"{' and '.join(map(shown, names))} name days of the week; what they hold is read on the row's date"
        self.findings.append(warning("date", message, Where(self.file, unit.line)))

    def _tell_unread(self, piece: Piece) -> None:
        """Cells of a column of dates, or headings, that should have a date; what is under them belongs to no day."""
        for unit in piece.unread:
            what = "in a column of dates, " if unit.kind == "cell" else ""
            message = f"{what}{shown(unit.text)} is not read as a date; what stands under it is not read"
            self._warn(unit, message)
            if unit.kind == "cell" or unit.level <= self.level or not self.open:
                self.open = []

    def _begin(self, piece: Piece, unit: Unit, found: FoundDate, days: tuple[date | None, ...]) -> None:
        """The days of a date."""
        self.level = unit.level if unit.kind == "heading" else 7
        real = [day for day in days if day is not None]
        if len(real) < len(days):
            self.unread += 1
            none = next(written for written, day in zip(found.days, days, strict=True) if day is None)
            self._warn(unit, f"there is no day {shown(none.text)}; what stands under it is not read")
            return
        for written, day in zip(found.days, real, strict=True):
            if written.weekdays and day.weekday() not in written.weekdays:
                self._warn(unit, f"{shown(unit.text[:60])}: {day} is a {day:%A}")
        first = len(self.days)
        last = real[-1] if found.through and 0 < (real[-1] - real[0]).days <= MOST_DAYS_OF_A_RANGE else None
        begun = [Day(day, unit.line, label=found.text) for day in (real[:1] if found.through else real)]
        begun[0].last = last
        self.days += begun
        self.open += begun
        if len(begun) > 1:
            self.groups.append((found, begun))
        self._behind_date(piece, unit, found, begun)
        if begun[0].closed and last is not None:
            # The days of a range without class are all free; other ranges are a week's label.
            steps = range(1, (last - begun[0].date).days + 1)
            more = [replace(begun[0], date=begun[0].date + timedelta(days=step), last=None) for step in steps]
            begun[0].last = None
            self.days[first + 1 : first + 1] = more

    def _behind_date(self, piece: Piece, unit: Unit, found: FoundDate, begun: list[Day]) -> None:
        """What stands beside a date in its own line or cell."""
        rest, others = found.rest, self.open
        self.open = begun
        clock = _CLOCK_BEHIND.match(rest)
        if clock and (span := clocks_in(clock[0])):
            for day in begun:
                day.clock = span
            rest = rest[clock.end() :].strip(" ,;:–—-)")
        text = " – ".join(part for part in (found.before, rest) if part)
        columns = piece.columns
        if columns is not None and not says_closed(text) and len(columns.dates) == 1 and columns.has_title and text:
            if re.search(r"\w{2}", text) or unit.links:
                self._note(replace(unit, text=text))
        elif text and unit.kind != "heading" and (readings := self._linked_readings(unit, text)):
            begun[0].readings += readings
        elif text:
            self._title(text, unit)
        self.open = others

    def _linked_readings(self, unit: Unit, text: str) -> list[Reading]:
        rest = Unit("item", text, unit.line, links=unit.links, emphasis=unit.emphasis)
        return readings_in(rest) if unit.links or looks_cited(rest) else []

    def _go_on(self, unit: Unit) -> None:
        """A line, entry or heading below a date."""
        if unit.kind == "heading":
            if not self._mode(unit):
                if unit.level <= self.level:
                    self.open, self.aside = [], unit
                else:
                    self._title(unit.text, unit)
        elif not self._mode(unit):
            self._text(unit)

    def _mode(self, unit: Unit) -> bool:
        """Whether a heading or line only says what kind of reading follows."""
        if len(unit.text) > 60 or unit.links or (unit.kind not in ("heading", "line") and not unit.text.endswith(":")):
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
        elif self.optional is None and self._may_be_title(unit.text, day):
            self._title(unit.text, unit)
        else:
            self._note(unit)

    def _may_be_title(self, text: str, day: Day) -> bool:
        return not day.title and not day.closed and len(text) <= _LONGEST_TITLE and not text.endswith(":")

    def _names_papers(self, unit: Unit) -> bool:
        """Whether a line or list entry below a date is a reading: it is called so, or has a link, or looks like one."""
        if unit.kind == "line":
            return self._mostly_links(unit) or (self.optional is not None and looks_cited(unit))
        said = self.optional is not None or unit.kind == "definition"
        return said or bool(unit.links) or looks_cited(unit)

    def _row(self, piece: Piece, columns: Columns) -> None:
        """The cells of a row that are no dates."""
        unread = {unit.column for unit in piece.unread}
        for unit in piece.units:
            role = columns.role(unit.column)
            if unit.row <= columns.header_row or not unit.text or unit.column in unread:
                continue
            if role in ("until", "number", "skipped") or (unit.again and role != "title"):
                continue
            if self.open:
                self._cell(unit, role, columns)
            elif not piece.unread and not piece.found and self.days:
                self._note(unit)

    def _cell(self, unit: Unit, role: str, columns: Columns) -> None:
        day = self.open[0]
        if is_duty(unit.text):
            return
        if unit.again and (day.title or unit.links):
            if unit.links and not day.title and not day.readings:
                message = f"{shown(unit.text[:60])} stands beside several dates; it is read on the first of them"
                self.findings.append(note("date", message, Where(self.file, unit.line)))
            return
        if says_closed(unit.text) and not (unit.links or day.title or day.readings):
            self._title(unit.text, unit)
        elif only_closed(unit.text) and day.title and not day.readings and not unit.links:
            for each in self.open:
                each.closed, each.reason = True, each.reason or each.title
        elif role in ("due", "") and columns.headers and not (role == "" and unit.span > 1):
            self.left_out.setdefault((unit.table, unit.column), []).append(unit)
        elif role in ("reading", "optional") or (role == "title" and unit.links and day.title):
            self._add(unit, role == "optional")
        elif role == "title" and day.title and self._time_and_place(unit.text, day):
            return
        elif role in ("title", "date") or (not day.title and not day.closed):
            self._title_cell(unit, day, columns)
        else:
            self._note(unit)

    def _title_cell(self, unit: Unit, day: Day, columns: Columns) -> None:
        """``**Title** (10:00–11:00, Room 1)``, a title alone, or readings in the place of a title."""
        if unit.strong and unit.text != unit.strong and unit.text.startswith(unit.strong):
            rest = unit.text[len(unit.strong) :].strip()
            self._title(unit.strong, unit)
            if rest.startswith("(") and rest.endswith(")"):
                self._time_and_place(rest[1:-1], day, place=True)
            elif unit.links and (readings := readings_in(replace(unit, text=rest.lstrip(" :–—-")))):
                self._add_all(unit, readings)
            elif re.search(r"\w{2}", rest):
                self._note(replace(unit, text=rest))
        elif unit.links and "reading" not in columns.roles.values():
            self._add(unit, False)
        elif day.title and not unit.again and day.title != unit.text:
            self._note(unit)
        else:
            self._title(unit.text, unit)

    def _add(self, unit: Unit, optional: bool) -> None:
        found = readings_in(unit, optional)
        self._add_all(unit, found)
        before = unit.text[: unit.text.find(found[0].title)].strip(" ,;–—-") if found and found[0].url else ""
        if len(before) > _LEAST_TOLD and not _LEADS_ON.search(before):
            # Such as a chapter of a book without a link, in front of a link.
            self._note(replace(unit, text=before))
        if not found and unit.text and not is_duty(unit.text):
            self._note(unit)

    def _add_all(self, unit: Unit, found: Sequence[Reading]) -> None:
        if self.open[0].closed and found:
            self._warn(unit, f"{shown(unit.text[:60])} stands on a day without class and is not read")
            return
        self.open[0].readings += found

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
        reason = ""
        if closed := _OURS_CLOSED.fullmatch(text):
            reason = closed["reason"] or closed["title"] or "No class"
        elif says_closed(text) and not unit.links:
            reason = text
        for day in self.open:
            if reason and not day.readings and not day.title:
                day.closed, day.reason = True, reason
                continue
            labelled = _LABEL.fullmatch(text)
            if labelled and labelled["label"].lower() in LABELS:
                day.title, day.kind = labelled["title"], LABELS[labelled["label"].lower()]
            elif not day.title:
                day.title = text[:_LONGEST_TITLE]
            elif day is self.open[0] and day.title != text:
                self._note(replace(unit, text=text))

    def _split_readings(self) -> None:
        """Readings under a date of several days belong to these days, in their order."""
        for found, days in self.groups:
            readings = days[0].readings
            if len(readings) < 2 or any(day.closed or day.readings for day in days[1:]):
                continue
            share = -(-len(readings) // len(days))
            for place, day in enumerate(days):
                day.readings = readings[place * share : (place + 1) * share]
            message = f"{shown(found.text)} is {len(days)} days; the readings under it are theirs in order"
            self.findings.append(note("date", message, Where(self.file, days[0].line)))

    def _tell_columns(self) -> None:
        """The columns of tables whose meaning is not known, once each."""
        columns = {piece.first.table: piece.columns for piece in self.pieces if piece.columns is not None}
        for (table, column), units in self.left_out.items():
            name = columns[table].name(column)
            cells = "1 cell" if len(units) == 1 else f"{len(units)} cells"
            message = f"the column {shown(name)} is not read ({cells})"
            self.findings.append(note("unread", message, Where(self.file, units[0].line)))

    def _tell_asides(self) -> None:
        """The headings after dates that are none, where something with links stands under them."""
        for unit, count in self.beside.items():
            lines = "1 line" if count == 1 else f"{count} lines"
            message = f"under {shown(unit.text)}, what has links ({lines}) belongs to no date and is not read"
            self.findings.append(note("unread", message, Where(self.file, unit.line)))

    def _warn(self, unit: Unit, message: str) -> None:
        self.findings.append(warning("date", message, Where(self.file, unit.line)))

    def _note(self, unit: Unit) -> None:
        self.findings.append(note("unread", f"not read: {shown(unit.text)}", Where(self.file, unit.line)))
