"""A migrated database once per set of migrations, then a copy of it for each test process.

Wagtail's 250 migrations take about 15 s; a copy of their result takes milliseconds. A test that
really commits (``transaction=True``, ``live_server``) gets the same copy back after it, so every
test starts from the regions and from Wagtail's first pages. Further states (the demo's data) are
made once a run: its processes share them, and so do the parts of `make test`.
"""

import fcntl
import hashlib
import inspect
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import pytest
import wagtail
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import TransactionTestCase

from tests.parts.scratch import scratch

FOLDER = "TEST_STATES"  # names the run's folder to all its processes
STORES = ("default", "private")


def migrations_key() -> str:
    """A digest of every migration in the project and of the versions of those outside it."""
    digest = hashlib.sha256(
        f"{django.__version__} {wagtail.__version__} {sqlite3.sqlite_version}".encode()
    )
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        digest.update(f"{app}.{name}".encode())
        source = inspect.getsourcefile(type(migration))
        if source and "site-packages" not in source:
            digest.update(Path(source).read_bytes())
    for path in sorted((settings.ROOT / "core").rglob("*region*")):
        if path.suffix in {".py", ".csv", ".json", ".tsv"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def fill() -> None:
    """What every test may count on: the tables, and the regions of the city."""
    call_command("migrate", verbosity=0)
    if "load_regions" in get_commands():
        call_command("load_regions", verbosity=0)


class Base:
    """What both databases have in common: a base, this process's copy, states to start from."""

    base: Path | str
    mine: Path | str

    def __init__(self):
        self.states = {}
        self.source = None

    def use_base(self):
        if not self.exists(self.base):
            self.make(self.base, None, fill)

    def state(self, name, filling, *, shared=True):
        """A copy of the base that ``filling`` has filled, once a run, or once a process.

        Args:
            shared: whether ``filling`` leaves nothing that tests need but rows and files.

        """
        if name not in self.states:
            if shared:
                self.states[name] = self._of_run(name, filling)
            else:
                self.states[name] = self.beside(name)
                self.make(self.states[name], self.base, filling)
            _connect(str(self.mine))
        return self.states[name]

    def _of_run(self, name, filling):
        place, folder = self.among_all(name), _folder_of_run()
        kept = folder / f"{connection.vendor}-{name}"
        with _alone(folder, f"{name}.lock"):
            if self.exists(place):
                _bring(kept)
            else:
                before = _files()
                self.make(place, self.base, filling)
                _keep(_files() - before, kept)
        return place

    @contextmanager
    def starting_from(self, name, filling, *, shared):
        """Within it tests start from that state; made once, it is cheaper than made by each."""
        self.source = self.state(name, filling, shared=shared)
        self.copy()
        yield
        self.source = None
        self.copy()

    def copy(self, source=None):
        """Start again: from ``source``, else from the state in force, else from the base."""
        connection.close()
        self.clone(source or self.source or self.base, self.mine)
        _connect(str(self.mine))
        cache.clear()  # Wagtail keeps there where the roots of its sites stand


class Sqlite(Base):
    """The embedded database: a file beside the others, copied by SQLite's own backup."""

    def __init__(self, key: str, folder: Path):
        super().__init__()
        self.base = folder / f"{key}.sqlite3"
        self.mine = _folder_of_run() / f"{os.getpid()}.test"

    def beside(self, name):
        return self.mine.with_name(f"{self.mine.name}.{name}")

    def among_all(self, name):
        return _folder_of_run() / f"{name}.sqlite3"

    def exists(self, place):
        return place.exists()

    def clone(self, source, target):
        _back_up(source, target)

    def make(self, place, source, filling):
        fresh = place.with_name(f"{place.name}.fresh")
        fresh.unlink(missing_ok=True)
        if source:
            self.clone(source, fresh)
        _connect(str(fresh))
        filling()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        fresh.rename(place)

    def drop(self):
        connection.close()
        for path in self.mine.parent.glob(f"{self.mine.name}*"):
            path.unlink()


def _back_up(source: Path, target: Path) -> None:
    from_source, to_target = sqlite3.connect(source), sqlite3.connect(target, timeout=20)
    from_source.backup(to_target)
    from_source.close()
    to_target.close()


class Postgres(Base):
    """A real PostgreSQL: a template database, and `CREATE DATABASE … TEMPLATE` for each copy."""

    def __init__(self, key: str):
        super().__init__()
        self.server = connection.settings_dict["NAME"]
        self.base = f"base_{key}"
        self.mine = f"test_{key}_{os.getpid()}"

    def beside(self, name):
        return f"{name}_{self.mine}"

    def among_all(self, name):
        run = hashlib.sha256(str(_folder_of_run()).encode()).hexdigest()[:8]
        return f"{name}_{self.base}_{run}"

    def _on_server(self, *statements: str):
        _connect(self.server)
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        connection.close()

    def exists(self, place):
        _connect(self.server)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [place])
            return cursor.fetchone() is not None

    def make(self, place, source, filling):
        fresh = f"{place}_fresh"
        template = f"TEMPLATE {source}" if source else ""
        self._on_server(f"DROP DATABASE IF EXISTS {fresh}", f"CREATE DATABASE {fresh} {template}")
        _connect(fresh)
        filling()
        self._on_server(f"ALTER DATABASE {fresh} RENAME TO {place}")

    def clone(self, source, target):
        self._on_server(
            f"DROP DATABASE IF EXISTS {target} WITH (FORCE)",
            f"CREATE DATABASE {target} TEMPLATE {source}",
        )

    def drop(self):
        # A state of the run may still be copied by the others; the server goes with the run.
        for name in (self.mine, *(self.beside(name) for name in self.states)):
            self._on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _folder_of_run() -> Path:
    """Where the processes of a run keep what they share."""
    return Path(os.environ[FOLDER])


def once_a_run(name, filling) -> Path:
    """The folder ``name`` of this run, filled by the first process that asks for it."""
    place = _folder_of_run() / name
    with _alone(_folder_of_run(), f"{name}.lock"):
        if not place.exists():
            fresh = place.with_name(f"{name}.fresh")
            fresh.mkdir()
            filling(fresh)
            fresh.rename(place)
    return place


def pytest_configure(config):
    """A folder for this run, where it is not a part of a longer one."""
    if FOLDER not in os.environ:
        folder = tempfile.TemporaryDirectory(prefix="states-", dir=scratch())
        os.environ[FOLDER] = folder.name
        config.add_cleanup(folder.cleanup)


def _files() -> set[tuple[str, str]]:
    """Store and name of every file; in tests both stores are this process's memory."""
    return {(store, name) for store in STORES for name in _names(storages[store], "")}


def _names(store: Storage, folder: str) -> Iterator[str]:
    if folder and not store.exists(folder):
        return
    folders, names = store.listdir(folder)
    yield from (f"{folder}{name}" for name in names)
    for each in folders:
        yield from _names(store, f"{folder}{each}/")


def _keep(files: set[tuple[str, str]], folder: Path) -> None:
    for store, name in files:
        place = folder / store / name
        place.parent.mkdir(parents=True, exist_ok=True)
        with storages[store].open(name) as file:
            place.write_bytes(file.read())


def _bring(folder: Path) -> None:
    """Take in the files that another process has made with a state."""
    for store in STORES:
        for path in sorted((folder / store).rglob("*")):
            if path.is_file():
                name = path.relative_to(folder / store).as_posix()
                storages[store].delete(name)  # an earlier test's of the same name
                storages[store].save(name, ContentFile(path.read_bytes()))


def _connect(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


@contextmanager
def _alone(folder: Path, name: str = "lock"):
    """One process at a time: the others wait until what it makes is there."""
    with (folder / name).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    folder = Path(settings.VAR) / "test-databases"
    folder.mkdir(parents=True, exist_ok=True)
    key = migrations_key()
    with django_db_blocker.unblock():
        base = Sqlite(key, folder) if connection.vendor == "sqlite" else Postgres(key)
        with _alone(folder):
            base.use_base()
            base.copy()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _self: base.copy())
            yield base
        base.drop()


def starting_from(name, filling, *, shared=True):
    """A fixture for a module or a folder: its tests start from what ``filling`` made."""

    @pytest.fixture(scope="module", autouse=True)
    def start(django_db_setup, django_db_blocker):
        state = django_db_setup.starting_from(name, filling, shared=shared)
        with django_db_blocker.unblock(), state:
            django_db_blocker.block()
            yield
            django_db_blocker.restore()

    return start


@pytest.fixture
def demo_data(transactional_db, django_db_setup):
    """The test's database with everything that `make run` shows."""
    django_db_setup.copy(
        django_db_setup.state("demo", lambda: call_command("prepare", verbosity=0))
    )
