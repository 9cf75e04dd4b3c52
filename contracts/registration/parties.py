"""A party as it stands in the register of organisations on the day of filing."""

from accounts.models import Organisation
from contracts.codes import PartyKind
from contracts.models import Party

_Kind = Organisation.Kind
KIND_CODES = {
    _Kind.COMPANY: PartyKind.LIMITED,
    _Kind.UNIVERSITY: PartyKind.UNIVERSITY,
    _Kind.INSTITUTE: PartyKind.INSTITUTE,
    _Kind.HOSPITAL: PartyKind.HOSPITAL,
    _Kind.GOVERNMENT: PartyKind.AUTHORITY,
    _Kind.ASSOCIATION: PartyKind.ASSOCIATION,
    _Kind.AGENCY: PartyKind.LIMITED,
    _Kind.OTHER: PartyKind.OTHER,
}


def take_over(party: Party, organisation: Organisation) -> None:
    """Copy what the register says now; a later change there is none here."""
    party.name = organisation.name
    party.credit_code = organisation.code
    party.region = organisation.region
    party.kind_code = party.kind_code or KIND_CODES[_Kind(organisation.kind)]
