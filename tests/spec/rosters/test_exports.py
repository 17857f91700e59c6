"""Raw exports of form tools and course systems, each of our own making, are rosters and answers as they are."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from planner.findings import InputError
from planner.spec.load import Spec, load_spec

COURSE = """\
version: 1
course: {title: Papers, code: papers}
term:
  start: 2027-03-01
  end: 2027-03-26
  timezone: Europe/Berlin
  meetings: [{days: [Tue], start: "15:30", end: "16:45"}]
catalog: [papers.yaml]
reading: {per_session: {papers: {min: 1, max: 1}}}
topics: [{id: tracing, title: "Tracing, logs"}, {id: queues, title: Queues}]
people: [roster.csv, answers.csv]
roles: [{id: presenter, per: paper}, {id: scribe, per: session}]
"""
PAPERS = """\
- {id: alpha, title: Tracing slow requests, minutes: 60, topics: [tracing]}
- {id: beta, title: "Caches that forget: a study", minutes: 60, topics: [tracing]}
- {id: gamma, title: Queues that lie, minutes: 60, topics: [queues]}
- {id: delta, title: "Logs, forever", minutes: 60, topics: [tracing]}
"""
ROSTER = "id,name,email\nada,Ada Berg,ada@example.edu\nbo,Bo Lund,bo@example.edu\njose,José Ñuñez,jose@example.edu\n"


def load(folder: Path, answers: str | bytes, roster: str | bytes = ROSTER, course: str = COURSE) -> Spec:
    """The course with a roster and answers."""
    for name, content in (
        ("course.yaml", course),
        ("papers.yaml", PAPERS),
        ("roster.csv", roster),
        ("answers.csv", answers),
    ):
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return load_spec(folder / "course.yaml")


def said(spec: Spec) -> dict[str, dict[str, Any]]:
    """What each person says, in short: lists of ids, maps of whole scores, days."""
    found: dict[str, dict[str, Any]] = {}
    for entry in spec.people:
        person = entry.person
        facts: dict[str, Any] = {}
        for kind in ("papers", "topics", "dates", "roles"):
            wishes = getattr(person.prefers, kind)
            if wishes.scores:
                facts[kind] = list(wishes.scores) if wishes.ranked else {k: v / 100 for k, v in wishes.scores.items()}
        for kind in ("papers", "topics"):
            if getattr(person.avoids, kind):
                facts[f"avoids_{kind}"] = getattr(person.avoids, kind)
        if person.conflicts:
            facts["conflicts"] = person.conflicts
        if person.unavailable:
            facts["away"] = [
                entry.date or ("+".join(entry.days) if entry.days else f"{entry.from_}/{entry.to}")
                for entry in person.unavailable
            ]
        found[person.id] = facts
    return found


def told(spec: Spec) -> list[str]:
    """The findings in short: severity, line, message."""
    return [
        f"{f.severity} {f.where.line if f.where else ''}: {f.message}"
        for f in spec.findings
        if f.code != "answers-read"
    ]


def test_google_forms(tmp_path: Path) -> None:
    """Ticked boxes joined by commas, dates month first as one of them shows, the last of two answers."""
    spec = load(
        tmp_path,
        'Timestamp,Email Address,Which papers would you like to present?,"When can you not come? (mm/dd)",'
        "Topics to avoid\n"
        '2/1/2027 10:00:00,ADA@example.edu,"Logs, forever, Tracing slow requests","3/2, 3/16",None\n'
        "2/1/2027 10:01:00,bo@example.edu,Queues that lie,n/a,Queues\n"
        '2/1/2027 10:02:00,bo@example.edu,"Caches that forget",3/9,"Tracing, logs, Queues"\n',
    )
    assert said(spec) == {
        "ada": {"papers": ["delta", "alpha"], "away": ["2027-03-02", "2027-03-16"]},
        "bo": {"papers": ["beta"], "away": ["2027-03-09"], "avoids_topics": ["tracing", "queues"]},
        "jose": {},
    }
    assert told(spec) == [
        'note 1: column "When can you not come? (mm/dd)": the month comes first in dates with slashes, as in line 2',
        'note 4: "bo" stands in several rows; the last one counts, not line 3',
    ]


def test_google_forms_grids(tmp_path: Path) -> None:
    """Columns ``Question [row]``: places in an order, places whose answer is the paper, scores."""
    spec = load(
        tmp_path,
        "Timestamp,Your name,Rank the papers [Tracing slow requests],Rank the papers [Queues that lie],"
        "How interested are you in each topic? [Queues],"
        '"How interested are you in each topic? [Tracing, logs]"\n'
        "1,Bo Lund,2nd choice,1st choice,5,3\n"
        '1,"Nunez, Jose",1st choice,,2,\n',
    )
    assert said(spec) == {
        "ada": {},
        "bo": {"papers": ["gamma", "alpha"], "topics": {"queues": 5, "tracing": 3}},
        "jose": {"papers": ["alpha"], "topics": {"queues": 2}},
    }
    spec = load(
        tmp_path,
        "Timestamp,Email,Which papers do you prefer? [First choice],Which papers do you prefer? [Second choice]\n"
        "1,ada@example.edu,Queues that lie,Tracing slow requests\n1,bo@example.edu,,Queues that lie\n",
    )
    assert said(spec)["ada"] == {"papers": ["gamma", "alpha"]}
    assert said(spec)["bo"] == {"papers": ["gamma"]}


def test_microsoft_forms(tmp_path: Path) -> None:
    """Semicolons behind each answer; ID counts answers; statements of a grid alone as titles; a roster by itself."""
    text = (
        "ID;Start time;Completion time;Email;Name;Rank the papers;Queues;Tracing, logs;Which days are you away?\r\n"
        '1;2/1/27 9:00;2/1/27 9:02;ada@example.edu;Ada Berg;"Queues that lie;Logs, forever;";4;2;16.03.2027\r\n'
        '2;2/1/27 9:00;2/1/27 9:02;anonymous;Bo Lund;"Tracing slow requests;";1;5;Tuesdays\r\n'
    )
    spec = load(tmp_path, text.encode("cp1252"))
    assert said(spec) == {
        "ada": {"papers": ["gamma", "delta"], "topics": {"queues": 4, "tracing": 2}, "away": ["2027-03-16"]},
        "bo": {"papers": ["alpha"], "topics": {"queues": 1, "tracing": 5}, "away": ["Tue"]},
        "jose": {},
    }
    alone = load(tmp_path, "id\n", text.encode("cp1252"))
    assert list(said(alone)) == ["ada", "bo-lund"]
    assert "note None: 2 people have no id here; made of e-mail or name: ada, bo-lund" in told(alone)


QUALTRICS = (
    "StartDate\tStatus\tFinished\tRecordedDate\tResponseId\tRecipientLastName\tRecipientFirstName\tRecipientEmail\tQ1\tQ2_1\tQ2_2\tQ3\n"
    "Start Date\tResponse Type\tFinished\tRecorded Date\tResponse ID\tRecipient Last Name\tRecipient First Name\t"
    "Recipient Email\tWhich topics interest you? Select all that apply. - Selected Choice\t"
    "Rank the papers. - Tracing slow requests\tRank the papers. - Logs, forever\tPapers by yourself or co-authors\n"
    + "\t".join(f'"{{""ImportId"":""QID{n}""}}"' for n in range(12))
    + "\n2027-02-01 10:00:00\tIP Address\tTrue\t2027-02-01\tR_1\tBerg\tAda\tada@example.edu\t"
    "Queues,Tracing, logs\t2\t1\t\n"
    "2027-02-01 10:00:00\tSurvey Preview\tTrue\t2027-02-01\tR_2\t\t\t\t\t\t\t\n"
    "2027-02-01 10:00:00\tIP Address\tFalse\t2027-02-01\tR_3\tLund\tBo\t\t\t\t1\tcaches that forget\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_qualtrics(tmp_path: Path, encoding: str) -> None:
    """Three header rows, previews left out, names in two columns, places in an order; also as UTF-16 with tabs."""
    spec = load(tmp_path, QUALTRICS.encode(encoding))
    assert said(spec) == {
        "ada": {"topics": {"queues": 10, "tracing": 10}, "papers": ["delta", "alpha"]},
        "bo": {"papers": ["delta"], "conflicts": ["beta"]},
        "jose": {},
    }
    assert told(spec) == ["note 5: this row is left out: a preview of the survey"]


def test_moodle(tmp_path: Path) -> None:
    """Participants with the name in two columns; a questionnaire with ``question->row``."""
    participants = (
        '"First name",Surname,"ID number","Email address",Groups\n'
        'Ada,Berg,,ada@example.edu,"Group A"\nBo,Lund,4711,bo@example.edu,\n'
    )
    answers = (
        "Response,Submitted on:,Institution,Department,Course,Group,ID,Full name,Username,"
        "Q01_papers->Tracing slow requests,Q01_papers->Queues that lie,Q02_Which dates can you not make?\n"
        "1,Monday 1 February 2027,,,P,,77,Ada Berg,aberg,0,1,9 March\n2,x,,,P,,78,Bo Lund,blund,1,1,-\n"
    )
    spec = load(tmp_path, answers, participants)
    assert said(spec) == {
        "ada": {"papers": ["gamma"], "away": ["2027-03-09"]},
        "4711": {"papers": {"alpha": 10, "gamma": 10}},
    }
    assert [entry.person.name for entry in spec.people] == ["Ada Berg", "Bo Lund"]


def test_canvas(tmp_path: Path) -> None:
    """A gradebook as a roster, its points and test student left out; a quiz report as answers."""
    grades = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Essay (123)\n    Points Possible,,,,,100\n"
        '"Berg, Ada",1001,u1,ada@example.edu,Papers,90\n"Lund, Bo",1002,u2,blund,Papers,\n'
        '"Student, Test",1003,,x1,Papers,\n'
    )
    quiz = (
        "name,id,sis_id,section,section_id,section_sis_id,submitted,attempt,"
        '"55: Which papers would you like to present? Choose any number.",1.0,n correct,n incorrect,score\n'
        'Ada Berg,1001,u1,P,1,,2027-02-01 10:00:00 UTC,1,"Queues that lie,Logs, forever",0,0,0,0\n'
        "Bo Lund,1002,u2,P,1,,2027-02-01 10:00:00 UTC,1,Nothing of this,0,0,0,0\n"
    )
    spec = load(tmp_path, quiz, grades)
    assert said(spec) == {"ada": {"papers": {"gamma": 10, "delta": 10}}, "blund": {}}
    assert [entry.person.name for entry in spec.people] == ["Ada Berg", "Bo Lund"]
    assert any('"Nothing of this" is no paper that is known' in text for text in told(spec))


def test_other_tools(tmp_path: Path) -> None:
    """Answers in a second header row; full texts with ids of answers; a table below lines of its own."""
    monkey = (
        "Respondent ID,Collector ID,Start Date,Email Address,Which papers would you like to read?,,Name\n"
        ",,,,Tracing slow requests,Queues that lie,Open-Ended Response\n"
        "1,2,x,,Tracing slow requests,,Ada Berg\n2,2,x,bo@example.edu,Tracing slow requests,Queues that lie,\n"
    )
    assert said(load(tmp_path, monkey)) == {
        "ada": {"papers": ["alpha"]},
        "bo": {"papers": {"alpha": 10, "gamma": 10}},
        "jose": {},
    }
    lime = (
        '"Response ID","Date submitted","Last page","Start language","Your e-mail","Topics you like [Queues]"\n'
        '"1","1980-01-01","1","en","bo@example.edu","Yes"\n"2","","1","en","ada@example.edu","No"\n'
    )
    assert said(load(tmp_path, lime)) == {"ada": {}, "bo": {"topics": ["queues"]}, "jose": {}}
    lines = (
        "Expected responses:,2\nDownloaded:,today\n\nTimestamp,Full name,Prefers papers\n1,Ada Berg,beta; alpha: 3\n"
    )
    assert told(load(tmp_path, lines)) == []


def test_what_is_not_read_is_told(tmp_path: Path) -> None:
    """With its line, the nearest that is known, and no stop."""
    spec = load(
        tmp_path,
        "Timestamp,Name,Which papers would you like to present?,When are you away?,Anything else?\n"
        "1,Adda Berg,alpha,,\n1,Bo Lund,Queues that lye,4/3 or later,I sing\n",
    )
    assert said(spec)["bo"] == {}
    assert told(spec) == [
        'warning 1: column "Anything else?" is not known and not used',
        'warning 2: "Adda Berg" is nobody of the roster, and is left out; did you mean "Ada Berg"?',
        'warning 3: column "Which papers would you like to present?": "Queues that lye" is no paper that is known; '
        'did you mean "Queues that lie"?; it is not read',
        'warning 3: column "When are you away?": expected a date such as 2023-03-06, not "4/3 or later"; '
        "it is not read",
    ]
    assert [(entry.text, entry.meaning) for entry in spec.account.matched][:4] == [
        ("Name", "name"),
        ("Which papers would you like to present?", "prefers_papers"),
        ("When are you away?", "unavailable"),
        ("Anything else?", ""),
    ]


def test_columns_said(tmp_path: Path) -> None:
    """What no guess can know is said in the course file, either way round."""
    course = COURSE.replace(
        "answers.csv]", "{file: answers.csv, columns: {Q7: prefers_papers, ignore: Q8, Q9: unavailable}}]"
    )
    spec = load(tmp_path, "Who (full name),Q7,Q8,Q9\nAda Berg,alpha,?,9 Mar\n", course=course)
    assert (said(spec)["ada"], told(spec)) == ({"papers": ["alpha"], "away": ["2027-03-09"]}, [])


def test_a_folder_and_people_beside_it(tmp_path: Path) -> None:
    """A folder of answers, each a file; people listed in the course; somebody who has left."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text("email,prefers_papers\nada@example.edu,alpha\n")
    (tmp_path / "in" / "b.csv").write_text("email,prefers_papers\nbo@example.edu,beta\n")
    people = "people: [roster.csv, in, {id: ta, name: Eve, staff: true}, {without: José Nunez}]"
    spec = load(tmp_path, "", course=COURSE.replace("people: [roster.csv, answers.csv]", people))
    assert said(spec) == {"ada": {"papers": ["alpha"]}, "bo": {"papers": ["beta"]}, "ta": {}}


@pytest.mark.parametrize("name", ["ada", "ADA", "Ada Berg", "berg, ada", "ada@example.edu"])
def test_whoever_leaves(tmp_path: Path, name: str) -> None:
    """``--set people-=`` takes out somebody of a roster, however called; a slip is an error."""
    load(tmp_path, "email,prefers_papers\nada@example.edu,alpha\nbo@example.edu,beta\n")
    spec = load_spec(tmp_path / "course.yaml", [f"people-={name!r}"])
    assert list(said(spec)) == ["bo", "jose"]


def test_a_separator_line(tmp_path: Path) -> None:
    """``sep=;`` says what separates, and is no header; lines are counted with it."""
    spec = load(
        tmp_path,
        "email,prefers_papers\n",
        'sep=;\r\nid;name;email\r\nada;"Ada, B";\r\n;;\r\nbo;Bo;x@y\r\nbo;Bo;z@y\r\n',
    )
    assert [entry.person.name for entry in spec.people] == ["Ada, B", "Bo"]
    assert told(spec) == ['note 6: "bo" stands in several rows; the last one counts, not line 5']


def test_names_in_any_form(tmp_path: Path) -> None:
    """A name composed or not, in capitals, without accents, family name first, is one name."""
    for name in ("Jose\u0301 Nun\u0303ez", "JOSÉ ÑUÑEZ", "jose nunez", '"Ñuñez, José"', " José  Ñuñez "):
        spec = load(tmp_path, f"name,prefers_papers\n{name},gamma\n")
        assert (said(spec)["jose"], told(spec)) == ({"papers": ["gamma"]}, [])


def test_two_of_one_name(tmp_path: Path) -> None:
    """They are two people by their addresses; a row with the name alone is an error that names both."""
    roster = "name,email\nSam Lee,sam@a.edu\nSam Lee,sam@b.edu\n"
    spec = load(tmp_path, "email,prefers_papers\nsam@b.edu,alpha\n", roster)
    assert said(spec) == {"sam": {}, "sam-at-b.edu": {"papers": ["alpha"]}}
    with pytest.raises(InputError, match=r'several people have the name "Sam Lee": sam, sam-at-b\.edu; give the id'):
        load(tmp_path, "name,prefers_papers\nSam Lee,alpha\n", roster)


@pytest.mark.parametrize("size", [1_000, 4_000])
def test_many_rows(tmp_path: Path, size: int) -> None:
    """Reading takes as long as there are rows."""
    rows = "".join(f'2027,p{n}@x.edu,"Logs, forever, Queues that lie",9 March\n' for n in range(size))
    answers = "Timestamp,Email,Which papers do you like?,When are you away?\n" + rows
    roster = "email\n" + "".join(f"p{n}@x.edu\n" for n in range(size))
    begun = time.process_time()
    assert len(load(tmp_path, answers, roster).people) == size
    assert time.process_time() - begun < size / 400
