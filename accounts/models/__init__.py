"""People, the organisations they act for, and the roles they hold there."""

from accounts.models.consent import Consent, PrivacyNotice
from accounts.models.membership import BUREAU_ROLES, EDITING_ROLES, Absence, Membership, Role
from accounts.models.organisation import Contact, FormerCode, Organisation
from accounts.models.user import User

__all__ = [
    "BUREAU_ROLES",
    "EDITING_ROLES",
    "Absence",
    "Consent",
    "Contact",
    "FormerCode",
    "Membership",
    "Organisation",
    "PrivacyNotice",
    "Role",
    "User",
]
