"""The last step: files that people read and subscribe to, made from a plan and from nothing else.

Importing this package costs nothing; each format's module, and its library, is imported when first asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from planner.plans.plan import Plan
    from planner.plans.updates import Update

Flavour = Literal["plain", "github", "just-the-class", "quarto", "hugo"]

FLAVOURS: tuple[Flavour, ...] = ("plain", "github", "just-the-class", "quarto", "hugo")
"""The dialects of ``syllabus.md``."""

# Each module has a function ``files(plan, options)``.
_MODULES = {
    "ics": "ical",
    "md": "markdown",
    "people": "personal",
    "html": "page",
    "csv": "table",
    "json": "data",
    "xlsx": "workbook",
    "pdf": "printed",
    "bib": "bibtex",
    "csl-json": "csl",
    "imscc": "cartridge",
}

FORMATS: tuple[str, ...] = tuple(_MODULES)
"""The formats that :func:`publish` knows, by file extension."""


@dataclass(frozen=True)
class PublishOptions:
    """How the files are written.

    ``public`` leaves satisfaction and wishes out of html, md and pdf. ``flavour`` is the dialect of
    ``syllabus.md``. ``due`` writes due dates as short events beside the duties, or as tasks in files of their
    own. ``remind`` puts an alarm that long before each duty and due date (before each session where the plan
    has no people).
    """

    public: bool = True
    flavour: Flavour = "plain"
    due: Literal["events", "tasks"] = "events"
    remind: timedelta | None = None
    url: str | None = None
    updates: tuple[Update, ...] = ()

    @classmethod
    def of(cls, plan: Plan, **given: Any) -> PublishOptions:
        """The options that the plan keeps, with those that are ``given`` in their place (None is not given)."""
        kept = plan.publish
        told = {"due": kept.due, "remind": kept.remind, "url": kept.url}
        return cls(**{**told, **{key: value for key, value in given.items() if value is not None}})


@dataclass(frozen=True)
class PublishedFile:
    """One file; ``name`` is relative, with ``/`` between folders, and never leaves the output folder."""

    name: str
    content: bytes


class _Writer(Protocol):
    """A module that writes one format."""

    def files(self, plan: Plan, options: PublishOptions) -> list[PublishedFile]:
        """The files of this format."""


def publish(plan: Plan, formats: Sequence[str], options: PublishOptions | None = None) -> list[PublishedFile]:
    """The files of a plan in the wanted formats, each format once, in the order asked for.

    Raises InputError for an unknown format or flavour, for a plan that cannot be shown (a time zone that does
    not exist), and when a format's optional library is not installed.
    """
    options = options or PublishOptions.of(plan)
    _check(formats, options)
    result: list[PublishedFile] = []
    for name in dict.fromkeys(formats):
        module = cast(_Writer, import_module(f"{__name__}.{_MODULES[name]}"))
        result.extend(module.files(plan, options))
    return result


def site(plan: Plan, options: PublishOptions | None = None) -> list[PublishedFile]:
    """What may be served to everybody, in the formats that the plan keeps: nothing that is private.

    With ``index.html``, so that the folder's address shows the page.
    """
    options = replace(options or PublishOptions.of(plan), public=True)
    formats = [name for name in plan.publish.formats if name in FORMATS]
    files = [file for file in publish(plan, formats, options) if is_public(plan, file.name)]
    pages = {file.name: file.content for file in files}
    if "syllabus.html" in pages:
        files.append(PublishedFile("index.html", pages["syllabus.html"]))
    if any(name.startswith("people/") for name in pages):
        # A server that lists folders shows this instead of the names in it.
        files.append(PublishedFile("people/index.html", b"<!DOCTYPE html>\n<title>People</title>\n"))
    return files


def is_public(plan: Plan, name: str) -> bool:
    """Whether everybody may see a file: duties, messages and the plan itself never, people's files as the plan says."""
    if name.startswith(("people/", "tasks/")):
        return plan.publish.personal != "private"
    private = name.startswith(("messages/", "history/"))
    return not private and name not in ("duties.csv", "duties.xlsx", "plan.json", "plan.yaml")


def _check(formats: Sequence[str], options: PublishOptions) -> None:
    """Refuse unknown names and a reminder that is no time before."""
    from planner.findings import InputError, did_you_mean, error

    findings = []
    for what, known, asked in (
        ("format", FORMATS, tuple(formats)),
        ("flavour", FLAVOURS, (options.flavour,)),
        ("way to write due dates", ("events", "tasks"), (options.due,)),
    ):
        for name in asked:
            if name not in known:
                listed = ", ".join(known)
                near = did_you_mean(name, known)
                findings.append(error("export", f'there is no {what} "{name}"{near} (known: {listed})'))
    if options.remind is not None and options.remind.total_seconds() <= 0:
        findings.append(error("export", "a reminder must come some time before, such as 2d or 90m"))
    if findings:
        raise InputError(findings)
