"""Changes of a file's bytes: what editors, exports, bad disks and bad people do."""

from __future__ import annotations

import random

TOKENS = (
    *(b"\0", b"\r", b"\n", b"\t", b" ", b"\xff", b"\xef\xbb\xbf", "\u2028".encode(), "\u202e".encode(), "é".encode()),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b"(",
        b")",
        b"<",
        b">",
        b"&",
        b"*",
        b"!",
        b"|",
        b"%",
        b"@",
        b"#",
        b"\\",
        b'"',
        b"'",
        b",",
    ),
    *(
        b": ",
        b"- ",
        b"-1",
        b"0",
        b"9" * 30,
        b"1e309",
        b".nan",
        b"0001-01-01",
        b"9999-12-31",
        b"25:61",
        b"null",
        b"true",
    ),
    *(b"<![x]>", b"<!--", b"]]>", b"&x;", b"BEGIN:VEVENT", b"RRULE:FREQ=DAILY", b"@string{", b"TY  - "),
    *(b"../../etc/passwd", b"/dev/zero", b"=1+1", b"{{7*7}}", b"$x^2$", b"doi:10.1/x", b"javascript:x"),
)
LONG = (b" ", b".", b"a", b"0", b"(", b"[", b"{", b"- ", b". ", b"a, ", b"*a", b"<b>", b"\\", b"\n", b"> ", b"|", b"`")


def changed(content: bytes, chance: random.Random) -> bytes:
    """The content with one to four changes, rarely with one long run of something."""
    for _ in range(chance.randrange(1, 5)):
        content = _one(content, chance)
    if chance.random() < 0.02:
        place = chance.randrange(len(content) + 1)
        content = content[:place] + chance.choice(LONG) * chance.choice((100, 2_000, 20_000)) + content[place:]
    return content


def _one(content: bytes, chance: random.Random) -> bytes:
    """The content with one change."""
    start = chance.randrange(len(content) + 1)
    end = min(len(content), start + chance.choice((1, 1, 2, 5, 20, 100)))
    part, other = content[start:end], chance.randrange(len(content) + 1)
    lines = content.splitlines(keepends=True) or [b""]
    line = chance.randrange(len(lines))
    ways = (
        lambda: content[:start] + content[end:],
        lambda: content[:start] + chance.choice(TOKENS) + content[start:],
        lambda: content[:start] + chance.choice(TOKENS) + content[end:],
        lambda: content[:other] + part + content[other:],
        lambda: content[:start] + part[::-1] + content[end:],
        lambda: content[:start] + bytes(byte ^ 1 << chance.randrange(8) for byte in part[:1]) + content[start + 1 :],
        lambda: b"".join(lines[:line] + lines[line + 1 :]),
        lambda: b"".join([*lines[:line], chance.choice(lines), *lines[line:]]),
        lambda: content[:start] if chance.random() < 0.1 else content[:start] + part * 3 + content[end:],
    )
    return chance.choice(ways)()
