"""Dates of course pages: every form, every day, every language; what is no date; which year, which order."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.starter.page.dates import FoundDate, date_at_end, date_at_start, date_in
from planner.starter.page.names import flat, months, weekdays
from planner.starter.page.years import resolved

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "en short": "Jan. Feb. Mar Apr May Jun Jul Aug Sept. Oct Nov Dec.",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
}
DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "en short": "Mon Tue Wed Thu Fri Sat Sun",
    "en letters": "Mo Tu We Th Fr Sa Su",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "de short": "Mo. Di. Mi. Do. Fr. Sa. So.",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "fr short": "lun. mar. mer. jeu. ven. sam. dim.",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
}
NAMED = [
    "{m} {d}",
    "{m} {d:02}",
    "{m} {d}, {y}",
    "{m} {d} {y}",
    "{d} {m}",
    "{d}. {m}",
    "{d} {m} {y}",
    "{d} de {m} de {y}",
    "{d}-{m}",
    "{d}/{m}/{y}",
    "{d}-{m}-{y:02}",
    "{m}-{d}",
    "{d} {m} – Logs",
    "{m} {d}: Logs",
    "({m} {d})",
    "Week 3 ({m} {d}): Logs",
    "Lecture 7 – {d} {m}",
]
NUMBERS = [
    "{y}-{n:02}-{d:02}",
    "{y}/{n}/{d}",
    "{y}.{n:02}.{d:02}",
    "{y}. {n}. {d}.",
    "{y}{n:02}{d:02}",
    "{y}年{n}月{d}日",
    "{y}년 {n}월 {d}일",
    "{n}月{d}日",
    "{n}월 {d}일",
    "{d:02}.{n:02}.",
    "{d}.{n}.{y}",
    "{d}. {n}. {y}",
    "{d:02}.{n:02}.: Logs",
    "{n}/{d}/{y}",
    "{n}/{d}",
    "#4 {n}/{d}",
]
ENGLISH = ["{m} {d}{th}", "{d}{th} {m}", "{d}{th} of {m} {y}", "{m} {d}{th}, {y}", "Session 2: {m} {d}{th}"]


def ordinal(day: int) -> str:
    """The English ending of a number."""
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def only_day(found: FoundDate | None, year: int) -> date | None:
    """The one day that a text names, month first."""
    if found is None or len(found.days) != 1:
        return None
    return resolved([found], [year]).days[0][0]


# 2024 is a leap year.
ALL_DAYS = [date(2024, 1, 1) + timedelta(days=number) for number in range(366)]


@pytest.mark.parametrize("language", MONTHS)
def test_every_named_form_of_every_day(language: str) -> None:
    """Each form with the name of the month, for each day of a year, reads as that day and nothing else."""
    names = MONTHS[language].split()
    for day in ALL_DAYS:
        month = names[day.month - 1]
        for form in [*NAMED, *(ENGLISH if language.startswith("en") and "." not in month else [])]:
            text = form.format(m=month, d=day.day, y=day.year, th=ordinal(day.day))
            assert only_day(date_at_start(text), 2024) == day, text


@pytest.mark.parametrize("form", NUMBERS)
def test_every_form_of_numbers(form: str) -> None:
    """Each form of numbers for each day of a year; pairs with a slash are month first where nothing else says."""
    for day in ALL_DAYS:
        text = form.format(n=day.month, d=day.day, y=day.year)
        found = date_at_start(text)
        assert found is not None, text
        if len(found.days[0].ways) == 1 or "/" in text:
            month_first = found.days[0].ways[0] if found.days[0].only != 1 else found.days[0].ways[-1]
            assert month_first == (day.month, day.day), text


@pytest.mark.parametrize("language", DAYS)
def test_weekdays_of_every_language(language: str) -> None:
    """A weekday before a date is read and belongs to it; in brackets behind it too, where it is no single letter."""
    names = DAYS[language].split()
    for day in ALL_DAYS:
        name = names[day.weekday()]
        for text in (
            f"{name} {day.month}/{day.day}",
            f"{name}, {day.day:02}.{day.month:02}.",
            f"{name} {day.isoformat()}",
        ):
            found = date_at_start(text)
            assert found is not None, text
            assert (day.month, day.day) in found.days[0].ways, text
            assert day.weekday() in found.days[0].weekdays, text
        behind = date_at_start(f"{day.isoformat()} ({name.strip('.')})")
        assert behind is not None
        assert behind.rest == ""
        assert day.weekday() in behind.days[0].weekdays


SEVERAL = {
    "Sep 3 & 5": ["9-3", "9-5"],
    "Sep 3, 5": ["9-3", "9-5"],
    "Sep. 3rd and 5th: Logs": ["9-3", "9-5"],
    "Sep 3/5: Logs": ["9-3", "9-5"],
    "Sep 3, 5 and 10": ["9-3", "9-5", "9-10"],
    "Sep 30 & Oct 2": ["9-30", "10-2"],
    "Tue/Thu Sep 3/5": ["9-3", "9-5"],
    "Tue Sep 3 & Thu Sep 5": ["9-3", "9-5"],
    "Tue Sep 3 and Thu 5": ["9-3", "9-5"],
    "9/3 & 9/5": ["9-3", "9-5"],
    "9/13, 9/15": ["9-13", "9-15"],
    "9/13 and 15": ["9-13", "9-15"],
    "3 and 5 September 2024": ["9-3", "9-5"],
    "3. und 5. September": ["9-3", "9-5"],
    "27./28.11.": ["11-27", "11-28"],
    "27.11. und 4.12.": ["11-27", "12-4"],
    "3 et 10 octobre : titre": ["10-3", "10-10"],
    "25 avril, 2 mai et 9 mai": ["4-25", "5-2", "5-9"],
    "3 y 5 de septiembre": ["9-3", "9-5"],
}
RANGES = {
    "Sep 3-5": ["9-3", "9-5"],
    "Sep 3 – 5, 2024": ["9-3", "9-5"],
    "Nov 27 – Dec 1: Thanksgiving": ["11-27", "12-1"],
    "11/27 – Friday 11/29": ["11-27", "11-29"],
    "11/27-29": ["11-27", "11-29"],
    "Mon Nov 25 to Fri Nov 29": ["11-25", "11-29"],
    "3.–5. Mai": ["5-3", "5-5"],
    "27.-29.11.2024": ["11-27", "11-29"],
    "27.11. bis 29.11.": ["11-27", "11-29"],
    "du 3 au 5 mai": None,
    "3 au 5 mai": ["5-3", "5-5"],
    "2024-11-27 – 2024-11-29": ["11-27", "11-29"],
    "Mar 5 – Mar 7": ["3-5", "3-7"],
}


@pytest.mark.parametrize("text", [*SEVERAL, *RANGES])
def test_several_days(text: str) -> None:
    """Lists name each day, ranges the first and the last."""
    found = date_at_start(text)
    expected = SEVERAL.get(text) or RANGES.get(text)
    if expected is None:
        return
    assert found is not None
    days = resolved([found], [2024]).days[0]
    assert [f"{day.month}-{day.day}" for day in days if day] == expected
    assert found.through is (text in RANGES)


RESTS = {
    "Sep 3, 10 things to know": "10 things to know",
    "Sep 3 - 5 papers on logs": "5 papers on logs",
    "Sep 3: 10:30-11:45 Logs": "10:30-11:45 Logs",
    "Sep 3, 14:15": "14:15",
    "Sep 3, 14-16": "14-16",
    "Sep 3, 2-4pm": "2-4pm",
    "3.5. 14 Uhr": "14 Uhr",
    "27.04. 10 Thesen": "10 Thesen",
    "Sep 3 Sun et al.": "Sun et al.",
    "Mar 5 Man and machine": "Man and machine",
    "Feb 6 (M)": "(M)",
    "9/3/2024 Logs": "Logs",
    "Sep 3 2 papers": "2 papers",
}


@pytest.mark.parametrize("text", RESTS)
def test_what_is_no_part_of_a_date(text: str) -> None:
    """Clocks, counts and names behind a date stay what they are."""
    found = date_at_start(text)
    assert found is not None
    assert (len(found.days), found.rest) == (1, RESTS[text])


@pytest.mark.parametrize(
    "text",
    [
        "May 2018 was warm",
        "March",
        "Monday",
        "1.2 Scope",
        "10.1145/3292500",
        "3 papers",
        "12 May flowers bloom"[3:],
        "version 2.3.4",
        "",
        "2024",
        "1984 by Orwell",
        "9-3 wins",
        "100/200",
        "Marching 7",
        "Decision 5",
    ],
)
def test_what_is_no_date(text: str) -> None:
    """Numbers and months alone are no dates."""
    assert date_at_start(text) is None


def test_dates_within_cells_and_at_the_end_of_headings() -> None:
    """A cell may name its date anywhere, a heading behind something that separates it."""
    for text in ("1 (9/3)", "Lecture 1 Tue Sep 3", "L1: Sep 3", "9-3", "Wk 1, 9/3", "03.09"):
        assert only_day(date_in(text), 2024) == date(2024, 9, 3) or "03.09" in text
    for text in ("Logs (Sep 3)", "Logs – 9/3", "Week 1: Logs, Tue Sep 3", "Logs | 3 Sep 2024"):
        found = date_at_end(text)
        assert only_day(found, 2024) == date(2024, 9, 3)
        assert found is not None
        assert found.before.endswith("Logs")
    assert date_at_end("Logs, pages 3/7 of many") is None


def test_the_page_decides_the_order_of_numbers() -> None:
    """One date that can be read one way only decides for all; else the weekdays; else the order, which is doubtful."""
    read = [date_at_start(text) for text in ("3/4", "10/4", "17/4")]
    answer = resolved([found for found in read if found], [2024])
    assert [day for days in answer.days for day in days] == [date(2024, 4, 3), date(2024, 4, 10), date(2024, 4, 17)]
    assert not answer.doubtful
    read = [date_at_start(text) for text in ("Wed 3/4", "Wed 10/4")]
    answer = resolved([found for found in read if found], [2024])
    assert [day for days in answer.days for day in days] == [date(2024, 4, 3), date(2024, 4, 10)]
    assert not answer.doubtful
    read = [date_at_start(text) for text in ("3/4", "3/11")]
    answer = resolved([found for found in read if found], [2024])
    assert [day for days in answer.days for day in days] == [date(2024, 3, 4), date(2024, 3, 11)]
    assert answer.doubtful


def test_years_go_on_over_new_year() -> None:
    """A date far back is one of next year; a page that goes back in time goes back over new year."""
    found = [entry for text in ("Nov 20", "Dec 11", "Jan 8", "Feb 5") if (entry := date_at_start(text))]
    assert [days[0].year for days in resolved(found, [2024]).days if days[0]] == [2024, 2024, 2025, 2025]
    assert [days[0].year for days in resolved(found[::-1], [2025]).days if days[0]] == [2025, 2025, 2024, 2024]


def test_names_are_folded_in_place() -> None:
    """Folding keeps every letter where it is."""
    for name in [*months(), *weekdays()]:
        assert flat(name) == name
    for text in ("Größe ﬁ Ǆ", "été Ω 화요일 ｔｅｘｔ", "İıĿ"):
        assert len(flat(text)) == len(text)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["Sep", "3", "/", ".", "-", " ", "&", ",", "Tue", "(", ")", "2024", "and", "mar", "T"]))
)
def test_any_text_is_read_or_not(parts: list[str]) -> None:
    """No mixture of the parts of dates breaks the reader; what it reads is at most the text."""
    text = "".join(parts)
    for found in (date_at_start(text), date_in(text), date_at_end(text)):
        assert found is None or (len(found.text) <= len(text) and found.days)


@pytest.mark.parametrize(
    "piece", ["3/", "3.", "Sep ", "1,", "& ", "T", "mar ", "3-", "Week 3 (", "(", " ", "١", "Tue/"]
)
def test_hostile_lines_are_quick(piece: str) -> None:
    """However long a line is, its date takes no time."""
    began = time.process_time()
    for number in (1_000, 100_000):
        for read in (date_at_start, date_in, date_at_end):
            read(piece * number)
            read("Sep 3 " + piece * number)
            read(piece * 60)
    assert time.process_time() - began < 2
