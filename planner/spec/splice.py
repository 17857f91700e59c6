"""Changes of a YAML text that touch their own lines only: comments, order, quoting and line ends stay as they are.

Nothing is dumped again: the places of the parts come from the parser's marks, and text is put in or taken out there.
What comes out is read again and must be what was asked for, so that no odd layout is ever damaged: it is refused.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from planner.documents import Key, KeyPath, parse_yaml
from planner.findings import InputError, Where, error

BYTE_ORDER_MARK = "\ufeff"
WIDEST = 120
_PLAIN = re.compile(r"[\w.][\w.+/@-]*(?: [\w.+/@-]+)*")
_NOTHING = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True)
class Put:
    """Let a value stand at a path; what is missing above it is made."""

    path: KeyPath
    value: Any


@dataclass(frozen=True)
class Drop:
    """Take out what stands at a path; a list or mapping that is empty then goes too."""

    path: KeyPath


@dataclass(frozen=True)
class Append:
    """One more entry of the list at a path, which is made if it is missing."""

    path: KeyPath
    value: Any


Change = Put | Drop | Append
Node = Any


def spliced(text: str, changes: Sequence[Change], file: str = "constraints") -> str:
    """The text with each change made in turn, all other lines as they were; paths are those of the text at that time.

    Raises InputError where the text is no YAML, a path does not fit it, or a change cannot be made without touching
    what stands elsewhere (as with an alias).
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    text = text.removeprefix(mark)
    for change in changes:
        wanted = _changed(parse_yaml(text, file).value, change, file)
        text = _Text(text).make(change)
        try:
            right = parse_yaml(text, file).value == wanted
        except InputError:
            right = False
        if not right:
            raise _refused(file, change.path, "cannot be changed without touching other parts; change it by hand")
    return mark + text


def flow(value: Any) -> str:
    """A value as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    if _PLAIN.fullmatch(text) and text not in _NOTHING:
        return text
    escaped = "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in text.replace("\\", "\\\\"))
    return '"' + escaped.replace('"', '\\"') + '"'


def plain(value: Any) -> Any:
    """A value as it is read back: texts, lists and mappings."""
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    return value if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _refused(file: str, path: KeyPath, why: str) -> InputError:
    shown = Where(file, path=path).key or "the file"
    return InputError([error("edit", f"{shown} {why}", Where(file, path=path))])


# What is asked for, on plain values ---------------------------------------------------------------------------------


def _changed(root: Any, change: Change, file: str) -> Any:
    """The value that the text is to have afterwards."""
    root = copy.deepcopy(root)
    path = change.path
    node: Any = root
    if not path:
        raise _refused(file, path, "cannot be changed as a whole")
    for place, part in enumerate(path[:-1]):
        if isinstance(node, dict) and node.get(str(part)) is None and not isinstance(change, Drop):
            node[part] = {}
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            raise _refused(file, path[: place + 1], "is not there") from None
    last: Any = path[-1]
    if isinstance(change, Drop):
        try:
            del node[last]
        except (KeyError, IndexError, TypeError):
            raise _refused(file, path, "is not there") from None
        return _without_empty(root, path[:-1])
    if not isinstance(node, dict | list) or isinstance(node, dict) != isinstance(last, str):
        raise _refused(file, path[:-1], "is neither list nor mapping")
    try:
        old = node[last] if isinstance(node, list) else node.get(last)
    except IndexError:
        raise _refused(file, path, "is not there") from None
    if isinstance(change, Put):
        node[last] = plain(change.value)
    elif isinstance(old, dict):
        raise _refused(file, path, "is no list")
    else:
        node[last] = [*(old if isinstance(old, list) else [] if old is None else [old]), plain(change.value)]
    return root


def _without_empty(root: Any, path: KeyPath) -> Any:
    """Without what became empty, below the root, unless it is an entry of a list."""
    node: Any = root
    above: list[tuple[Any, Any]] = []
    for part in path:
        above.append((node, part))
        node = node[part]
    while above and not node and isinstance(above[-1][1], str):
        node, part = above.pop()
        del node[part]
    return root


# In the text --------------------------------------------------------------------------------------------------------


class _Text:
    """One YAML text with its nodes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = yaml.compose(text, Loader=yaml.CSafeLoader)

    def make(self, change: Change) -> str:
        """The text after one change."""
        known = self._known(change.path)
        nodes, rest = known, change.path[len(known) - 1 :]
        node = nodes[-1]
        if isinstance(change, Drop):
            return self._drop(nodes, list(change.path))
        if rest:
            value: Any = [change.value] if isinstance(change, Append) else change.value
            for part in reversed(rest[1:]):
                value = {part: value}
            if _is_null(node) and len(nodes) > 1:
                return self._replace(nodes, change.path, {rest[0]: value})
            return self._insert_key(node, str(rest[0]), value, isinstance(change, Append) and len(rest) == 1)
        if isinstance(change, Put):
            return self._replace(nodes, change.path, change.value)
        if isinstance(node, yaml.SequenceNode) and node.value:
            return self._append(node, change.value)
        old = [] if _is_null(node) or isinstance(node, yaml.SequenceNode) else [node.value]
        if not old and not self._in_flow(nodes[-2], node):
            return self._replace(nodes, change.path, self._below(nodes[-2], [change.value]), ready=True)
        return self._replace(nodes, change.path, [*old, change.value])

    def _known(self, path: KeyPath) -> list[Node]:
        """The nodes on the way, as far as they are there; the root first."""
        nodes = [self.root]
        for part in path:
            found = _child(nodes[-1], part)
            if found is None:
                break
            nodes.append(found)
        return nodes

    # Values

    def _replace(self, nodes: list[Node], path: KeyPath, value: Any, ready: bool = False) -> str:
        """Another value in the place of a node."""
        node, parent = nodes[-1], nodes[-2]
        start, end = node.start_mark.index, self._end(node)
        if end > start and self.text[end - 1] == "\n":  # after a block of text
            end = len(self.text[:end].rstrip())
        new = value if ready else flow(value)
        if isinstance(node, yaml.ScalarNode) and isinstance(value, str) and not ready and not _is_null(node):
            new = _quoted_as(node.style, value) or new
        if isinstance(parent, yaml.MappingNode):
            key = next(key for key, child in parent.value if child is node)
            colon = self.text.index(":", key.end_mark.index) + 1
            if start == end or (isinstance(node, yaml.CollectionNode) and not node.flow_style) or ready:
                gap = "" if new.startswith(("\n", "\r")) else " "
                return self.text[:colon] + gap + new + self.text[max(end, colon) :]
        return self.text[:start] + new + self.text[end:]

    def _insert_key(self, node: Node, key: str, value: Any, listed: bool) -> str:
        """One more key of a mapping; a new list below a block mapping has its entries on lines of their own."""
        if not node.value:
            return self.text[: node.start_mark.index] + flow({key: value}) + self.text[node.end_mark.index :]
        if node.flow_style:
            return self._into_flow(node, f"{flow(key)}: {flow(value)}")
        column = node.value[0][0].start_mark.column
        new = f"{flow(key)}:{self._lines(column, value)}" if listed else f"{flow(key)}: {flow(value)}"
        return self._line_after(node, " " * column + new)

    def _append(self, node: Node, value: Any) -> str:
        if node.flow_style:
            return self._into_flow(node, flow(value))
        dash = self.text.rindex("-", 0, max(node.value[0].start_mark.index, node.start_mark.index + 1))
        return self._line_after(node, " " * self._column(dash) + "- " + flow(value))

    def _into_flow(self, node: Node, new: str) -> str:
        """After the last entry, on its line; on a line of its own where that would be too long."""
        last = node.value[-1]
        end = max(self._end(part) for part in (last if isinstance(last, tuple) else (last,)))
        begin = (last[0] if isinstance(last, tuple) else last).start_mark
        line_end = _line_end(self.text, end)
        several = node.start_mark.line != node.end_mark.line
        if several and line_end - (self.text.rfind("\n", 0, end) + 1) + len(new) + 2 > WIDEST:
            new = f"{self._newline(end)}{' ' * begin.column}{new}"
        else:
            new = " " + new
        return f"{self.text[:end]},{new}{self.text[end:]}"

    def _below(self, parent: Node, values: list[Any]) -> str:
        """A list below the key of a block mapping."""
        column = parent.value[0][0].start_mark.column if isinstance(parent, yaml.MappingNode) else 0
        return self._lines(column, values)

    def _lines(self, column: int, values: list[Any]) -> str:
        newline = self._newline(0)
        return "".join(f"{newline}{' ' * (column + 2)}- {flow(value)}" for value in values)

    def _line_after(self, node: Node, line: str) -> str:
        """A line of its own after all that a block node holds."""
        end = self._end(node)
        at = end if end and self.text[end - 1] == "\n" else _line_end(self.text, end)
        newline = self._newline(end)
        if at and self.text[at - 1] == "\n":
            return self.text[:at] + line + newline + self.text[at:]
        return self.text[:at] + newline + line + self.text[at:]

    # Taking out

    def _drop(self, nodes: list[Node], path: list[Key]) -> str:
        """Without the last node; what would be empty then goes as a whole."""
        while len(nodes) > 2 and len(nodes[-2].value) == 1 and isinstance(path[-2], str):
            nodes, path = nodes[:-1], path[:-1]
        parent, node = nodes[-2], nodes[-1]
        entries = list(parent.value)
        place = next(i for i, e in enumerate(entries) if (e[1] if isinstance(e, tuple) else e) is node)
        if isinstance(path[-1], int):
            place = path[-1]
        starts = [self._start(parent, entry) for entry in entries]
        end = max(self._end(part) for part in (entries[place] if isinstance(entries[place], tuple) else (node,)))
        start = starts[place]
        if len(entries) == 1:
            empty = "{}" if isinstance(parent, yaml.MappingNode) else "[]"
            return self.text[: parent.start_mark.index] + empty + self.text[self._end(parent) :]
        if parent.flow_style:
            if place + 1 < len(entries):
                return self.text[:start] + self.text[starts[place + 1] :]
            before = entries[place - 1]
            last = max(self._end(part) for part in (before if isinstance(before, tuple) else (before,)))
            return self.text[:last] + self.text[end:]
        line = self.text.rfind("\n", 0, start) + 1
        if self.text[line:start].strip():
            # The first of its block stands behind a dash: the next one takes its place.
            return self.text[:start] + self.text[starts[place + 1] :]
        at = end if self.text[end - 1] == "\n" else _line_end(self.text, end)
        after = at if self.text[at - 1 : at] == "\n" else _skip_break(self.text, at)
        return self.text[:line] + self.text[after:]

    def _start(self, parent: Node, entry: Any) -> int:
        """Where an entry begins: its key, or the dash of a block list."""
        if isinstance(entry, tuple):
            return int(entry[0].start_mark.index)
        start = int(entry.start_mark.index)
        return start if parent.flow_style else self.text.rindex("-", 0, max(start, 1))

    # Places

    def _end(self, node: Node) -> int:
        """Where the last character of a node is followed by something else; not the comments below a block."""
        if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        ends = [self._end(part) for part in (last if isinstance(last, tuple) else (last,))]
        if isinstance(last, tuple) and _is_null(last[1]) and last[1].start_mark.index == last[1].end_mark.index:
            return self.text.index(":", ends[0]) + 1
        return max(ends)

    def _in_flow(self, parent: Node, node: Node) -> bool:
        return bool(parent.flow_style) or isinstance(parent, yaml.SequenceNode)

    def _column(self, index: int) -> int:
        return index - (self.text.rfind("\n", 0, index) + 1)

    def _newline(self, near: int) -> str:
        """The line break that is used there."""
        at = self.text.find("\n", near)
        at = at if at >= 0 else self.text.rfind("\n")
        return "\r\n" if at > 0 and self.text[at - 1] == "\r" else "\n"


def _child(node: Node, part: Key) -> Node | None:
    if isinstance(node, yaml.MappingNode) and isinstance(part, str):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part]
    return None


def _is_null(node: Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in _NOTHING


def _line_end(text: str, index: int) -> int:
    """The end of the line, before its break."""
    end = text.find("\n", index)
    end = len(text) if end < 0 else end
    return end - 1 if end > index and text[end - 1] == "\r" else end


def _skip_break(text: str, index: int) -> int:
    return index + (2 if text[index : index + 2] == "\r\n" else 1 if text[index : index + 1] == "\n" else 0)


def _quoted_as(style: str | None, value: str) -> str | None:
    """A text in the quotes that stood there."""
    if style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if style == '"' and value.isprintable() and "\\" not in value and '"' not in value:
        return f'"{value}"'
    return None
