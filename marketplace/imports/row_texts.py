r"""Rows of a column in one cell: a row a line, its parts between bars.

What would be taken for a bar or a line's end is written with a backslash (`\|`, `\n`), so that
what went out comes in as it was.
"""

import re
from collections.abc import Iterable, Sequence

_PART = re.compile(r"\\(?:[\\|｜]|n)|[|｜]")
_MARKED = re.compile(r"[\\|｜]")


def join(rows: Iterable[Sequence[str]]) -> str:
    """``rows`` as one text."""
    return "\n".join(" | ".join(map(_escape, row)) for row in rows)


def split(text: str) -> list[list[str]]:
    """The rows that `join` wrote, or that somebody typed; empty lines are none."""
    return [_parts(line) for line in text.splitlines() if line.strip()]


def _escape(part: str) -> str:
    return _MARKED.sub(lambda found: f"\\{found[0]}", part).replace("\n", "\\n")


def _parts(line: str) -> list[str]:
    parts, at = [""], 0
    for found in _PART.finditer(line):
        parts[-1] += line[at : found.start()]
        at = found.end()
        mark = found[0]
        if mark.startswith("\\"):
            parts[-1] += "\n" if mark == "\\n" else mark[1]
        else:
            parts.append("")
    parts[-1] += line[at:]
    return [part.strip() for part in parts]
