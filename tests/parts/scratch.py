"""Where a run keeps what it throws away: in memory, where the machine lends some.

A copy of the migrated PostgreSQL is some 1,500 files: a second on a slow disk, 40 ms in memory.
"""

import os
import shutil

MEMORY = "/dev/shm"
ENOUGH_BYTES = 4 * 2**30


def scratch() -> str | None:
    """A folder for `tempfile` to begin in; None leaves the choice to it, or to TMPDIR."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return None
    return MEMORY if shutil.disk_usage(MEMORY).free >= ENOUGH_BYTES else None
