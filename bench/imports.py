"""What an import of achievements costs beside the bare rows, and whether its memory grows.

`python bench/imports.py` brings ROWS lines of JSONL into a throw-away SQLite database and
publishes them, brings the same lines in again, and prints ratios to a bare `bulk_create` of the
same rows, revisions, events and messages; on PostgreSQL
`python -m tests.parts.postgres python bench/imports.py`. A FILE with `csl` or `nasa` behind it is
taken instead. Ends with 1 where the whole takes over 32 MiB more than its first tenth.
"""

# ruff: noqa: E402, INP001 — a script that sets Django up before it imports the project
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
FOLDER = Path(tempfile.mkdtemp(prefix="zhuanhua-bench-"))
os.environ.setdefault("VAR_DIR", str(FOLDER))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django

django.setup()

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Revision

from accounts.models import Membership, Organisation, Role, User
from core.chunks import chunks
from core.models import AuditEvent, OutboxMessage, Region
from marketplace.imports.reading import open_file
from marketplace.imports.surveying import survey
from marketplace.models import Listing, ListingImport
from marketplace.services import imports

ROWS = int(os.environ.get("ROWS", "10000"))
MOST_GROWTH_MIB = 32
TEXT = "以两步法在铜箔表面生成纳米瘤化层，不含铬与砷，抗剥离强度由 0.9 提高到 1.3 N/mm。" * 8


def peak_mib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rate(name, work, rows, per_s=0.0):
    begun = time.perf_counter()
    work()
    now = rows / (time.perf_counter() - begun)
    beside = f"  {now / per_s:.2f} of the bare rows" if per_s else ""
    sys.stdout.write(f"{name:<28}{now:>9.0f} rows/s{beside}  peak {peak_mib():.0f} MiB\n")
    return now


def made(rows):
    """A file of so many lines."""
    path = FOLDER / f"{rows}.jsonl"
    with path.open("w", encoding="utf-8") as into:
        for number in range(rows):
            said: dict[str, Any] = {"title": f"示例成果 {number}", "abstract": TEXT}
            said |= {"external_id": f"E-{number}", "trl": number % 9 + 1, "keywords": ["铜箔"]}
            into.write(json.dumps(said, ensure_ascii=False) + "\n")
    return path


def first_lines(path, rows):
    part = FOLDER / "part.jsonl"
    with path.open("rb") as whole, part.open("wb") as into:
        into.writelines(line for _n, line in zip(range(rows), whole, strict=False))
    return part


def brought(path, source):
    """As the command does it: all is checked, then all is written and published."""
    with path.open("rb") as file:
        lines = open_file(file, form=FORM)
        job = ListingImport(
            organisation=unit, author=author, source=source, name=path.name, publishes=True
        )
        found = survey(lines, job, publishes=True)
        if found.faulty:
            raise SystemExit(str(found.faults[0]))
        imports.run(imports.begin(job), lines)


def bare(path):
    """The same rows, a transaction a chunk, with nothing asked and nothing compared."""
    kind = ContentType.objects.get_for_model(Listing)
    now = timezone.now()
    with path.open("rb") as file:
        for number, part in enumerate(chunks(open_file(file, form=FORM).lines())):
            rows = [
                Listing(
                    **{**line.facts, "external_id": line.external_id, "source": "bare"},
                    number=f"B-{number}-{at}",
                    organisation=unit,
                    author=author,
                    declared_at=now,
                    live=True,
                    is_unverified=True,
                    status="published",
                )
                for at, line in enumerate(part)
            ]
            keep(rows, kind, now)


@transaction.atomic
def keep(rows, kind, now):
    Listing.objects.bulk_create(rows)
    Revision.objects.bulk_create(
        Revision(
            content_type=kind,
            base_content_type=kind,
            object_id=str(row.pk),
            created_at=now,
            content=row.serializable_data(),
        )
        for row in rows
    )
    AuditEvent.objects.bulk_create(
        AuditEvent(action="bench", subject_type="x", subject_id=str(row.pk)) for row in rows
    )
    OutboxMessage.objects.bulk_create(
        OutboxMessage(topic="bare", subject_type="x", subject_id=str(row.pk)) for row in rows
    )


def count(path):
    with path.open("rb") as file:
        return sum(1 for _line in open_file(file, form=FORM).lines())


call_command("migrate", verbosity=0)
if connection.vendor == "sqlite":
    connection.cursor().execute("PRAGMA mmap_size=0")  # pages of the file are no memory of ours
Region.objects.get_or_create(
    pk="360403", defaults={"name": "示例区", "gb_code": "360403", "kind": "county"}
)
unit = Organisation.objects.create(
    name="示例大学（示例）", code="12360400MB0000001X", kind="university", status="confirmed",
    region_id="360403",
)  # fmt: skip
author = User.objects.create(phone="13900000001", phone_verified=True, name="bench")
Membership.objects.create(user=author, organisation=unit, role=Role.RESEARCH_OFFICE)
named, FORM = (*sys.argv[1:], "", "")[:2]
whole = Path(named) if named else made(ROWS)
tenth = first_lines(whole, count(whole) // 10)
sys.stdout.write(f"{connection.vendor}, {count(whole)} lines; at the start {peak_mib():.0f} MiB\n")
rate("a tenth, imported", lambda: brought(tenth, "tenth"), count(tenth))
after_tenth = peak_mib()
base = rate("bare rows", lambda: bare(whole), count(whole))
rate("imported and published", lambda: brought(whole, "whole"), count(whole), base)
growth = peak_mib() - after_tenth
rate("again, unchanged", lambda: brought(whole, "whole"), count(whole), base)
sys.stdout.write(f"the whole took {growth:.0f} MiB more than its first tenth\n")
sys.exit(growth > MOST_GROWTH_MIB)
