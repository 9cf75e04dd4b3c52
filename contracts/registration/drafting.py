"""Writing a contract before it is filed, and again where it was returned."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import authority
from accounts.models import Organisation
from brokers.models import Deal
from contracts import secrecy
from contracts.models import Contract, ContractFile, ContractPerson, Party
from contracts.registration import costs, numbering, people, telling, workflow
from contracts.registration.parties import take_over
from contracts.registration.permissions import files_for
from contracts.registration.services import locked
from contracts.rules.sides import is_same_unit
from core import audit, records, uploads
from core.chains import start_chain
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import Chain


@transaction.atomic
def create_draft(
    facts: Mapping[str, Any],
    *,
    filing: Organisation,
    side: str = Party.Side.SELLER,
    parties: Sequence[Mapping[str, Any]] = (),
    items: Sequence[dict[str, Any]] = (),
    declared_fen: int | None = None,
    chain: Chain | None = None,
    actor: Any,
) -> Contract:
    """Begin a contract that ``filing`` files; one from outside starts its own chain.

    Args:
        facts: what was agreed, by field.
        side: which side ``filing`` is on.
        parties: the others, as `Party` takes.
        items: non-technical costs, as `CostItem` takes.
        declared_fen: the technology amount that the parties reckoned, where they did.

    """
    if filing not in authority.civil_places(actor):
        raise PermissionDenied("contract.draft")
    _refuse_secrets(facts)
    own = {"side": side, "organisation": filing, "is_filing": True}
    contract = _begin(facts, filing, [own, *parties], chain=chain, actor=actor)
    people.note(contract, filing, actor, ContractPerson.Part.DRAFTER)
    costs.replace(contract, items)
    _set_amounts(contract, contract.amount_fen, declared_fen, actor=actor)
    return contract


def _begin(
    facts: Mapping[str, Any],
    filing: Organisation,
    parties: Sequence[Mapping[str, Any]],
    *,
    chain: Chain | None,
    actor: Any,
) -> Contract:
    """The row and its parties; all of the amount is for technology until costs are entered."""
    contract = Contract(
        **facts,
        technology_amount_fen=facts.get("amount_fen", 0),
        chain=chain or start_chain(facts["title"], actor=actor),
        number=numbering.case_number(),
        region=filing.region,
        is_demo=filing.is_demo,
    )
    records.create(contract, "contract.draft", actor=actor)
    _write_parties(contract, parties)
    return contract


def draft_from_deal(deal: Deal, *, actor: Any) -> None:
    """签约 makes the draft: what deal, listing and organisations know is not typed again.

    The broker signs for nobody; the seller completes the draft and files it, led by who wrote
    the listing. A buyer without an account is left for the seller to enter, which the pre-check
    asks for.
    """
    listing = deal.listing
    facts = {
        "deal": deal,
        "title": listing.title if listing else deal.title,
        "kind": deal.kind,
        "amount_fen": deal.amount_fen,
        "signed_on": deal.signed_on,
        "summary": listing.abstract if listing else "",
        "field": listing.field if listing else "",
    }
    parties: list[dict[str, Any]] = [
        {"side": Party.Side.SELLER, "organisation": deal.seller, "is_filing": True}
    ]
    if deal.buyer:
        parties.append({"side": Party.Side.BUYER, "organisation": deal.buyer})
    contract = _begin(facts, deal.seller, parties, chain=deal.chain, actor=actor)
    if listing and listing.organisation_id == deal.seller_id:
        people.note(contract, listing.organisation, listing.author, ContractPerson.Part.LEADER)
    telling.seller_side(contract, "contract.drafted", actor=actor)


@transaction.atomic
def edit_contract(
    pk: int,
    facts: Mapping[str, Any],
    *,
    parties: Sequence[Mapping[str, Any]] | None = None,
    items: Sequence[dict[str, Any]] | None = None,
    declared_fen: int | None = None,
    actor: Any,
) -> Contract:
    """Change what was agreed; ``parties`` are those beside the filing one.

    Raises:
        PermissionDenied: not of the filing party.
        WrongState: filed, and not returned.
        ValidationError: a fact is wrong, or the amounts do not fit together.

    """
    contract = _editable(pk, actor, "contract.edit")
    _refuse_secrets(facts)
    changes = dict(facts)
    amount_fen = changes.pop("amount_fen", contract.amount_fen)
    records.change(contract, "contract.edit", actor=actor, changes=changes)
    if parties is not None:
        contract.parties.filter(is_filing=False).delete()
        _write_parties(contract, parties)
    if items is not None:
        costs.replace(contract, items)
    _set_amounts(contract, amount_fen, declared_fen, actor=actor)
    return contract


@transaction.atomic
def discard_draft(pk: int, *, actor: Any) -> None:
    """Throw a draft away; its number is not given again. Raises as `edit_contract`."""
    contract = _editable(pk, actor, "contract.discard")
    if contract.status != Contract.Status.DRAFT:
        raise WrongState("contract.discard")
    for file in contract.files.all():
        transaction.on_commit(_remover(file))
    records.delete(contract, "contract.discard", actor=actor)


@transaction.atomic
def attach_file(pk: int, upload: Any, *, kind: str, actor: Any) -> ContractFile:
    """Keep a paper of the contract. Raises as `edit_contract`; `ValidationError` for the file."""
    contract = _editable(pk, actor, "contract.attach")
    if secrecy.is_marked_name(upload.name):
        raise ValidationError({"file": secrecy.ADVICE})
    try:
        found = uploads.check(upload)
    except ValidationError as error:
        raise ValidationError({"file": error}) from error
    row = ContractFile(
        contract=contract,
        kind=kind,
        name=upload.name[-uploads.LONGEST_NAME :],
        ending=found.ending,
        size=upload.size,
        sha256=uploads.digest(upload),
        uploaded_by=actor,
    )
    row.file.save("", upload, save=False)
    row.full_clean(exclude=["contract"])
    row.save(force_insert=True)
    audit.record(
        contract, "contract.attach", actor=actor, changes={"name": row.name, "sha256": row.sha256}
    )
    return row


@transaction.atomic
def detach_file(pk: int, file_pk: int, *, actor: Any) -> None:
    """Take a paper away again. Raises as `edit_contract`."""
    contract = _editable(pk, actor, "contract.detach")
    row = contract.files.get(pk=file_pk)
    audit.record(
        contract, "contract.detach", actor=actor, changes={"name": row.name, "sha256": row.sha256}
    )
    transaction.on_commit(_remover(row))
    row.delete()


def _editable(pk: int, actor: Any, action: str) -> Contract:
    contract = locked(pk)
    if not files_for(actor, contract):
        raise PermissionDenied(action)
    if contract.status not in workflow.EDITABLE:
        msg = f"{action} from {contract.status!r}"
        raise WrongState(msg)
    return contract


def _remover(row: ContractFile) -> Any:
    storage, name = row.file.storage, row.file.name or ""
    return lambda: storage.delete(name)


def _refuse_secrets(facts: Mapping[str, Any]) -> None:
    for name in ("title", "summary"):
        if secrecy.is_marked(facts.get(name, "")):
            raise ValidationError({name: secrecy.ADVICE})


def _set_amounts(
    contract: Contract, amount_fen: int, declared_fen: int | None, *, actor: Any
) -> None:
    amounts = costs.amounts(contract, amount_fen)
    if declared_fen is not None and declared_fen != amounts["technology_amount_fen"]:
        raise ValidationError(
            {"technology_amount": _("技术交易额应等于合同成交额减去各项非技术性费用。")}
        )
    records.change(contract, "contract.edit", actor=actor, changes=amounts)


def _write_parties(contract: Contract, parties: Sequence[Mapping[str, Any]]) -> None:
    written = list(contract.parties.all())
    for facts in parties:
        row = Party(contract=contract, **facts)
        if row.organisation is not None:
            take_over(row, row.organisation)
        row.full_clean(exclude=["contract"])
        if any(_stands_twice(row, other) for other in written):
            raise ValidationError(_("同一单位不能既是卖方又是买方，也不能列两次。"))
        row.save(force_insert=True)
        written.append(row)


def _stands_twice(row: Party, other: Party) -> bool:
    """Whether one unit is listed twice among sellers and buyers; the database holds it too."""
    sides = {row.side, other.side}
    return Party.Side.INTERMEDIARY not in sides and is_same_unit(row, other)
