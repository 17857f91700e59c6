"""How pages say that there is no class, in the languages in which courses are published."""

from __future__ import annotations

import re

from planner.starter.page.names import flat

_MEETING = r"class(?:es)?|meetings?|lectures?|sessions?|seminar|school|instruction|recitation|discussion|course"
_NONE = (
    rf"no (?:{_MEETING})|(?:{_MEETING}) (?:is )?cancell?ed|not meeting|we do not meet|does not meet|"
    r"kein(?:e|en)? (?:sitzung|seminar|vorlesung|veranstaltung|termin|unterricht)|"
    r"(?:sitzung |termin )?(?:entfallt|fallt aus)|ausfall|vorlesungsfrei(?:e zeit|e woche)?|"
    r"pas de (?:cours|seance)|cours annule|no hay clases?|sin clases?|no (?:se )?(?:tiene|hay) clase|"
    r"sem aulas?|nao ha(?:vera)? aula|niente lezione|nessuna lezione|lezione sospesa|geen (?:college|les)|"
    r"ingen (?:undervisning|forelasning|forelesning|seminar)|brak zajec|ders yok|занятия нет|нет занятий|нет занятия|"
    r"휴강|수업 ?없음|休講|授業なし|停课|放假|不上课"
)
_HOLIDAY = (
    r"cancell?ed|(?:[\w'’]+ ){0,3}holidays?|(?:[\w'’]+ ){0,2}(?:break|recess)|thanksgiving(?: \w+)?|"
    r"reading week|study week|bank holiday|easter(?: monday)?|good friday|christmas|"
    r"(?:labor|labour|memorial|presidents?['’]?s?|veterans['’]?|columbus|indigenous peoples?['’]?s?|independence|mlk|"
    r"martin luther king(?:,? jr\.?)?|juneteenth) day|"
    r"feiertag|(?:oster|pfingst|weihnachts|winter|sommer|herbst|semester)(?:ferien|pause|montag)|ferien|"
    r"himmelfahrt|christi himmelfahrt|tag der arbeit|tag der deutschen einheit|fronleichnam|"
    r"vacances(?: [\w'’ ]+)?|(?:jour )?ferie|toussaint|vacaciones|feriado|festivo|semana santa|ferias|recesso|carnaval|"
    r"vacanza|festivita|festa|vakantie|herfstvakantie|feestdag|paskelov|ferie|ferier|helgdag|"
    r"공휴일|추석|설날|祝日|国庆节|春节|中秋节"
)
_WHOLE = re.compile(rf"\W{{0,3}}(?:{_NONE}|{_HOLIDAY})(?:\s?[!.)]|\s?[-–—:(,;/].{{0,120}})?\s*$")
_BEGINS = re.compile(rf"\W{{0,3}}(?:{_NONE})(?![^\W_])")
_WITHIN = re.compile(rf"(?:[-–—:(,;/]\s?)(?:{_NONE})\s?(?:$|[-–—:),;.!(/])")
LONGEST = 150


def says_closed(text: str) -> bool:
    """Whether a text says that there is no class: ``No class (snow)``, ``Thanksgiving – no class``, ``Ferien``."""
    if len(text) > LONGEST:
        return False
    plain = flat(text)
    return bool(_WHOLE.match(plain) or _BEGINS.match(plain) or _WITHIN.search(plain))


def only_closed(text: str) -> bool:
    """Whether a text says nothing else."""
    return len(text) <= LONGEST and bool(re.fullmatch(rf"\W{{0,3}}(?:{_NONE}|{_HOLIDAY})\W{{0,3}}", flat(text)))
