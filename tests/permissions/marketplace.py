"""成果与需求."""

from tests.permissions.table import Case

CASES: list[Case] = []
PREFIXES: dict[str, str] = {}
