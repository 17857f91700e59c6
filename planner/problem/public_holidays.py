"""Public holidays of a country or a part of it, and what is worth knowing where the data may not be all of it."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from planner.documents import Document, shown
from planner.findings import Finding, Where, did_you_mean, error, note, warning
from planner.folding import folded
from planner.spec.term import NoClass, Term

# Names of holidays follow LANG and LANGUAGE unless a language is named; plans must not depend on those.
_LANGUAGE = "en_US"
_MOST_PARTS = 20
_MOST_DAYS = 6


def holidays_of(term: Term, entry: NoClass, index: int, document: Document, findings: list[Finding]) -> dict[date, str]:
    """The public holidays that the entry at ``index`` names within the term, observed days among them.

    An unknown country or part is an error, a term that the data does not reach, or no data at all, a warning.
    """
    import holidays

    where = document.where("term", "no_class", index, "country")
    country = _code(entry.country or "")
    if country is None:
        message = f'"{entry.country}" is no country code that is known{_country_hint(entry.country or "")}'
        findings.append(error("unknown-country", message, where))
        return {}
    subdivision = None
    if entry.subdivision is not None:
        subdivision = _subdivision(country, entry.subdivision)
        if subdivision is None:
            findings.append(_unknown_part(country, entry.subdivision, index, document))
            return {}
    found = _days(country, subdivision, range(term.start.year, term.end.year + 1))
    place = country if subdivision is None else f"{country}, {entry.subdivision}"
    last = holidays.country_holidays(country).end_year
    first = holidays.country_holidays(country).start_year
    if term.end.year > last:
        message = f"the public holidays of {place} are known to {last} only; name those after it as dates"
        findings.append(warning("holiday-data", message, where))
    elif term.start.year < first:
        message = f"the public holidays of {place} are known from {first} only; name those before it as dates"
        findings.append(warning("holiday-data", message, where))
    elif not found:
        hint = _parts_hint(country) if subdivision is None else ""
        message = f"no public holidays of {place} are known in {term.start.year}; name them as dates{hint}"
        findings.append(warning("holiday-data", message, where))
    days = {day: title for day, title in found.items() if term.start <= day <= term.end}
    wanted = {day: title for day, title in days.items() if _matches(entry, title)}
    if days and not wanted:
        called = " or ".join(shown(text) for text in entry.match or ())
        known = ", ".join(dict.fromkeys(days.values()))
        message = f"no holiday of {place} in the term is called {called}; they are: {known}"
        findings.append(warning("match-nothing", message, document.where("term", "no_class", index, "match")))
    return wanted


def _matches(entry: NoClass, title: str) -> bool:
    """Whether a title contains one of the texts of ``match``, in any case; everything matches where there are none."""
    return entry.match is None or any(folded(text) in folded(title) for text in entry.match)


def kept_in_parts(term: Term, entry: NoClass, where: Where, days: Collection[date]) -> Iterator[Finding]:
    """A note on the holidays that only parts of a country keep, where class meets on them (``days``)."""
    country = _code(entry.country or "")
    if country is None or entry.subdivision is not None:
        return
    years = range(term.start.year, term.end.year + 1)
    kept: dict[date, tuple[str, list[str]]] = {}
    for code, name in _parts(country).items():
        found = _days(country, code, years)
        for day in sorted(days):
            if day in found and _matches(entry, found[day]):
                kept.setdefault(day, (found[day], []))[1].append(f"{code} ({name})" if name != code else code)
    if not kept:
        return
    told = [f"{day} {title} in {_listed(parts, 6)}" for day, (title, parts) in sorted(kept.items())]
    names = [f"{code} ({name})" if name != code else code for code, name in _parts(country).items()]
    these = "1 holiday" if len(kept) == 1 else f"{len(kept)} holidays"
    message = (
        f"{country} as a whole: {these} that only parts of it keep {'falls' if len(kept) == 1 else 'fall'} on meetings "
        f"({_listed(told, _MOST_DAYS, '; ')}); subdivision: one of {_listed(names, _MOST_PARTS)}"
    )
    yield note("holidays-in-parts", message, where)


def _listed(texts: list[str], most: int, between: str = ", ") -> str:
    more = f"{between}and {len(texts) - most} more" if len(texts) > most else ""
    return between.join(texts[:most]) + more


def _days(country: str, subdivision: str | None, years: range) -> Mapping[date, str]:
    import holidays

    found = holidays.country_holidays(
        country, subdiv=subdivision, years=years, observed=True, expand=False, language=_LANGUAGE
    )
    return {day: str(found[day]) for day in sorted(found)}


def _code(text: str) -> str | None:
    """The two-letter code of a country that is named by one of its codes, "UK" among them."""
    from holidays.registry import COUNTRIES

    # The library would also take class names and stock exchanges; only country codes are meant here.
    codes = {code: str(names[1]) for names in COUNTRIES.values() for code in names[1:] if len(code) <= 3}
    return codes.get(text.strip().upper())


def _country_hint(text: str) -> str:
    """The code of the country of that name, or the nearest code."""
    from holidays.registry import COUNTRIES

    by_name = {name.replace("_", " "): str(codes[1]) for name, codes in COUNTRIES.items()}
    near = difflib.get_close_matches(text.strip().lower(), list(by_name), n=1, cutoff=0.6)
    return f'; did you mean "{by_name[near[0]]}"?' if near else did_you_mean(text, by_name.values())


def _parts(country: str) -> dict[str, str]:
    """The parts of a country that have holidays of their own: code and first name."""
    import holidays

    parts = holidays.country_holidays(country).get_subdivision_aliases()
    return {code: str(names[0]) if names else code for code, names in sorted(parts.items())}


def _subdivision(country: str, text: str) -> str | None:
    import holidays

    parts = holidays.country_holidays(country).get_subdivision_aliases()
    by_name = {alias.lower(): code for code, aliases in parts.items() for alias in aliases}
    by_name |= {code.lower(): code for code in parts}
    plain = text.strip().lower()
    # ISO 3166-2 writes the country in front: GB-ENG.
    return by_name.get(plain) or by_name.get(plain.removeprefix(f"{country.lower()}-"))


def _unknown_part(country: str, text: str, index: int, document: Document) -> Finding:
    parts = _parts(country)
    where = document.where("term", "no_class", index, "subdivision")
    hint = did_you_mean(text, [*parts, *parts.values()])
    known = _parts_hint(country) if parts else f"; {country} has no parts with holidays of their own"
    return error("unknown-subdivision", f'"{text}" is no part of {country} that is known{hint or known}', where)


def _parts_hint(country: str) -> str:
    names = [f"{code} ({name})" if name != code else code for code, name in _parts(country).items()]
    return f"; its parts are {_listed(names, _MOST_PARTS)}" if names else ""
