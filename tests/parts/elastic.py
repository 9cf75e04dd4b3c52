"""A real Elasticsearch node on loopback, from the jars of the public repository.

    python -m tests.parts.elastic COMMAND …      runs COMMAND with ELASTICSEARCH_URL set

The jars are fetched once a version, into the user's cache. In tests one node serves all processes
of a run: the first that asks starts it, and it ends with the process that started the run. Where
ELASTICSEARCH_URL is set, that cluster is asked instead.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.parts import jdk

HERE = Path(__file__).parent / "elasticsearch"
POM = HERE / "pom.xml"
SOURCE = HERE / "TestNode.java"
LAUNCHER = f"classes-{hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:8]}"
VERSION = re.search(r"<elasticsearch.version>(.*)<", POM.read_text())[1]
CACHE = (
    Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    / "zhuanhua/elasticsearch"
    / VERSION
)
VAR = Path("var/elastic")
READY_WITHIN_S = 180
HEAP = "384m"
NATIVE = "ALL-UNNAMED,org.elasticsearch.nativeaccess,org.apache.lucene.core"
MODULE = "transport-netty4"
DESCRIBED_BY = ("plugin-descriptor.properties", "entitlement-policy.yaml")


def _java() -> Path:
    home = jdk.newest()
    if home is None:
        message = f"Elasticsearch 需要 JDK {jdk.OLDEST} 或更新:请装好后再试。"
        raise SystemExit(message)
    return home / "bin"


def _jars() -> Path:
    """The cache's folder, filled and with the launcher compiled in it."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with _alone(CACHE):
        if not (CACHE / "jars").exists():
            fresh = CACHE / "fresh"
            shutil.rmtree(fresh, ignore_errors=True)
            command = ["mvn", "-q", "-B", "-f", POM, "dependency:copy-dependencies"]
            subprocess.run([*command, f"-DoutputDirectory={fresh}"], check=True)
            fresh.rename(CACHE / "jars")
            for part, of in (("lib", False), ("netty", True)):
                (CACHE / part).mkdir(exist_ok=True)
                for jar in (CACHE / "jars").glob("*.jar"):
                    if ("netty" in jar.name) == of:
                        shutil.copy(jar, CACHE / part)
        if not (CACHE / LAUNCHER / "TestNode.class").exists():
            libraries = f"{CACHE}/lib/*"
            command = [_java() / "javac", "--release", "21", "-cp", libraries]
            subprocess.run([*command, "-d", CACHE / LAUNCHER, SOURCE], check=True)
    return CACHE


def start(
    home: Path, *, owner: int | None = None, port: int = 0, together: Sequence[str] = ()
) -> subprocess.Popen:
    """Start a node in ``home``; it ends with the process ``owner``, by default this one.

    Args:
        together: for a node of several, its transport port, and the addresses and names of all.

    """
    jars = _jars()
    netty = home / "modules" / MODULE
    if not netty.exists():
        for name in ("config", "plugins", "logs"):
            (home / name).mkdir(parents=True)
        shutil.copytree(jars / "netty", netty)
        with zipfile.ZipFile(netty / f"{MODULE}-{VERSION}.jar") as jar:
            for name in DESCRIBED_BY:
                inside = f"META-INF/es-plugins/{MODULE}/{name}"
                (netty / name).write_bytes(jar.read(inside))
    (home / "address").unlink(missing_ok=True)
    with (home / "logs/node.log").open("ab") as log:
        return subprocess.Popen(
            [
                _java() / "java", f"-Xmx{HEAP}", "-XX:+UseSerialGC",
                "--add-modules=jdk.incubator.vector,jdk.net,ALL-MODULE-PATH",
                "--module-path", jars / "lib",
                f"--enable-native-access={NATIVE}",
                "-cp", jars / LAUNCHER, "TestNode", home, str(port), str(owner or os.getpid()),
                *together,
            ],
            stdout=log,
            stderr=log,
            start_new_session=True,
        )  # fmt: skip


def address(home: Path, process: subprocess.Popen) -> str:
    """Where the node answers, once it does."""
    deadline = time.monotonic() + READY_WITHIN_S
    said = home / "address"
    while not said.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit((home / "logs/node.log").read_text()[-3000:])
        time.sleep(0.1)
    return said.read_text()


@contextmanager
def temporary_node(home: Path) -> Iterator[str]:
    """A node for as long as the block runs; yields its address."""
    process = start(home)
    try:
        yield address(home, process)
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _shared_node() -> str:
    """The node of this run; the first process that asks starts it."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"alone-{os.getpid()}"
    owner = os.getppid() if "PYTEST_XDIST_TESTRUNUID" in os.environ else os.getpid()
    VAR.mkdir(parents=True, exist_ok=True)
    home = (VAR / run).resolve()
    with _alone(VAR):
        if not (home / "address").exists():
            for old in VAR.glob("*/owner"):
                if not Path("/proc", old.read_text()).exists():
                    shutil.rmtree(old.parent)
            home.mkdir()
            (home / "owner").write_text(str(owner))
            process = start(home, owner=owner)
            there = address(home, process)
            process.returncode = 0  # it may outlive us, and ends with its owner: nobody waits
            return there
    return (home / "address").read_text()


@pytest.fixture(scope="session")
def elastic_url():
    """A real cluster: the one named by ELASTICSEARCH_URL, or a node of this run's own."""
    return os.environ.get("ELASTICSEARCH_URL") or _shared_node()


@pytest.fixture(scope="session")
def elastic_prefix():
    """What the indexes of this process begin with; others on the same cluster are left alone."""
    return f"test-{uuid.uuid4().hex[:8]}-"


if __name__ == "__main__":
    VAR.mkdir(parents=True, exist_ok=True)
    with temporary_node((VAR / f"run-{os.getpid()}").resolve()) as url:
        done = subprocess.run(
            sys.argv[1:], env={**os.environ, "ELASTICSEARCH_URL": url}, check=False
        )
    sys.exit(done.returncode)
