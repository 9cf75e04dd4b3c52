"""Plain BM25 over pairs of characters: what our ranking is measured against."""

from collections.abc import Iterable, Sequence
from sqlite3 import connect

from search.analysis import pieces
from search.engines.base import Document
from search.relevance import DEPTH, Search


def open_plain(query_type: str, documents: Iterable[Document]) -> Search:
    """An index in memory, asked for any of a query's pieces."""
    connection = connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE content USING fts5(text, tokenize = 'ascii')")
    connection.executemany(
        "INSERT INTO content(rowid, text) VALUES (?, ?)",
        ((one.id, " ".join(pieces(f"{one.title}\n{one.body}"))) for one in documents),
    )

    def search(text: str) -> Sequence[int]:
        asked = " OR ".join(f'"{piece}"' for piece in dict.fromkeys(pieces(text)))
        rows = connection.execute(
            "SELECT rowid FROM content WHERE content MATCH ? ORDER BY rank, rowid LIMIT ?",
            (asked or '""', DEPTH),
        )
        return [pk for (pk,) in rows]

    return search
