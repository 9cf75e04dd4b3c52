"""What the core itself shows."""

from accounts.models import Role
from tests.permissions.table import Case

CASES = [
    Case("core:accessibility", 200, anonymous=200),
    Case("core:draft", 200, args=lambda _world: ["contract", "1"]),
    Case("core:chain", 404, args=lambda _world: ["ZH-2026-000001"]),
    *(
        Case(
            "core:audit",
            403,
            {Role.OPERATOR: 200, Role.SECTION_STAFF: 200},
            data={"export": form} if form else {},
            state=form,
        )
        for form in ("", "xlsx", "csv")
    ),
    Case("core:operations", 403, {Role.OPERATOR: 200}),
    Case("core:operations-retry", 403, {Role.OPERATOR: 302}, method="post"),
    Case("core:care", 302, method="post", anonymous=302),
    Case("core:notice_choices", 200),
]
PREFIXES = {
    "styleguide/": "drawn pieces with invented words, for whoever builds a page",
    "healthz": "asked by a monitor, which has no account",
    "notices/": "the caller's own notices",
    "dev/": "what was sent, for developers; only with DEMO=1",
}
