"""Elasticsearch nodes of one test's own, that can be killed and come back with what they had."""

import shutil
import socket

import pytest

from tests.parts import elastic


class Node:
    """A node at an address that stays the same."""

    def __init__(self, home, port, together=()):
        self.home, self.port, self.together = home, port, together
        self.url = f"http://127.0.0.1:{port}"
        self.begin()

    def begin(self):
        """Start it, and do not wait for it."""
        self.process = elastic.start(self.home, port=self.port, together=self.together)

    def start(self):
        self.begin()
        elastic.address(self.home, self.process)

    def kill(self):
        self.process.kill()
        self.process.wait()


def free_ports(count):
    """Ports that nobody has; all are held until each is known."""
    held = [socket.socket() for _each in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


@pytest.fixture
def node(tmp_path):
    """A cluster of one node."""
    made = Node(tmp_path / "node", *free_ports(1))
    elastic.address(made.home, made.process)
    yield made
    made.kill()
    shutil.rmtree(made.home)


@pytest.fixture
def three_nodes(tmp_path):
    """A cluster of three nodes."""
    names = ["n1", "n2", "n3"]
    ports = free_ports(6)
    everybody = [",".join(f"127.0.0.1:{port}" for port in ports[3:]), ",".join(names)]
    made = [
        Node(tmp_path / name, ports[number], (str(ports[3 + number]), *everybody))
        for number, name in enumerate(names)
    ]
    for one in made:
        elastic.address(one.home, one.process)
    yield made
    for one in made:
        one.kill()
        shutil.rmtree(one.home)
