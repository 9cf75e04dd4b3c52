"""A migrated database once per set of migrations, then a copy of it for each test process.

Wagtail's 250 migrations take about 15 s; a copy of their result takes milliseconds. On SQLite the
copy is a file, on PostgreSQL `CREATE DATABASE … TEMPLATE`. A file lock lets one of several
processes build while the others wait.
"""

import fcntl
import hashlib
import inspect
import os
import shutil
import sqlite3
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
import pytest
import wagtail
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql


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
    return digest.hexdigest()[:16]


@contextmanager
def building(folder: Path):
    """One process at a time in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        connection.close()
        copy = _postgres_copy if connection.vendor == "postgresql" else _sqlite_copy
        connection.settings_dict["NAME"] = copy(tmp_path_factory)
        yield
        connection.close()


def _sqlite_copy(tmp_path_factory) -> str:
    folder = Path(settings.VAR) / "test-databases"
    base = folder / f"{migrations_key()}.sqlite3"
    with building(folder):
        if not base.exists():
            fresh = base.with_suffix(".building")
            fresh.unlink(missing_ok=True)
            connection.settings_dict["NAME"] = str(fresh)
            call_command("migrate", verbosity=0)
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
            fresh.rename(base)
    mine = tmp_path_factory.mktemp("db") / "test.sqlite3"
    shutil.copy(base, mine)
    return str(mine)


def _postgres_copy(tmp_path_factory) -> str:
    base = f"base_{migrations_key()}"
    mine = f"test_{os.getpid()}"
    where = connection.settings_dict
    server = psycopg.connect(
        host=where["HOST"], user=where["USER"], dbname=where["NAME"], autocommit=True
    )
    with server, building(Path(settings.VAR) / "test-databases"):
        made = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [base]).fetchone()
        if not made:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier("building")))
            where["NAME"] = "building"
            call_command("migrate", verbosity=0)
            connection.close()
            server.execute(
                sql.SQL("ALTER DATABASE building RENAME TO {}").format(sql.Identifier(base))
            )
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(mine), sql.Identifier(base)
            )
        )
    return mine
