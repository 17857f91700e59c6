"""What each column of a table asks, by its own name or by the words of its question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from planner.folding import folded
from planner.spec.rosters.table import Table

COLUMNS = (
    "id",
    "name",
    "email",
    "unavailable",
    "prefers_papers",
    "prefers_topics",
    "prefers_dates",
    "prefers_roles",
    "avoids_papers",
    "avoids_topics",
    "conflicts",
    "roles",
    "members",
    "staff",
    "did",
    "min_duties",
    "max_duties",
    "from",
    "until",
)
ANSWERED = frozenset(COLUMNS[3:11])
"""Columns that people fill in themselves: what cannot be read in them is told, and stops nothing."""
KINDS = {
    "prefers_papers": "paper",
    "prefers_topics": "topic",
    "prefers_dates": "date",
    "prefers_roles": "role",
    "avoids_papers": "paper",
    "avoids_topics": "topic",
    "conflicts": "paper",
    "roles": "role",
    "unavailable": "date",
}
"""What a column names."""
FIRST_NAME, LAST_NAME, LOGIN, NOT_USED = "first name", "last name", "login", "not used"

_ALIASES = {
    **dict.fromkeys(("e_mail", "mail", "email_address", "e_mail_address", "recipientemail"), "email"),
    **dict.fromkeys(("full_name", "your_name", "your_full_name", "student", "student_name"), "name"),
    **dict.fromkeys(("display_name", "participant", "respondent", "first_and_last_name"), "name"),
    **dict.fromkeys(("student_id", "id_number", "student_number", "matriculation_number", "participant_id"), "id"),
    **dict.fromkeys(("first_name", "firstname", "given_name", "forename", "recipientfirstname"), FIRST_NAME),
    **dict.fromkeys(("last_name", "lastname", "surname", "family_name", "recipientlastname"), LAST_NAME),
    **dict.fromkeys(("recipient_first_name",), FIRST_NAME),
    **dict.fromkeys(("recipient_last_name",), LAST_NAME),
    **dict.fromkeys(("recipient_email",), "email"),
    **dict.fromkeys(("username", "user_name", "login", "login_id", "sis_login_id", "netid", "user"), LOGIN),
    **dict.fromkeys(("absences", "absent", "unavailable_dates", "dates_unavailable"), "unavailable"),
    "preferred_papers": "prefers_papers",
    "preferred_topics": "prefers_topics",
    "preferred_dates": "prefers_dates",
    "preferred_roles": "prefers_roles",
    "avoided_papers": "avoids_papers",
    "avoided_topics": "avoids_topics",
    "team_members": "members",
    "group_members": "members",
    "to": "until",
}
_NOT_USED = frozenset(
    (
        *("timestamp", "time_stamp", "submitted", "date_submitted", "submitted_on", "submitted_at"),
        *("submission_date", "score", "total_score", "start_time", "completion_time", "last_modified_time"),
        *("start_date", "end_date", "startdate", "enddate", "status", "ipaddress", "ip_address", "progress"),
        *("duration_in_seconds", "duration", "finished", "recordeddate", "recorded_date", "responseid"),
        *("response_id", "externalreference", "external_data_reference", "locationlatitude"),
        *("location_latitude", "locationlongitude", "location_longitude", "distributionchannel"),
        *("distribution_channel", "userlanguage", "user_language", "section", "section_id", "section_sis_id"),
        *("sis_user_id", "sis_id", "attempt", "n_correct", "n_incorrect", "institution", "department"),
        *("course", "group", "groups", "response", "submitdate", "lastpage", "last_page", "startlanguage"),
        *("start_language", "seed", "datestamp", "respondent_id", "collector_id", "custom_data_1"),
        *("download_status", "language", "time_started", "time_completed", "root_account", "notes"),
        *("last_downloaded_from_this_course", "country", "city", "phone", "grade", "enrolled"),
    )
)
_OWN_NUMBERS = ("Microsoft Forms", "LimeSurvey", "Canvas", "SurveyMonkey")
"""Tools whose column "ID" counts answers or users, and is nobody's name."""

_FIRST, _NUMBER = (
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
    r"(\d{1,2})",
)
_RANK_WORDS = "choice|preference|wish|pick|option|priority|rank|place"
_ORDINAL = re.compile(
    rf"\b(?:({'|'.join(_FIRST)})|{_NUMBER} ?(?:st|nd|rd|th)) (?:{_RANK_WORDS})\b|\b(?:{_RANK_WORDS}) ?#? ?{_NUMBER}\b"
)
_RANK = re.compile(
    rf"(?:(?:{_RANK_WORDS}) ?)?#? ?(?:{_NUMBER} ?(?:st|nd|rd|th)?|({'|'.join(_FIRST)}))[.)]?(?: (?:{_RANK_WORDS}))?"
)
_GRID = re.compile(r"(?P<question>[^\[\]]*)\[(?P<item>[^\[\]]+)\]\s*")
_TAILS = (" - ", "->", " : ", " | ", ">>")
_NOUNS = (
    ("paper", re.compile(r"\b(?:papers?|readings?|articles?|publications?|chapters?)\b")),
    ("topic", re.compile(r"\b(?:topics?|themes?|areas?|subjects?|interests)\b")),
    ("date", re.compile(r"\b(?:dates?|days?|weeks?|sessions?|meetings?|slots?|when|unavailable|absen[tc]\w*|away)\b")),
    ("role", re.compile(r"\broles?\b")),
)
_NEGATIVE = re.compile(
    r"\b(?:not|cannot|can ?'?t|unable|unavailable|absen[tc]\w*|away|miss|avoid\w*|won ?'?t|dislike|least|except|busy|"
    r"never|conflicts?)\b"
)
_CONFLICT = re.compile(r"\b(?:conflicts?|co-?authors?|co-?authored|authored|wrote|your own|written by you)\b")
_WISHING = re.compile(
    r"\b(?:prefer\w*|like|likes|rather|want|favou?rites?|wish\w*|best|choices?|rank\w*|interest\w*|choose|pick|rate|"
    r"vote\w*|bid\w*|top|select|present\w*|desired)\b"
)
_NO_WISH = re.compile(
    r"\bwhy\b|\bhow (?:many|often|much|did)\b|\bcomments?\b|\banything else\b|\bhave you\b|\balready\b|\bfamiliar\b|"
    r"\bexplain\b|\breasons?\b|\bif you\b|\bother remarks\b|\bquestions?\b.{0,20}\bfor us\b"
)
_TICKING = re.compile(r"\b(?:choose|select|tick|check|mark|all that apply|any number|any of)\b")
_ORDERED = re.compile(r"\b(?:rank\w*|order|first|best|choices?|preferred order|most preferred)\b")
SCORING = re.compile(
    r"\b(?:rate|rating|scores?|points|scale|how (?:much|interested|strongly)|0 ?[-–] ?10|1 ?[-–] ?5)\b"
)
RANKING = re.compile(r"\b(?:rank\w*|order|choices?|1 ?(?:=|is|:) ?(?:best|first|top|most)|best first|preference)\b")


@dataclass(frozen=True)
class Column:
    """One column: what it fills (None: nothing), and how that was found.

    ``item`` is the thing that a column of a grid is about, ``rank`` the place in order that its answers have;
    ``ticked`` says that its answers have no order among themselves; ``named`` that the title is the column's own name.
    """

    place: int
    title: str
    fills: str | None = None
    item: str | None = None
    rank: int | None = None
    ticked: bool = False
    named: bool = False
    question: str = ""


class Reader:
    """Reads titles of columns in a course; ``meant`` gives the id of a kind that a text names, or None."""

    def __init__(self, meant: Callable[[str, str], str | None], role_words: Iterable[str] = ()) -> None:
        self.meant = meant
        words = [re.escape(folded(word)) for word in role_words if word.strip()]
        self.roles = re.compile(rf"\b(?:{'|'.join(words)})\b") if words else None

    def columns(self, table: Table) -> list[Column]:
        """The columns of a table, in its order."""
        columns = []
        for place, title in enumerate(table.titles):
            column = self.column(title, place)
            name = table.names[place]
            if column.fills is None and name != title and plain_column(name) is not None:
                column = replace(column, fills=plain_column(name))
            if table.by in _OWN_NUMBERS and folded(title) == "id":
                column = replace(column, fills=NOT_USED)
            columns.append(column)
        return columns

    def column(self, title: str, place: int = 0) -> Column:
        """What one title asks."""
        fills = plain_column(title)
        if fills is not None:
            return Column(place, title, fills, named=fills in COLUMNS)
        question, item = self._of_grid(title.replace(" - Selected Choice", ""))
        text = folded(question)
        asked = self._asked(re.sub(r"[(\[][^()\[\]]*[)\]]", " ", text)) or self._asked(text)
        if item is not None:
            rank = rank_of(item)
            kinds = [KINDS[asked]] if asked in KINDS else ["paper", "topic", "role", "date"]
            for kind in kinds if rank is None else ():
                if (known := self.meant(kind, item)) is not None:
                    wishes = {"paper": "prefers_papers", "topic": "prefers_topics", "role": "prefers_roles"}
                    fills = asked if asked in KINDS else wishes.get(kind)
                    return Column(place, title, fills, item=known, question=question.strip())
            if rank is not None and asked in KINDS:
                return Column(place, title, asked, rank=rank, question=question.strip())
        ticked = bool(_TICKING.search(text)) and not _ORDERED.search(text)
        # "(first, second, third choice)" asks for a list, "first choice" for one of its places.
        ordinals = list(_ORDINAL.finditer(text))
        several = len(set(re.findall(rf"\b(?:{'|'.join(_FIRST)}|\d{{1,2}}(?:st|nd|rd|th))\b", text))) > 1
        rank = _number(ordinals[0]) if len(ordinals) == 1 and not several else None
        return Column(place, title, asked, rank=rank, ticked=ticked, question=title.strip())

    def _of_grid(self, title: str) -> tuple[str, str | None]:
        """The question and the row of a grid; the row alone may be the title."""
        if found := _GRID.fullmatch(title.strip()):
            return found["question"], found["item"].strip()
        if any(self.meant(kind, title) is not None for kind in ("paper", "topic")):
            return "", title
        for sign in _TAILS:
            head, cut, tail = title.rpartition(sign)
            if cut and (
                rank_of(tail) or any(self.meant(kind, tail) is not None for kind in ("paper", "topic", "role", "date"))
            ):
                return head, tail.strip()
        return title, None

    def _asked(self, text: str) -> str | None:
        """The column that a question fills, by its words; None where they do not say."""
        if identity := _identity(text):
            return identity
        if _NO_WISH.search(text):
            return None
        found = [(match.start(), kind) for kind, noun in _NOUNS if (match := noun.search(text))]
        if self.roles is not None and (match := self.roles.search(text)) and not found:
            found.append((match.start(), "role"))
        if not found:
            return None
        asked = re.search(r"\b(?:which|what) (?:of (?:the|these) )?(\w+)", text)
        nouns = [kind for kind, noun in _NOUNS if asked and noun.fullmatch(asked[1])]
        kind = nouns[0] if nouns else min(found)[1]
        return _filled(kind, text)


def _filled(kind: str, text: str) -> str | None:
    """The column of a kind, by whether the question asks for wishes or for the contrary."""
    if kind == "paper" and _CONFLICT.search(text):
        return "conflicts"
    if _NEGATIVE.search(text):
        return {"paper": "avoids_papers", "topic": "avoids_topics", "date": "unavailable"}.get(kind)
    if _WISHING.search(text) or kind in ("paper", "topic", "role"):
        return {
            "paper": "prefers_papers",
            "topic": "prefers_topics",
            "date": "prefers_dates",
            "role": "prefers_roles",
        }[kind]
    return None


def _identity(text: str) -> str | None:
    """Who answers, where a question asks that: a short one with the word in it."""
    words = re.findall(r"[\w-]+", text)
    if len(words) > 7:
        return None
    if re.search(r"\be-?mail\b", text):
        return "email"
    if {"name", "names"} & set(words) and not {"file", "course", "paper", "team", "group", "project"} & set(words):
        parts = {"first", "given"} & set(words), {"last", "family", "sur"} & set(words)
        return "name" if bool(parts[0]) == bool(parts[1]) else FIRST_NAME if parts[0] else LAST_NAME
    return None


def plain_column(title: str) -> str | None:
    """The column that a title names by itself, matched loosely: ``E-Mail address`` is ``email``."""
    key = re.sub(r"[^a-z0-9]+", "_", re.sub(r"[(\[].*", "", folded(title))).strip("_")
    if key in COLUMNS:
        return key
    if key in _NOT_USED or re.fullmatch(r"\d+(?:\.\d+)?", folded(title)) or not title.strip():
        return NOT_USED
    return _ALIASES.get(key)


def rank_of(text: str) -> int | None:
    """The place in an order that a text names: ``2``, ``2nd choice``, ``second``, ``Rank 2``."""
    found = _RANK.fullmatch(folded(text))
    return _number(found) if found else None


def _number(found: re.Match[str]) -> int:
    word = next(group for group in found.groups() if group)
    return int(word) if word.isdigit() else _FIRST.index(word) + 1
