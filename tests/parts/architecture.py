"""Reads source and names what the house does not allow; `tests/test_architecture.py` asks it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "accounts",
    "brokers",
    "cms",
    "config",
    "contracts",
    "core",
    "marketplace",
    "search",
)
LONGEST = 400

# Modules (or packages) of these names read and answer; only services write.
READERS = {
    "admin", "api", "context", "filters", "forms", "middleware", "querysets", "templatetags",
    "urls", "views", "wagtail_hooks",
}  # fmt: skip
WRITES = {
    "abulk_create", "acreate", "adelete", "asave", "aupdate", "bulk_create", "bulk_update",
    "create", "delete", "get_or_create", "save", "update", "update_or_create",
}  # fmt: skip
# These have methods of the same names that write no row.
NOT_ROWS = {"session", "cache", "cookies", "context", "headers", "digest", "cleaned_data"}
VAGUE = {"utils", "common", "helpers"}
# Playwright answers these for the moment in which it is asked; its `expect` waits for the page.
AT_ONCE = {
    "input_value", "is_checked", "is_disabled", "is_editable", "is_enabled", "is_hidden",
    "is_visible",
}  # fmt: skip


def sources(*rooms: str) -> Iterator[Path]:
    """Our own modules; migrations are written by Django."""
    for room in rooms or ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def is_reader(path: Path) -> bool:
    """Whether the module's name says that it does not write."""
    return bool(READERS & {*path.relative_to(ROOT).with_suffix("").parts})


def writes(source: str) -> list[str]:
    """``line: call`` for each call that would write a row outside a service."""
    return [
        f"{node.lineno}: {ast.unparse(node.func)}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and not _is_another_thing(node.func.value)
    ]


def asserts_at_once(source: str) -> list[str]:
    """``line: call`` for each assertion about a page that may not be there yet."""
    return [
        f"{call.lineno}: {call.func.attr}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assert)
        for call in ast.walk(node.test)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in AT_ONCE
    ]


def _is_another_thing(owner: ast.expr) -> bool:
    """``super().save()``, ``services.create()``, ``request.session.update()``, a dict."""
    if isinstance(owner, ast.Dict | ast.Call) and ast.unparse(owner) != "super()":
        return isinstance(owner, ast.Dict)
    name = owner.attr if isinstance(owner, ast.Attribute) else ast.unparse(owner)
    return name in NOT_ROWS or name.split(".")[-1].endswith("services")


def receives_signals(source: str) -> list[str]:
    """``line: call`` for each signal receiver: ``@receiver(…)`` or ``signal.connect(…)``."""
    return [
        f"{node.lineno}: {ast.unparse(node.func)}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id == "receiver")
            or (
                isinstance(node.func, ast.Attribute)
                and node.func.attr == "connect"
                and (node.args or node.keywords)  # without a receiver it is another function
            )
        )
    ]
