"""What the tests need from the distribution: installed where we are root, else named.

Runs before the virtual environment exists, so with the standard library alone.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def has_fonts() -> bool:
    """Whether Chinese fonts are installed; without them screenshots show boxes."""
    return any(Path("/usr/share/fonts").rglob("NotoSansCJK*"))


def has_postgres() -> bool:
    """Whether PostgreSQL's server programs are installed."""
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or bool(shutil.which("initdb"))


NEEDED = {
    "chromium": lambda: bool(shutil.which("chromium")),
    "fonts-noto-cjk": has_fonts,
    "gettext": lambda: bool(shutil.which("xgettext")),
    "postgresql": has_postgres,
}


def main() -> None:
    missing = [package for package, is_there in NEEDED.items() if not is_there()]
    if not missing:
        return
    if os.geteuid() != 0:
        sys.exit(f"测试还需要这些软件包,请以管理员安装:{' '.join(missing)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    subprocess.run(install, check=True, env=quiet, stdout=subprocess.DEVNULL)
    left = [package for package, is_there in NEEDED.items() if not is_there()]
    if left:
        sys.exit(f"装不上:{' '.join(left)}")


if __name__ == "__main__":
    main()
