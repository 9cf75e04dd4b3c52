"""Organisations, roles and leave."""

from accounts.models import Role
from tests.permissions.table import Case

S, C, O = Role.SECTION_STAFF, Role.COUNTY_STAFF, Role.OPERATOR  # noqa: E741 — columns


def staff(section, county, operator):
    return {S: section, C: county, O: operator}


def standing(world):
    return [world.standing.pk]


def pending(world):
    return [world.pending.pk]


def merged(world):
    return [world.merged.pk]


def asked(world):
    return [world.asked.pk]


def held(world):
    return [world.held.pk]


CASES = [
    Case("accounts:directory", 200),
    Case("accounts:mine", 200),
    Case("accounts:found", 200),
    Case("accounts:absences", 200),
    Case("accounts:organisation", 200, args=standing),
    Case("accounts:organisation", 200, args=merged, state="merged"),
    Case("accounts:organisation", 404, staff(200, 200, 200), args=pending, state="pending"),
    Case("accounts:edit", 403, args=standing),
    Case("accounts:edit", 404, staff(403, 403, 403), args=pending, state="pending"),
    Case("accounts:claim", 200, args=standing),
    Case("accounts:claim", 409, args=merged, state="merged"),
    Case("accounts:members", 403, staff(200, 200, 403), args=standing),
    Case("accounts:confirm", 404, staff(302, 302, 403), pending, "post", state="pending"),
    Case("accounts:confirm", 403, staff(409, 409, 403), standing, "post", state="confirmed"),
    Case("accounts:refuse", 404, staff(200, 200, 403), pending, state="pending"),
    Case("accounts:refuse", 403, staff(409, 409, 403), standing, state="confirmed"),
    Case("accounts:merge", 403, staff(200, 403, 403), standing),
    Case("accounts:merge", 403, staff(409, 403, 403), merged, state="merged"),
    Case("accounts:change_code", 403, staff(200, 403, 403), standing),
    Case("accounts:change_code", 403, staff(409, 403, 403), merged, state="merged"),
    Case("accounts:change_code", 404, staff(409, 403, 403), pending, state="pending"),
    Case("accounts:membership_confirm", 404, staff(302, 302, 403), asked, "post"),
    Case("accounts:membership_confirm", 404, staff(409, 409, 403), held, "post", state="held"),
    Case("accounts:membership_refuse", 404, staff(200, 200, 403), asked),
    Case("accounts:membership_refuse", 404, staff(409, 409, 403), held, state="held"),
    Case("accounts:membership_end", 404, staff(302, 302, 403), held, "post"),
    Case("accounts:membership_end", 404, staff(409, 409, 403), asked, "post", state="asked"),
    Case("accounts:membership_withdraw", 404, staff(403, 403, 403), asked, "post"),
    Case("accounts:membership_set_dates", 404, staff(200, 200, 403), held),
    Case("accounts:membership_set_dates", 404, staff(409, 409, 403), asked, state="asked"),
    Case("accounts:membership_make_administrator", 404, staff(302, 302, 403), held, "post"),
    Case(
        "accounts:membership_make_administrator",
        404,
        staff(409, 409, 403),
        asked,
        "post",
        state="asked",
    ),
    Case("accounts:membership_unmake_administrator", 404, staff(302, 302, 403), held, "post"),
    Case("accounts:absence_end", 404, {O: 302}, lambda world: [world.absence.pk], "post"),
    Case(
        "accounts:absence_end",
        404,
        {O: 409},
        lambda world: [world.past_absence.pk],
        "post",
        state="past",
    ),
    Case("person:enter", 302, anonymous=200),
    Case("accounts:desk_organisations", 403, staff(200, 200, 200)),
    Case("accounts:desk_roles", 403, staff(200, 200, 200)),
    *(
        Case(url, 403, staff(200, 200, 200), data={"export": form}, state=form)
        for url in ("accounts:desk_organisations", "accounts:desk_roles")
        for form in ("xlsx", "csv")
    ),
    Case("accounts:grant", 403, {O: 200}),
]
PREFIXES: dict[str, str] = {}
