"""One technology contract, filed once: by what it says, and by the very file."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from contracts.models import Contract, ContractFile, Party
from contracts.querysets import COUNTED, PENDING

LIVING = COUNTED | PENDING


def fingerprint(contract: Contract, parties: Iterable[Party]) -> str:
    """A digest of parties, title, signing date and amount, however they were typed."""
    sides = sorted(
        f"{party.side}:{_plain(party.name)}"
        for party in parties
        if party.side != Party.Side.INTERMEDIARY
    )
    words = [*sides, _plain(contract.title), str(contract.signed_on), str(contract.amount_fen)]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def filed_before(
    contract: Contract, parties: Iterable[Party], texts: Iterable[ContractFile]
) -> Contract | None:
    """The contract that stands already for the same deal, or with the same text."""
    others = Contract.objects.filter(status__in=LIVING).exclude(pk=contract.pk)
    same = others.filter(fingerprint=fingerprint(contract, parties)).first()
    if same is not None:
        return same
    return others.filter(
        files__kind=ContractFile.Kind.TEXT, files__sha256__in=[text.sha256 for text in texts]
    ).first()


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()
