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
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.parts.postgres import temporary_postgres
from tests.parts.scratch import scratch

REPORTS = Path("var/reports")
PYTHON = sys.executable
# Every role at every url, and at every rule below.
ROLES = ("tests/test_permissions.py", "tests/test_authority.py")
DEMOS = (
    *(
        f"tests/{room}/test_demo.py"
        for room in ("accounts", "brokers", "contracts", "marketplace")
    ),
    *(f"tests/marketplace/test_demo_{what}.py" for what in ("needs", "dealings")),
)
KILLED = "tests/test_killed.py::test_killed_at_a_step_the_next_worker_makes_it_good"
REBUILT = "tests/search/test_killed_rebuild.py::test_"
# The steps at which a writer of the embedded index is killed: its files are the same beside either
# database, and on PostgreSQL the same steps are killed with Elasticsearch.
EMBEDDED = (
    *(f"{KILLED}[embedded-{step}]" for step in ("rows-read", "told", "mid-batch")),
    f"{REBUILT}a_rebuild_killed_at_a_step_leaves_a_whole_index[embedded-",
    f"{REBUILT}what_is_written_while_the_index_is_swapped_is_in_it[embedded-",
)
GATED = "tests/accounts/test_gates.py::test_a_registrar_is_refused_on_every_page_before_enrolling"
INPUTS = ("tests/marketplace/imports/test_bad_files.py", "tests/marketplace/test_any_input.py")
# Every state, role and action of what people do: rules in Python, which no database knows of.
WORKFLOWS = (
    "tests/brokers/test_workflow.py",
    "tests/contracts/registration/test_workflow.py",
    "tests/marketplace/test_need_workflow.py",
    "tests/marketplace/test_workflow.py",
)
CHAIN = "tests/e2e/test_chain.py"
BY_KEYS = tuple(
    f"tests/e2e/{journey}[chromium-Keys]"
    for journey in (
        "test_asking.py::test_from_a_sentence_to_the_ledger",
        "test_need.py::test_from_a_phone_to_the_public_page",
        "test_offer.py::test_from_a_public_need_to_an_enquiry",
    )
)
# Long, and about the same on either database: `make test` runs each on the one it is made for,
# `make test-long` on both.
LEFT_OUT = {
    "postgresql": (*ROLES, *DEMOS, *EMBEDDED, *WORKFLOWS, *INPUTS, GATED),
    # The chain has been seen on the production parts; these journeys are gone by mouse.
    "browser": (CHAIN, *BY_KEYS),
}
# What `make test-fast` leaves to `make test`: these, worker processes, and what asks each page,
# form or state many times.
SLOW = (
    *ROLES,
    *DEMOS,
    *WORKFLOWS,
    *INPUTS,
    GATED,
    "tests/cms/test_chinese.py",
    "tests/search/test_reach.py",
    "tests/core/test_rates.py::test_processes_count_together",
    "tests/test_killed.py",
    "tests/core/test_worker.py",
    "tests/search/test_killed_rebuild.py",
    "tests/search/test_worker.py",
)
# Each process begins at its place in the list, and who is done takes of what another has left.
# A third works where two wait, for a server or another process; a browser leaves it nothing.
STEALING = ("--dist", "worksteal")
TWO, THREE = ("-n", "2", *STEALING), ("-n", "3", *STEALING)
SAME = "--hypothesis-profile=same"  # see tests/conftest.py
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
    apart = "\n" if beside_others else ""  # from the dots of a suite that has begun
    print(f"{apart}{said}{mark} {name} {time.monotonic() - began:.0f} s", flush=True)
    return done.returncode == 0


def begin_lint(pool: ThreadPoolExecutor) -> dict[str, Future[bool]]:
    """All parts, as many at a time as there are processors; the longest begins first."""
    return {
        name: pool.submit(run, name, command, beside_others=True) for name, command in LINT.items()
    }


def end_lint(tally: Tally, parts: dict[str, Future[bool]]) -> None:
    tally.faults += [name for name, part in parts.items() if not part.result()]


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
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        lint = begin_lint(pool)
        # It keeps one processor busy for as long as the first migrations keep the other.
        types = {"types": lint.pop("types")}
        end_lint(tally, lint)
        if what != "lint":
            suites(tally, what, types)
        else:
            end_lint(tally, types)
    for fault in tally.faults:
        print(f"✗ {fault}")
    if what != "lint":
        print(f"{tally.passed} passed, {max(tally.failed, len(tally.faults))} failed")
    return 1 if tally.faults else 0


def suites(tally: Tally, what: str, types: dict[str, Future[bool]]) -> None:
    """The parts of the suite; what lint has begun ends beside the first."""
    long = [] if what == "long" else ["not long"]
    quick = " and ".join(["not e2e", *long])
    browser = " and ".join(["e2e", *long])
    drawn = [] if what == "long" else [SAME]
    once = {part: [] if what == "long" else _without(names) for part, names in LEFT_OUT.items()}
    slow = _without(SLOW) if what == "fast" else []
    embedded = f"{quick} and not postgres and not elastic"
    suite(tally, "sqlite", *THREE, "-m", embedded, *drawn, *slow)
    end_lint(tally, types)
    if what == "fast":
        return
    with temporary_postgres() as url:
        suite(tally, "postgresql", *THREE, "-m", quick, *drawn, *once["postgresql"], url=url)
        suite(tally, "chain", CHAIN, url=url, elastic=True)
    suite(tally, "browser", "tests/e2e", *TWO, "-m", browser, *once["browser"])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="run-", dir=scratch()) as folder:
        Path(folder).chmod(0o711)  # PostgreSQL, another user, has its own folder in it
        os.environ["TMPDIR"] = folder
        os.environ["TEST_STATES"] = folder  # what all parts share: see tests/parts/database.py
        sys.exit(main(sys.argv[1]))
