"""The embedded engine: SQLite's FTS5 in files of its own, which may be thrown away at any time.

An index is a file; `KIND.current` and `KIND.building` are links to files, so that a new index
takes the place of the old by one rename, under the eyes of every process.
"""

import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection, DatabaseError, connect

from core.outbox import Unavailable
from search.engines import embedded_keywords
from search.engines.base import Change, Document, Index, Kind, Missing, Removal
from search.engines.cutting import TEXTS, cut
from search.engines.embedded_query import answer, matching, starting
from search.query import Found, Query

SCHEMA = """
CREATE TABLE document(
    id INTEGER PRIMARY KEY, version INTEGER NOT NULL, digest TEXT NOT NULL,
    keywords TEXT NOT NULL,
    length INTEGER NOT NULL, length_in_characters INTEGER NOT NULL);
CREATE TABLE gone(id INTEGER PRIMARY KEY, version INTEGER NOT NULL);
CREATE TABLE total(documents INTEGER, length INTEGER, length_in_characters INTEGER);
INSERT INTO total VALUES (0, 0, 0);
CREATE TRIGGER one_more AFTER INSERT ON document BEGIN
    UPDATE total SET documents = documents + 1, length = length + new.length,
        length_in_characters = length_in_characters + new.length_in_characters;
END;
CREATE TRIGGER one_less AFTER DELETE ON document BEGIN
    UPDATE total SET documents = documents - 1, length = length - old.length,
        length_in_characters = length_in_characters - old.length_in_characters;
END;
CREATE TABLE number(
    name TEXT, value INTEGER, document INTEGER, PRIMARY KEY (document, name)) WITHOUT ROWID;
CREATE INDEX number_value ON number(name, value);
CREATE TABLE start(
    entry TEXT, document INTEGER, PRIMARY KEY (entry, document)) WITHOUT ROWID;
CREATE INDEX start_document ON start(document);
-- What is read of the best hits, to put them in order.
CREATE TABLE text(
    id INTEGER PRIMARY KEY, title_text TEXT, body_text TEXT, title_words TEXT, body_words TEXT);
-- "ascii" parts at spaces and leaves all else as the app has cut it.
CREATE VIRTUAL TABLE content USING fts5(
    title, body, title_characters, body_characters, named,
    tokenize = "ascii tokenchars ':|'");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(content, 'row');
"""
FIELDS = ("title", "body", "title_characters", "body_characters", "named")
CURRENT, BUILDING = "current", "building"
WAIT_S = 20


class EmbeddedEngine:
    """FTS5 files in ``folder``; as many processes as like may read and write them."""

    name = "embedded"

    def __init__(self, folder: Path):
        self.folder = folder
        self._local = threading.local()
        folder.mkdir(parents=True, exist_ok=True)

    # ── Finding ──────────────────────────────────────────────────────
    def search(self, kind: Kind, query: Query) -> Found:
        with self._reading(kind) as connection:
            return answer(connection, query)

    def matching(self, kind: Kind, query: Query) -> Iterator[int]:
        with self._reading(kind) as connection:
            found = matching(connection, query)
        yield from found

    def count(self, kind: Kind) -> int:
        with self._reading(kind) as connection:
            return connection.execute("SELECT documents FROM total").fetchone()[0]

    def digests(self, kind: Kind) -> Iterator[tuple[int, str]]:
        with self._reading(kind) as connection:
            rows = connection.execute("SELECT id, digest FROM document ORDER BY id").fetchall()
        yield from rows

    # ── Writing ──────────────────────────────────────────────────────
    def starting(self, kind: Kind, prefix: str, size: int) -> list[tuple[str, int]]:
        with self._reading(kind) as connection:
            return starting(connection, prefix, size)

    def write(self, kind: Kind, changes: Sequence[Change]) -> dict[int, str]:
        # In this order: what is swapped between the two looks is met in the second.
        paths = {path for path in (self._path(kind, BUILDING), self._path(kind, CURRENT)) if path}
        if not paths:
            raise Missing(kind.name)
        for path in paths:
            self._put(path, changes)
        return {}

    def refresh(self, kind: Kind) -> None:
        """Nothing to do: what is committed is seen."""

    def _put(self, path: Path, changes: Sequence[Change]) -> None:
        with _opened(path) as connection:
            connection.execute("BEGIN IMMEDIATE")
            keywords = embedded_keywords.Changes(connection)
            for change in changes:
                _apply(connection, keywords, change)
            keywords.carry_out()
            connection.execute("COMMIT")

    # ── Indexes ──────────────────────────────────────────────────────
    def current(self, kind: Kind) -> Index | None:
        path = self._path(kind, CURRENT)
        return Index(kind, path.name) if path else None

    def is_current_shape(self, kind: Kind) -> bool:
        index = self.current(kind)
        if index is None or not index.name.startswith(f"{kind.name}-{kind.shape}-"):
            return False
        try:
            self.count(kind)
        except Unavailable:  # the file was damaged: as good as none
            return False
        return True

    def begin(self, kind: Kind) -> Index:
        self._clear_up(kind)
        name = f"{kind.name}-{kind.shape}-{uuid.uuid4().hex[:8]}.sqlite3"
        connection = connect(self.folder / name)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(SCHEMA + embedded_keywords.SCHEMA)
        connection.close()
        self._point(kind, BUILDING, name)
        return Index(kind, name)

    def fill(self, index: Index, documents: Sequence[Document]) -> None:
        self._put(self.folder / index.name, documents)

    def swap(self, index: Index) -> None:
        with _opened(self.folder / index.name) as connection:
            connection.execute("INSERT INTO content(content) VALUES ('optimize')")
            connection.execute("ANALYZE")
        self._point(index.kind, CURRENT, index.name)
        self._clear_up(index.kind)

    def drop(self, kind: Kind) -> None:
        self.close()
        self._link(kind, CURRENT).unlink(missing_ok=True)
        self._clear_up(kind)

    def close(self) -> None:
        """Give back this thread's connections."""
        for _path, connection in vars(self._local).pop("open", {}).values():
            connection.close()

    # ── Files ────────────────────────────────────────────────────────
    def _link(self, kind: Kind, role: str) -> Path:
        return self.folder / f"{kind.name}.{role}"

    def _path(self, kind: Kind, role: str) -> Path | None:
        try:
            path = self.folder / self._link(kind, role).readlink()
        except FileNotFoundError:
            return None
        return path if path.exists() else None

    def _point(self, kind: Kind, role: str, name: str) -> None:
        fresh = self.folder / f"{name}.link"
        fresh.symlink_to(name)
        fresh.replace(self._link(kind, role))

    def _clear_up(self, kind: Kind) -> None:
        """Throw away all but the current file: also what rebuilds that were killed left behind."""
        self._link(kind, BUILDING).unlink(missing_ok=True)
        current = self._path(kind, CURRENT)
        for path in self.folder.glob(f"{kind.name}-????????-????????.sqlite3*"):
            if current is None or not path.name.startswith(current.name):
                path.unlink(missing_ok=True)  # who is reading it reads on

    @contextmanager
    def _reading(self, kind: Kind) -> Iterator[Connection]:
        """A connection of this thread to the current file, in one snapshot."""
        try:
            connection = self._connection(kind)
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()
        except DatabaseError as error:
            self.close()
            raise Unavailable(repr(error)) from error

    def _connection(self, kind: Kind) -> Connection:
        opened = vars(self._local).setdefault("open", {})
        path = self._path(kind, CURRENT)
        if path is None:
            raise Missing(kind.name)
        known, connection = opened.get(kind.name, (None, None))
        if known != path:
            if connection is not None:
                connection.close()
            connection = _connect(path)
            opened[kind.name] = path, connection
        return connection


def _connect(path: Path) -> Connection:
    connection = connect(f"file:{path}?mode=rw", uri=True, timeout=WAIT_S, isolation_level=None)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -20000")
    return connection


@contextmanager
def _opened(path: Path) -> Iterator[Connection]:
    """A connection for one piece of writing."""
    try:
        connection = _connect(path)
        try:
            yield connection
        finally:
            connection.close()
    except DatabaseError as error:
        raise Unavailable(repr(error)) from error


def _apply(connection: Connection, keywords: embedded_keywords.Changes, change: Change) -> None:
    """One change, where nothing newer is there."""
    newest = connection.execute(
        "SELECT max(version) FROM (SELECT version FROM document WHERE id = ?1"
        " UNION ALL SELECT version FROM gone WHERE id = ?1)",
        (change.id,),
    ).fetchone()[0]
    if newest is not None and newest > change.version:
        return
    if newest is not None:
        _forget(connection, keywords, change.id)
    if isinstance(change, Removal):
        connection.execute("INSERT INTO gone VALUES (?, ?)", (change.id, change.version))
        return
    parts = cut(change)
    connection.execute(
        "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?)",
        (
            change.id,
            change.version,
            change.digest,
            keywords.add(change.id, change.keywords),
            parts.length,
            parts.length_in_characters,
        ),
    )
    connection.execute(
        f"INSERT INTO content(rowid, {', '.join(FIELDS)}) VALUES (?{', ?' * len(FIELDS)})",  # noqa: S608
        (change.id, *(" ".join(getattr(parts, name)) for name in FIELDS)),
    )
    connection.execute(
        "INSERT INTO text VALUES (?, ?, ?, ?, ?)",
        (change.id, *(getattr(parts, name) for name in TEXTS)),
    )
    connection.executemany(
        "INSERT INTO start VALUES (?, ?)", [(entry, change.id) for entry in parts.starts]
    )
    connection.executemany(
        "INSERT INTO number VALUES (?, ?, ?)",
        [(name, value, change.id) for name, value in change.numbers.items() if value is not None],
    )


def _forget(connection: Connection, keywords: embedded_keywords.Changes, document: int) -> None:
    """Take away everything that is kept of ``document``, its last version too."""
    for (kept,) in connection.execute("SELECT keywords FROM document WHERE id = ?", (document,)):
        keywords.remove(document, kept)
    for table, column in (
        ("document", "id"), ("gone", "id"), ("content", "rowid"), ("text", "id"),
        ("start", "document"), ("number", "document"),
    ):  # fmt: skip
        connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (document,))  # noqa: S608
