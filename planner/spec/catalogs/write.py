"""Papers as a catalogue in YAML, which reads back as the same papers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from planner.spec.course import CatalogPaper


class _Dumper(yaml.SafeDumper):
    """Short lists on one line, everything else on lines of its own."""


class _OnOneLine(list[Any]):
    """A list of words."""


_Dumper.add_representer(
    _OnOneLine, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)


def catalog_yaml(papers: Iterable[CatalogPaper]) -> str:
    """The text of a catalogue file with these papers."""
    listed = [_written(paper) for paper in papers]
    return yaml.dump({"papers": listed}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def _written(paper: CatalogPaper) -> dict[str, Any]:
    """The keys that say something, the id and the title first."""
    names = dict.fromkeys(("id", "title", *CatalogPaper.model_fields))
    values = {name: getattr(paper, name) for name in names if name in paper.model_fields_set}
    return {
        name: _OnOneLine(value) if isinstance(value, list) else value
        for name, value in values.items()
        if value is not None
    }
