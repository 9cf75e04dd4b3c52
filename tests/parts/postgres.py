"""A throw-away PostgreSQL: on a socket of its own, gone when the command ends.

python -m tests.parts.postgres COMMAND …      runs COMMAND with DATABASE_URL set
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.parts.scratch import scratch

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


class Cluster:
    """A server of our own in a folder of its own; it can be stopped and started again."""

    def __init__(self):
        self.bindir, self.who = binaries(), _unprivileged()
        self.root = Path(tempfile.mkdtemp(prefix="pg-", dir=scratch()))
        self.data = self.root / "data"
        self.url = f"postgres://zhuanhua@{quote(str(self.root), safe='')}/zhuanhua"
        self.environment = {**os.environ, "LC_ALL": "C.UTF-8", "PGTZ": "UTC"}
        self.server: subprocess.Popen | None = None
        if self.who:
            os.chown(self.root, self.who["user"], self.who["group"])
        self._run(
            "initdb", "-D", self.data, "-U", "zhuanhua", "-A", "trust",
            "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip

    def create(self) -> None:
        """Make the empty database that ``url`` names."""
        self._run("createdb", "-h", self.root, "-U", "zhuanhua", "zhuanhua")

    def start(self) -> None:
        settings = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
        with (self.root / "log").open("ab") as log:
            self.server = subprocess.Popen(
                [self.bindir / "postgres", "-D", self.data, "-k", self.root, *settings],
                cwd="/",
                env=self.environment,
                stdout=log,
                stderr=log,
                **self.who,
            )
        self._wait()

    def stop(self) -> None:
        """End every session, then the server; what was committed stays."""
        self.server.send_signal(signal.SIGINT)
        try:
            self.server.wait(15)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()

    def remove(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)

    def _run(self, program: str, *arguments: object) -> None:
        done = subprocess.run(
            [self.bindir / program, *map(str, arguments)],
            cwd="/",
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            **self.who,
        )
        if done.returncode:
            raise SystemExit(done.stdout + done.stderr)

    def _wait(self) -> None:
        deadline = time.monotonic() + READY_WITHIN_S
        ready = [self.bindir / "pg_isready", "-q", "-h", self.root]
        while subprocess.run(ready, check=False).returncode:
            if self.server.poll() is not None or time.monotonic() > deadline:
                raise SystemExit((self.root / "log").read_text()[-2000:])
            time.sleep(0.05)


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """Start a server and yield its DATABASE_URL; stop it and remove its files at the end."""
    cluster = Cluster()
    try:
        cluster.start()
        cluster.create()
        yield cluster.url
    finally:
        if cluster.server:
            cluster.stop()
        cluster.remove()


if __name__ == "__main__":
    with temporary_postgres() as url:
        sys.exit(
            subprocess.run(
                sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False
            ).returncode
        )
