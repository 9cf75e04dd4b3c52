"""A throw-away PostgreSQL: on a socket of its own, gone when the command ends.

python -m tests.parts.postgres COMMAND …      runs COMMAND with DATABASE_URL set
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

READY_WITHIN_S = 30
# Durability costs half the run time and protects nothing here.
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
    "shared_buffers": "256MB",
}


def binaries() -> Path:
    """The folder of the newest PostgreSQL server on this machine.

    Raises:
        SystemExit: there is none.
    """
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4])
    )
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise SystemExit("缺少 PostgreSQL 服务端:请安装发行版的 postgresql 软件包。")


def _unprivileged() -> dict[str, object]:
    """Who runs the server: it refuses root, so root lends it to ``postgres`` or ``nobody``."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise SystemExit("以 root 运行时需要 postgres 或 nobody 账号。")


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """Start a server and yield its DATABASE_URL; stop it and remove its files at the end."""
    bindir, who = binaries(), _unprivileged()
    root = Path(tempfile.mkdtemp(prefix="pg-"))
    data = root / "data"
    if who:
        os.chown(root, who["user"], who["group"])
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PGTZ": "UTC"}

    def run(*command: object) -> None:
        done = subprocess.run(
            [str(part) for part in command],
            cwd="/",
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            **who,
        )
        if done.returncode:
            raise SystemExit(done.stdout + done.stderr)

    run(
        bindir / "initdb", "-D", data, "-U", "zhuanhua", "-A", "trust",
        "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
    )  # fmt: skip
    settings = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
    with (root / "log").open("ab") as log:
        server = subprocess.Popen(
            [str(bindir / "postgres"), "-D", str(data), "-k", str(root), *settings],
            cwd="/",
            env=environment,
            stdout=log,
            stderr=log,
            **who,
        )
        try:
            _wait(bindir, root, server)
            run(bindir / "createdb", "-h", root, "-U", "zhuanhua", "zhuanhua")
            yield f"postgres://zhuanhua@{quote(str(root), safe='')}/zhuanhua"
        finally:
            server.send_signal(2)  # SIGINT: end sessions, then stop
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()
            shutil.rmtree(root, ignore_errors=True)


def _wait(bindir: Path, root: Path, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while subprocess.run([bindir / "pg_isready", "-q", "-h", root], check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise SystemExit((root / "log").read_text()[-2000:])
        time.sleep(0.05)


if __name__ == "__main__":
    with temporary_postgres() as url:
        sys.exit(
            subprocess.run(
                sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False
            ).returncode
        )
