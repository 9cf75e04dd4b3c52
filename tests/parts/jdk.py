"""A JDK that is new enough for Elasticsearch; with the standard library alone (`system.py`)."""

import os
import re
from pathlib import Path

OLDEST = 21


def newest() -> Path | None:
    """The home of the newest JDK of 21 or later on this machine."""
    homes = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    homes += Path("/usr/lib/jvm").glob("*/")
    found = {(_version(home), home) for home in homes if (home / "bin/javac").exists()}
    version, home = max(found, default=(0, None))
    return home if version >= OLDEST else None


def _version(home: Path) -> int:
    try:
        said = re.search(r'JAVA_VERSION="(\d+)', (home / "release").read_text())
    except OSError:
        return 0
    return int(said[1]) if said else 0
