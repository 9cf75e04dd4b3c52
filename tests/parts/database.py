"""A migrated database once per set of migrations, then a copy of it for each test process.

Wagtail's 250 migrations take about 15 s; a copy of their result takes milliseconds. A test that
really commits (``transaction=True``, ``live_server``) gets the same copy back after it, so every
test starts from the regions and from Wagtail's first pages.
"""

import fcntl
import hashlib
import inspect
import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path

import django
import pytest
import wagtail
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import TransactionTestCase


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

    def state(self, name, filling):
        """A copy of the base that ``filling`` has filled, once a process."""
        if name not in self.states:
            place = self.beside(name)
            self.clone(self.base, place)
            _connect(str(place))
            filling()
            _connect(str(self.mine))
            self.states[name] = place
        return self.states[name]

    @contextmanager
    def starting_from(self, name, filling):
        """Within it tests start from that state; made once, it is cheaper than made by each."""
        self.source = self.state(name, filling)
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
        self.mine = folder / f"{key}.{os.getpid()}.test"

    def beside(self, name):
        return self.mine.with_name(f"{self.mine.name}.{name}")

    def clone(self, source, target):
        _back_up(source, target)

    def use_base(self):
        if not self.base.exists():
            fresh = self.base.with_suffix(".fresh")
            fresh.unlink(missing_ok=True)
            _connect(str(fresh))
            fill()
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
            fresh.rename(self.base)

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

    def _on_server(self, *statements: str):
        _connect(self.server)
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        connection.close()

    def use_base(self):
        _connect(self.server)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.base])
            there = cursor.fetchone()
        if not there:
            fresh = f"{self.base}_fresh"
            self._on_server(f"DROP DATABASE IF EXISTS {fresh}", f"CREATE DATABASE {fresh}")
            _connect(fresh)
            fill()
            self._on_server(f"ALTER DATABASE {fresh} RENAME TO {self.base}")

    def clone(self, source, target):
        self._on_server(
            f"DROP DATABASE IF EXISTS {target} WITH (FORCE)",
            f"CREATE DATABASE {target} TEMPLATE {source}",
        )

    def drop(self):
        for name in (self.mine, *self.states.values()):
            self._on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _connect(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


@contextmanager
def _alone(folder: Path):
    """One process at a time: the others wait until the base is there."""
    with (folder / "lock").open("w") as file:
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


def starting_from(name, filling):
    """A fixture for a module or a folder: its tests start from what ``filling`` made."""

    @pytest.fixture(scope="module", autouse=True)
    def start(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), django_db_setup.starting_from(name, filling):
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
