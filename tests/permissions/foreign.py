"""Addresses that others bring: their own tests hold them; ours hold what we changed about them."""

from tests.permissions.table import Case

CASES: list[Case] = []
OWN_ACCOUNT = "allauth's pages act on the caller's own account alone"
PREFIXES = {
    "admin/": "Wagtail's admin asks its own permissions at each address; whom it lets in at all "
    "is a role's group (tests/accounts/test_absences.py)",
    "account_": OWN_ACCOUNT,
    "mfa_": OWN_ACCOUNT,
    "socialaccount_": OWN_ACCOUNT,
    "accounts/": OWN_ACCOUNT,
    "person:": OWN_ACCOUNT,
    "usersessions_": OWN_ACCOUNT,
    "_util/": "Wagtail's asks for the password of a private page or document",
    "wagtail_serve": "pages are public; who may edit them is Wagtail's admin's to say",
}
