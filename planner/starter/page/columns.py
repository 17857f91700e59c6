"""What the columns of a page's table hold: by its header, else by its cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from planner.starter.page.dates import date_at_start, date_in
from planner.starter.page.names import flat, weekdays
from planner.starter.page.units import Unit

Role = Literal["date", "until", "title", "reading", "optional", "skipped", "number", "due", "told", ""]

_DATE = re.compile(
    r"\b(?:dates?|days?|when|datum|tag|termine?|wann|fechas?|dia|data|datas|jours?|quand|giorno|dato|dag|pvm|paiva|tarih|"
    r"дата|день)\b|日付|日期|日時|날짜|일자|일시"
)
_UNTIL = re.compile(r"\b(?:end|ends|until|to|bis|ende|fin|jusqu|hasta|fim|fine|al|tot|slutt?)\b")
_FROM = re.compile(r"\b(?:start|starts|begin|begins|from|von|ab|debut|du|desde|inicio|inizio|dal|van)\b")
_WORDS: tuple[tuple[Role, str], ...] = (
    (
        "due",
        r"\b(?:due|deadline|homework|hw|assignments?|submission|out|released?|posted|abgabe|rendus?|entregas?)\b",
    ),
    ("optional", r"optional|extra|additional|further|supplement|weiterf|zusatz|complement|facultati|aanvullend"),
    (
        "reading",
        r"read|paper|article|reference|literatur|lekture|artikel|lectura|bibliogra|textos?\b|texte\b|textes\b|articulo|"
        r"artigo|leitura|lettur|literatuur|litteratur|문헌|논문|읽기|文献|論文|чтение|литература|статья",
    ),
    (
        "skipped",
        r"dut(?:y|ies)|present|lead|scribe|slide|notes?\b|assign|video|record|who|speaker|minute|load|instructor|"
        r"lecturer|room|location|place|folien|referent|vortragend|dozent|raum|ort\b|salle|enseignant|docente|profes|발표|"
        r"강의자료|発表|material",
    ),
    (
        "number",
        r"^\W*(?:weeks?|wk|w|#|nos?\.?|nr\.?|n°|lecture #|lec\.?|class #|session #|woche|kw|semaine|semana|"
        r"settimana|weken?|uke|vecka|주차?|週|周次?)\W*$",
    ),
    (
        "title",
        r"session|topic|title|theme|subject|lecture|content|what|event|unit|module|class|description|agenda|activity|"
        r"thema|inhalt|titel|sujet|theme|contenu|tema|titulo|contenido|conteudo|argomento|onderwerp|emne|amne|주제|내용|"
        r"제목|主題|主题|内容|テーマ|тема",
    ),
)
_ROLES = tuple((role, re.compile(words)) for role, words in _WORDS)


class Columns:
    """The roles of one table's columns."""

    def __init__(self, cells: Sequence[Unit]) -> None:
        """``cells`` are all cells of one table; a first row that names columns without saying so is its header."""
        self.header_row = _header_row(cells)
        body = [cell for cell in cells if cell.row > self.header_row and not cell.again and cell.text]
        self.headers: dict[int, str] = {}
        for cell in cells:
            if cell.row <= self.header_row and cell.text and not cell.again:
                joined = f"{self.headers.get(cell.column, '')} {cell.text}".strip()
                self.headers[cell.column] = joined
        plain = {column: flat(text) for column, text in self.headers.items()}
        filled = Counter(cell.column for cell in body if cell.span == 1)
        self.roles: dict[int, Role] = {column: _named(text) for column, text in plain.items()}
        anywhere = {c for c, text in plain.items() if _DATE.search(text) or self.roles[c] == "number"}
        dated = Counter(
            cell.column
            for cell in body
            if cell.span == 1 and (date_in if cell.column in anywhere else date_at_start)(cell.text)
        )
        self._set_dates(plain, filled, dated)
        linked = {cell.column for cell in body if cell.links}
        if "reading" not in self.roles.values():
            for column in sorted(linked):
                if self.roles.get(column, "") == "":
                    self.roles[column] = "reading"
        self.filled = filled

    def _set_dates(self, plain: Mapping[int, str], filled: Counter[int], dated: Counter[int]) -> None:
        """Find the columns of dates, and the column of last days beside one of first days."""
        named = [c for c in sorted(dated) if _is_date_header(plain.get(c, "")) and self.roles.get(c) != "due"]
        mostly = [c for c in sorted(dated) if dated[c] * 2 > filled[c] and self.roles.get(c) not in ("due", "skipped")]
        mostly = [c for c in mostly if self.roles.get(c) == "number"] or mostly
        dates = named or mostly or [c for c in sorted(dated) if dated[c] > 1 and self.roles.get(c) != "due"][:1]
        if named and len(named) == 1:
            ends = [c for c in mostly if c != named[0] and _UNTIL.search(plain.get(c, ""))]
            dates = named + ends[:1]
        starts = [c for c in dates if _FROM.search(plain.get(c, ""))]
        for column in dates:
            until = len(dates) == 2 and starts[:1] != [column] and bool(_UNTIL.search(plain.get(column, "")))
            self.roles[column] = "until" if until else "date"

    @property
    def dates(self) -> list[int]:
        """The columns whose cells begin days."""
        return [column for column in sorted(self.roles) if self.roles[column] == "date"]

    @property
    def of_weekdays(self) -> list[str]:
        """The headers of columns that are named by a weekday and hold no dates, beside one that does."""
        named = [text for c, text in sorted(self.headers.items()) if self.role(c) not in ("date", "skipped", "due")]
        return [text for text in named if self.dates and _weekday_first(flat(text))]

    @property
    def has_title(self) -> bool:
        """Whether a column is for titles."""
        return "title" in self.roles.values()

    def role(self, column: int) -> Role:
        """What a column holds; nothing where it is not known."""
        return self.roles.get(column, "")

    def name(self, column: int) -> str:
        """A column as people call it."""
        return self.headers.get(column) or f"no. {column + 1}"

    def repeats_header(self, cell: Unit) -> bool:
        """Whether a cell says its header again, as long tables do."""
        return flat(cell.text) == flat(self.headers.get(cell.column, ""))


def _is_date_header(text: str) -> bool:
    return bool(_DATE.search(text)) or _weekday_first(text)


def _weekday_first(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    return bool(words and words[0] in weekdays() and len(words[0]) > 2)


def _named(text: str) -> Role:
    return next((role for role, words in _ROLES if words.search(text)), "")


def _header_row(cells: Sequence[Unit]) -> int:
    """The last row of the header; -1 where there is none."""
    if any(cell.row == 0 for cell in cells):
        return 0
    first = [cell for cell in cells if cell.row == 1 and cell.text]
    if len(first) < 2 or any(date_at_start(cell.text) or cell.links for cell in first):
        return 0
    plain = [flat(cell.text) for cell in first]
    return 1 if any(_is_date_header(text) for text in plain) or sum(_named(text) != "" for text in plain) > 1 else 0
