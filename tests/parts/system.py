"""What the tests need from the distribution: installed where we are root, else named.

Runs before the virtual environment exists, so with the standard library alone.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import jdk


def has_fonts() -> bool:
    """Whether Chinese fonts are installed; without them screenshots show boxes."""
    return any(Path("/usr/share/fonts").rglob("NotoSansCJK*"))


def has_postgres() -> bool:
    """Whether PostgreSQL's server programs are installed."""
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or bool(shutil.which("initdb"))


JDK = "default-jdk-headless"
NEEDED = {
    "chromium": lambda: bool(shutil.which("chromium")),
    "fonts-noto-cjk": has_fonts,
    JDK: lambda: jdk.newest() is not None,
    "gettext": lambda: bool(shutil.which("xgettext")),
    "maven": lambda: bool(shutil.which("mvn")),
    "postgresql": has_postgres,
}


def _offered_jdk() -> int:
    """The major version that the distribution would install."""
    shown = subprocess.run(["apt-cache", "show", JDK], capture_output=True, text=True, check=False)
    said = re.search(r"^Version: (?:\d+:)?1\.(\d+)", shown.stdout, re.MULTILINE)
    return int(said[1]) if said else 0


def main() -> None:
    missing = [package for package, is_there in NEEDED.items() if not is_there()]
    if not missing:
        return
    if os.geteuid() != 0:
        sys.exit(f"测试还需要这些软件包,请以管理员安装:{' '.join(missing)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    if JDK in missing and _offered_jdk() < jdk.OLDEST:
        sys.exit(f"发行版的 JDK 旧于 {jdk.OLDEST}:请另装一个到 /usr/lib/jvm,或以 JAVA_HOME 指明。")
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    subprocess.run(install, check=True, env=quiet, stdout=subprocess.DEVNULL)
    left = [package for package, is_there in NEEDED.items() if not is_there()]
    if left:
        sys.exit(f"装不上:{' '.join(left)}")


if __name__ == "__main__":
    main()
