"""`make test` where somebody without an administrator's rights calls it on a bare machine."""

import subprocess
import sys
from pathlib import Path

PARTS = Path(__file__).parent / "parts"
# What is imported is found first: interpreter and project may lie where nobody may look.
AS_NOBODY = """
import os, sys
sys.path.insert(0, sys.argv[1])
import system
os.geteuid() or os.setuid(65534)
system.main()
"""


def test_who_may_not_install_is_told_the_packages_in_one_sentence(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, PARTS],
        env={"PATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
        cwd="/",
    )

    [said] = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert said.startswith("测试还需要这些软件包,请以管理员安装:")
    assert {"chromium", "gettext"} <= set(said.split(":")[1].split())
    assert done.stdout == b""
