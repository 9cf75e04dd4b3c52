"""What an idle worker costs: its share of one processor while nobody leaves it any work.

`python bench/idle_worker.py` on a throw-away SQLite;
`python -m tests.parts.postgres python bench/idle_worker.py` on PostgreSQL.
Ends with 1 where it is more than a hundredth.
"""

# ruff: noqa: INP001 — a script that sets Django up before it imports the project
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECONDS = int(os.environ.get("SECONDS_IDLE", "60"))
SETTLE_S = 15  # its start, its first look at each job
BOUND_PERCENT = 1.0
TICKS = os.sysconf("SC_CLK_TCK")

os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="zhuanhua-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"


def used_s(pid: int) -> float:
    """Seconds of processor that the process has used, its own and the system's for it."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


MANAGE = [sys.executable, str(ROOT / "manage.py")]
subprocess.run([*MANAGE, "migrate", "-v0"], check=True)  # noqa: S603 — ours
worker = subprocess.Popen([*MANAGE, "worker"])  # noqa: S603 — ours
try:
    time.sleep(SETTLE_S)
    before, begun = used_s(worker.pid), time.monotonic()
    time.sleep(SECONDS)
    percent = 100 * (used_s(worker.pid) - before) / (time.monotonic() - begun)
finally:
    worker.terminate()
    worker.wait(10)
sys.stdout.write(f"idle worker: {percent:.2f} % of a processor over {SECONDS} s\n")
sys.exit(percent > BOUND_PERCENT)
