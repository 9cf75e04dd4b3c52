"""The whole matrix, in order: style, types, then the suite on each database and in the browser.

    python -m tests.parts.suite all|fast|long|lint

A part that is missing, skipped or expected to fail counts as a failure: nothing is passed over in
silence. The last line counts the tests of all parts.
"""

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.parts.postgres import temporary_postgres

REPORTS = Path("var/reports")
PYTHON = sys.executable
ROLES = ("tests/test_permissions.py",)  # every role at every url
DEMOS = tuple(
    f"tests/{room}/test_demo.py" for room in ("accounts", "brokers", "contracts", "marketplace")
)
# Long, and about the same on either database: `make test` runs each on the one it is made for,
# `make test-long` on both.
LEFT_OUT = {"sqlite": ROLES, "postgresql": DEMOS}
# What `make test-fast` leaves to `make test`: these, worker processes, migrations run again.
SLOW = (
    *ROLES,
    *DEMOS,
    "tests/marketplace/test_migrations.py",
    "tests/core/test_rates.py::test_processes_count_together",
    "tests/test_killed.py",
    "tests/core/test_worker.py",
    "tests/search/test_killed_rebuild.py",
    "tests/search/test_worker.py",
)
CHAIN = "tests/e2e/test_chain.py"  # once on the production parts, and once with the browser's run
LINT = {
    "types": ["mypy", "."],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "system": [PYTHON, "manage.py", "check"],
    "messages": [PYTHON, "-m", "tests.parts.messages"],
    "direction": ["lint-imports"],
    "style": ["ruff", "check", "--quiet", "."],
    "format": ["ruff", "format", "--check", "--quiet", "."],
}


@dataclass
class Tally:
    """What was counted so far; ``faults`` names each part that did not pass."""

    passed: int = 0
    failed: int = 0
    faults: list[str] = field(default_factory=list)


def run(
    name: str,
    command: list[str],
    environment: dict[str, str] | None = None,
    *,
    beside_others: bool = False,
) -> bool:
    """Run one part from the project's root and say how long it took.

    What a part says that runs beside others is kept until its end, so that no two are mixed.
    """
    began = time.monotonic()
    path = f"{Path(PYTHON).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} if beside_others else {}
    done = subprocess.run(
        command, check=False, env={**os.environ, "PATH": path, **(environment or {})}, **kept
    )
    said = done.stdout.decode(errors="replace") if beside_others else ""
    mark = "✓" if done.returncode == 0 else "✗"
    print(f"{said}{mark} {name} {time.monotonic() - began:.0f} s", flush=True)
    return done.returncode == 0


def lint(tally: Tally) -> None:
    """All parts, as many at a time as there are processors; the longest begins first."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        passed = pool.map(lambda part: run(*part, beside_others=True), LINT.items())
        tally.faults += [name for name, good in zip(LINT, passed, strict=True) if not good]


def suite(tally: Tally, name: str, *options: str, url: str = "", elastic: bool = False) -> None:
    """One run of pytest; what it skipped is a fault. With ``elastic`` the site itself asks it."""
    report = REPORTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    environment = {"DATABASE_URL": url} if url else {}
    node = [PYTHON, "-m", "tests.parts.elastic"] if elastic else []
    environment |= {"TEST_SEARCH_ENGINE": "elastic"} if elastic else {}
    command = [*node, PYTHON, "-m", "pytest", "-q", *options, f"--junit-xml={report}"]
    passed = run(name, command, environment)
    if not report.exists():
        tally.faults.append(f"{name}: no report")
        return
    counts = ET.parse(report).getroot().find("testsuite").attrib
    broken = int(counts["failures"]) + int(counts["errors"])
    skipped = int(counts["skipped"])
    tally.failed += broken + skipped
    tally.passed += int(counts["tests"]) - broken - skipped
    if not passed or skipped or int(counts["tests"]) == 0:
        tally.faults.append(f"{name}: {broken} failed, {skipped} skipped of {counts['tests']}")


def _without(names: Iterable[str]) -> list[str]:
    """A file is not even read; of a file that is, one test can be left out."""
    return [f"--deselect={name}" if "::" in name else f"--ignore={name}" for name in names]


def main(what: str) -> int:
    tally = Tally()
    REPORTS.mkdir(parents=True, exist_ok=True)
    lint(tally)
    long = [] if what == "long" else ["not long"]
    quick = " and ".join(["not e2e", *long])
    browser = " and ".join(["e2e", *long])
    once = {} if what == "long" else LEFT_OUT
    left_out = SLOW if what == "fast" else once.get("sqlite", ())
    embedded = f"{quick} and not postgres and not elastic"
    if what in {"all", "fast", "long"}:
        suite(tally, "sqlite", "-n", "2", "-m", embedded, *_without(left_out))
    if what in {"all", "long"}:
        with temporary_postgres() as url:
            elsewhere = _without(once.get("postgresql", ()))
            suite(tally, "postgresql", "-n", "2", "-m", quick, *elsewhere, url=url)
            suite(tally, "chain", CHAIN, url=url, elastic=True)
        suite(tally, "browser", "-n", "2", "-m", browser)
    for fault in tally.faults:
        print(f"✗ {fault}")
    if what != "lint":
        print(f"{tally.passed} passed, {max(tally.failed, len(tally.faults))} failed")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="states-") as folder:
        os.environ["TEST_STATES"] = folder  # what all parts share: see tests/parts/database.py
        sys.exit(main(sys.argv[1]))
