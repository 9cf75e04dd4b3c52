"""A migrated database once per set of migrations, then a copy of it for each test process.

Wagtail's 250 migrations take about 15 s; a copy of their result takes milliseconds.
"""

import hashlib
import inspect
import os
import shutil
import sqlite3
from pathlib import Path

import django
import pytest
import wagtail
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader


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


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, tmp_path_factory):
    cache = Path(settings.VAR) / "test-databases"
    cache.mkdir(parents=True, exist_ok=True)
    with django_db_blocker.unblock():
        base = cache / f"{migrations_key()}.sqlite3"
        mine = tmp_path_factory.mktemp("db") / "test.sqlite3"
        if not base.exists():
            fresh = base.with_suffix(f".{os.getpid()}")
            connection.close()
            connection.settings_dict["NAME"] = str(fresh)
            call_command("migrate", verbosity=0)
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
            fresh.rename(base)
        shutil.copy(base, mine)
        connection.close()
        connection.settings_dict["NAME"] = str(mine)
        yield
        connection.close()
