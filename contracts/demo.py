"""Four hundred invented contracts over three years; only with DEMO=1.

They are written in bulk, as services would have written them over three years: each with its
parties, clock, opinions, audit events at their moments, and the promise to the rollup.
"""

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc

from accounts.models import Organisation, Role, User
from contracts import codes, demo_paper, duplicates
from contracts.demo_pile import Pile, Side
from contracts.demo_plan import next_national_number, plan
from contracts.demo_texts import BUYERS, KINDS, OUTSIDERS, SUMMARY, TOPICS, WORKS
from contracts.models import Clock, Contract, ContractFile, CostItem, Opinion, Party, Supplement
from contracts.querysets import PENDING
from contracts.registration import numbering
from contracts.registration.jurisdictions import grant_jurisdiction
from contracts.registration.parties import KIND_CODES
from contracts.rules import limits, refusals, versions
from core import outbox, registry
from core.acts import require_transaction
from core.chains import SHANGHAI
from core.models import AuditEvent, AuditUnsealed, Chain
from core.numbering import next_number

registry.describe_detail("moment", _("示例办理时间"))

S = Contract.Status
# The acts that lead to a state, and the state each leaves behind.
WAY = (
    ("contract.draft", S.DRAFT),
    ("contract.submit", S.SUBMITTED),
    ("contract.accept", S.ACCEPTED),
    ("contract.examine", S.EXAMINED),
    ("contract.review", S.REVIEWED),
    ("contract.register", S.REGISTERED),
)
ENDS = {
    S.RETURNED: ("contract.return", 3),
    S.REFUSED: ("contract.refuse", 3),
    S.CANCELLED: ("contract.cancel", 6),
    S.WITHDRAWN: ("contract.withdraw", 2),
}
REACHED = {
    S.DRAFT: 1, S.SUBMITTED: 2, S.ACCEPTED: 3, S.EXAMINED: 4, S.REVIEWED: 5, S.REGISTERED: 6,
}  # fmt: skip


@transaction.atomic
def load(today: date | None = None) -> bool:
    """Make the contracts; returns whether there was anything to make."""
    if Contract.objects.filter(is_demo=True, deal__isnull=True).exists():
        return False
    today = today or timezone.localdate()
    pile = _pile()
    grant_jurisdiction(
        pile.body,
        pile.body.region,
        delegated_by="示例文件〔2020〕1 号",
        valid_from=date(2020, 1, 1),
        actor=None,
    )
    for number, (status, day) in enumerate(plan(pile.chance, today)):
        _contract(pile, number, status, day)
    _write(pile)
    return True


def _pile() -> Pile:
    roles = {Role.REGISTRAR, Role.REVIEWER}
    desk = {
        role: list(
            User.objects.filter(is_demo=True, memberships__role=role).order_by("pk").distinct()
        )
        for role in roles
    }
    body = desk[Role.REGISTRAR][0].organisations().get()
    known = [
        Side(
            each.name,
            each.code,
            KIND_CODES[Organisation.Kind(each.kind)],
            each.region_id,
            each,
        )
        for each in Organisation.objects.confirmed()
        .filter(is_demo=True)
        .exclude(kind=Organisation.Kind.GOVERNMENT)
        .order_by("pk")
    ]
    strangers = [_stranger(n, *facts) for n, facts in enumerate((*OUTSIDERS, *BUYERS))]
    local, away = strangers[: len(OUTSIDERS)], strangers[len(OUTSIDERS) :]
    chance = random.Random(360400)  # noqa: S311 — the same demo every time
    return Pile(chance, desk, [*known, *local], [*known, *strangers, *away], body)


def _stranger(number: int, region: str, name: str) -> Side:
    body = f"N1360400DEX{number:06d}"
    code = body + str(uscc.calc_check_digit(body))
    return Side(name, code, codes.PartyKind.LIMITED, region)


def _contract(pile: Pile, number: int, status: str, day: date) -> None:
    chance = pile.chance
    moments = [min(moment, pile.recorded_at) for moment in _moments(chance, status, day)]
    seller = pile.sellers[number % len(pile.sellers)]
    if status not in {S.REGISTERED, S.CANCELLED} and seller.organisation is None:
        seller = pile.sellers[number % 15]
    buyer = chance.choice([each for each in pile.buyers if each.name != seller.name])
    _share, kind, subkind, right, ending = chance.choices(KINDS, [k[0] for k in KINDS])[0]
    topic, technology, section = TOPICS[number % len(TOPICS)]
    work = WORKS[number // len(TOPICS) % len(WORKS)]
    wan = round(chance.lognormvariate(3.9, 1.0)) + 3
    amount = wan * 10_000 * 100
    costs = _costs(chance, kind, amount)
    spent = sum(cost for _kind, _label, cost in costs)
    signed = timezone.localdate(moments[0]) - timedelta(days=chance.randint(1, 20))
    title = f"{topic}{work}{ending}"
    chain = Chain(
        number=f"ZH-{moments[0].year}-{next_number(f'chain.{moments[0].year}'):06d}",
        title=title,
        created_at=moments[0],
    )
    contract = Contract(
        number=numbering.case_number(moments[0]),
        title=title,
        kind=kind,
        subkind=subkind,
        status=status,
        region_id=seller.region_id,
        summary=SUMMARY.format(
            topic=topic, work=work, a=chance.randint(1, 5), b=chance.randint(6, 20)
        ),
        signed_on=signed,
        valid_from=signed,
        valid_to=signed + timedelta(days=365 * chance.randint(2, 4)),
        amount_fen=amount,
        non_technical_fen=spent,
        technology_amount_fen=amount - spent,
        payment_mode=chance.choice(["once", "instalments", "instalments", "royalty"]),
        is_related_party=chance.random() < 0.05,  # noqa: PLR2004 — one in twenty
        field=technology,
        objective="industry",
        buyer_section=section,
        ip_kind=right,
        is_demo=True,
        chain=chain,
    )
    if right in codes.PATENTS:
        contract.patent_number = f"ZL2020DEMO{number:06d}"
        contract.patent_holder = seller.name
        contract.patent_filed_on = date(2020, 5, 1)
        contract.patent_expires_on = date(2040, 4, 30)
        contract.patent_status = codes.PatentStatus.IN_FORCE
    parties = [
        _party(contract, seller, Party.Side.SELLER, is_filing=True),
        _party(contract, buyer, Party.Side.BUYER),
    ]
    for cost_kind, label, fen in costs:
        pile.add(CostItem(contract=contract, kind=cost_kind, label=label, amount_fen=fen))
    for party in parties:
        pile.add(party)
    pile.add(chain)
    pile.contracts.append(contract)
    _acts(pile, contract, seller, moments)
    if status != S.DRAFT:
        contract.fingerprint = duplicates.fingerprint(contract, parties)


def _party(contract: Contract, side: Side, which: str, *, is_filing: bool = False) -> Party:
    return Party(
        contract=contract,
        side=which,
        organisation=side.organisation,
        name=side.name,
        credit_code=side.code,
        kind_code=side.kind_code,
        region_id=side.region_id,
        is_filing=is_filing,
    )


def _costs(chance: random.Random, kind: str, amount: int) -> list[tuple[str, str, int]]:
    """Development and service often carry equipment; whole thousands of yuan."""
    if kind not in {codes.Kind.DEVELOPMENT, codes.Kind.SERVICE} or chance.random() < 0.5:  # noqa: PLR2004 — half
        return []
    fen = amount * chance.randint(8, 40) // 100 // 100_000 * 100_000
    return [("equipment", "试验设备及仪器", fen)] if fen else []


def _moments(chance: random.Random, status: str, day: date) -> list[datetime]:
    """When each act was done, the last one on ``day``."""
    state = Contract.Status(status)
    count = ENDS[state][1] + 1 if state in ENDS else REACHED[state]
    days = [day]
    for _each in range(count - 1):
        days.insert(0, days[0] - timedelta(days=chance.randint(1, 6)))
    return [
        datetime.combine(each, time(9 + chance.randint(0, 7), chance.randint(0, 59)), SHANGHAI)
        for each in days
    ]


def _acts(pile: Pile, contract: Contract, seller: Side, moments: list[datetime]) -> None:
    """The acts up to the contract's state, each with what it leaves on the row and beside it."""
    a = pile.chance.choice(pile.desk[Role.REGISTRAR])
    b = pile.chance.choice(pile.desk[Role.REVIEWER])
    held = seller.organisation.memberships.order_by("pk").first() if seller.organisation else None
    # Who has no account filed on paper: nobody here, and never who registers it.
    filer = held.user if held else None
    status = Contract.Status(contract.status)
    taken = list(WAY[: ENDS[status][1] if status in ENDS else REACHED[status]])
    if status in ENDS:
        taken.append((ENDS[status][0], status))
    before = ""
    for (action, after), at in zip(taken, moments, strict=True):
        actor: Any = b if action == "contract.review" else filer if action in BY_FILER else a
        if leave := LEAVES.get(action):
            leave(pile, contract, actor, at)
        event = AuditEvent(
            at=at,
            recorded_at=pile.recorded_at,
            actor=actor,
            action=action,
            subject_type=contract._meta.label_lower,
            subject_label=str(contract)[:200],
            before=before,
            after=after,
            chain=contract.chain,
        )
        event.subject = contract  # type: ignore[attr-defined]  # its key comes with its insert
        pile.add(event)
        before = after
        if action == "contract.draft" and status in PENDING and filer:
            _attach(pile, contract, filer, at)
    contract.created_at = moments[0]


def _attach(pile: Pile, contract: Contract, filer: User, at: datetime) -> None:
    """A signed text of its own for a case that the desk is yet to read."""
    paper = demo_paper.text_of(contract, filer)
    pile.add(paper)
    event = AuditEvent(
        at=at,
        recorded_at=pile.recorded_at,
        actor=filer,
        action="contract.attach",
        subject_type=contract._meta.label_lower,
        subject_label=str(contract)[:200],
        changes={"name": paper.name, "sha256": paper.sha256},
        chain=contract.chain,
    )
    event.subject = contract  # type: ignore[attr-defined]  # as above
    pile.add(event)


def _submitted(pile: Pile, contract: Contract, actor: User | None, at: datetime) -> None:
    contract.body, contract.submitted_by, contract.submitted_at = pile.body, actor, at


def _accepted(pile: Pile, contract: Contract, actor: User, at: datetime) -> None:
    day = timezone.localdate(at)
    version = versions.version_on(day)
    due = limits.due_on(version, day, technology_fen=contract.technology_amount_fen)
    is_statutory = limits.is_statutory(version)
    pile.add(
        Clock(
            contract=contract,
            rule_version=version,
            started_at=at,
            due_on=due,
            is_due_statutory=is_statutory,
        )
    )
    contract.rule_version, contract.accepted_at, contract.due_on = version, at, due
    contract.is_due_statutory = is_statutory


def _examined(pile: Pile, contract: Contract, actor: User, at: datetime) -> None:
    contract.registrar, contract.examined_at = actor, at
    _opine(pile, contract, "examine:pass", actor, at)


def _reviewed(pile: Pile, contract: Contract, actor: User, at: datetime) -> None:
    contract.reviewer, contract.reviewed_at = actor, at
    _stop(pile, contract, at)
    _opine(pile, contract, "review:pass", actor, at)


def _registered(pile: Pile, contract: Contract, actor: User, at: datetime) -> None:
    contract.national_number = next_national_number(at.year)
    contract.registered_on = timezone.localdate(at)
    contract.verification_code = numbering.verification_code()


def _cancelled(pile: Pile, contract: Contract, actor: User, at: datetime) -> None:
    contract.cancelled_on = timezone.localdate(at)


def _returned(pile: Pile, contract: Contract, actor: User, at: datetime) -> None:
    contract.due_on = None
    _stop(pile, contract, at)
    text = OPINIONS["examine:return"]
    pile.add(Supplement(contract=contract, items=text, asked_by=actor, asked_at=at))
    _opine(pile, contract, "examine:return", actor, at)


def _refused(pile: Pile, contract: Contract, actor: User, at: datetime) -> None:
    contract.refusal_code = codes.Refusal.R2
    version = contract.rule_version or versions.version_on(timezone.localdate(at))
    contract.refusal_article = refusals.article(version, contract.refusal_code)
    contract.refusal_text = OPINIONS["examine:refuse"]
    _stop(pile, contract, at)
    _opine(pile, contract, "examine:refuse", actor, at)


def _stop(pile: Pile, contract: Contract, at: datetime) -> None:
    for clock in pile.rows.get(Clock, [])[-1:]:
        if clock.contract is contract:
            clock.stopped_at = at


def _opine(pile: Pile, contract: Contract, what: str, author: User, at: datetime) -> None:
    post, _colon, outcome = what.partition(":")
    pile.add(
        Opinion(
            contract=contract,
            post=post,
            outcome=outcome,
            author=author,
            at=at,
            text=OPINIONS[what],
        )
    )


BY_FILER = {"contract.draft", "contract.submit", "contract.withdraw"}
OPINIONS = {
    "examine:pass": "内容与类型一致，金额已核。",
    "examine:return": "合同文本缺买方签章，请补盖后重新上传。",
    "examine:refuse": "标的是设备买卖，不含技术内容。",
    "review:pass": "同意认定意见。",
}
LEAVES: dict[str, Callable[[Pile, Contract, Any, datetime], None]] = {
    "contract.submit": _submitted,
    "contract.accept": _accepted,
    "contract.examine": _examined,
    "contract.review": _reviewed,
    "contract.register": _registered,
    "contract.cancel": _cancelled,
    "contract.return": _returned,
    "contract.refuse": _refused,
}


def _write(pile: Pile) -> None:
    """Everything in one transaction, as every act is."""
    require_transaction("demo contracts")
    Chain.objects.bulk_create(pile.rows.pop(Chain))
    for contract in pile.contracts:
        contract.chain_id = contract.chain.pk
    created = {contract.number: contract.created_at for contract in pile.contracts}
    Contract.objects.bulk_create(pile.contracts)
    for contract in pile.contracts:
        contract.created_at = created[contract.number]
    Contract.objects.bulk_update(pile.contracts, ["created_at"])
    events = pile.rows.pop(AuditEvent)
    for event in events:
        event.subject_id = str(event.subject.pk)
        event.chain_id = event.subject.chain_id
    for kind, rows in pile.rows.items():
        for row in rows:
            row.contract_id = row.contract.pk
            if isinstance(row, ContractFile):
                demo_paper.store(row)
        kind._default_manager.bulk_create(rows)  # type: ignore[attr-defined]
    events.sort(key=lambda event: event.at)
    AuditEvent.objects.bulk_create(events)
    AuditUnsealed.objects.bulk_create(AuditUnsealed(event=event) for event in events)
    outbox.announce_all(pile.contracts)
