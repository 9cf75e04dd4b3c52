"""What the core itself shows."""

from accounts.models import Role
from core.models import Delivery, Notice
from core.notices import unsubscribing
from tests.permissions.table import NOBODY, Case


def summary_link(world):
    return [unsubscribing.token(world.callers[NOBODY].pk, "digest", "mail")]


def delivery(status):
    """The key of a delivery in ``status``, made when the case is asked."""

    def key(world):
        notice = Notice.objects.create(recipient=world.callers[NOBODY], kind="x", title="x")
        return [Delivery.objects.create(notice=notice, channel="mail", status=status).pk]

    return key


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
    *(
        Case(
            "core:deliveries",
            403,
            {Role.OPERATOR: 200},
            data={"export": form} if form else {},
            state=form,
        )
        for form in ("", "xlsx", "csv")
    ),
    Case("core:deliveries-retry", 403, {Role.OPERATOR: 302}, method="post"),
    Case("core:delivery-retry", 403, {Role.OPERATOR: 302}, delivery("failed"), "post"),
    Case(
        "core:delivery-retry",
        403,
        {Role.OPERATOR: 409},
        delivery("sent"),
        "post",
        state="sent",
    ),
    Case(
        "core:delivery-retry", 403, {Role.OPERATOR: 404}, lambda _world: [0], "post", state="none"
    ),
    Case("core:operations", 403, {Role.OPERATOR: 200}),
    Case("core:operations-retry", 403, {Role.OPERATOR: 302}, method="post"),
    Case("core:care", 302, method="post", anonymous=302),
    Case("core:theme", 302, method="post", anonymous=302),
    Case("core:notice_choices", 200),
    Case("core:unsubscribe", 200, args=summary_link, anonymous=200),
    Case("core:unsubscribe", 200, args=summary_link, anonymous=200, method="post"),
    Case("core:unsubscribe", 404, args=lambda _world: ["1:forged"], anonymous=404, state="forged"),
]
PREFIXES = {
    "styleguide/": "drawn pieces with invented words, for whoever builds a page",
    "healthz": "asked by a monitor, which has no account",
    "notices/": "the caller's own notices",
    "dev/": "what was sent, for developers; only with DEMO=1",
}
