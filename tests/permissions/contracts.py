"""技术合同."""

from django.core.files.base import ContentFile

from accounts.models import Role
from contracts.models import Contract, ContractFile
from tests.contracts.factories import in_state
from tests.factories import MembershipFactory
from tests.permissions.table import Case

S = Contract.Status
FIRM, REGISTRAR, REVIEWER = Role.FIRM_MEMBER, Role.REGISTRAR, Role.REVIEWER
FILERS = (Role.RESEARCHER, Role.RESEARCH_OFFICE, FIRM, Role.BROKER, Role.AGENCY_HEAD)
# Who sees a case that is filed, beside the firm that files it.
READERS = (REGISTRAR, REVIEWER, Role.SECTION_STAFF, Role.COUNTY_STAFF)
DESK = (REGISTRAR, REVIEWER)


def at(status):
    """The key of a contract in ``status``: the firm's, at the registrar's and reviewer's body."""

    def make(world):
        return [contract_of(world, status).pk]

    return make


def contract_of(world, status):
    body = world.callers[REGISTRAR].organisations().get()
    MembershipFactory(user=world.callers[REVIEWER], organisation=body, role=REVIEWER)
    seller = world.callers[FIRM].organisations().get()
    return in_state(status, body=body, seller=seller)


def with_paper(status):
    def make(world):
        contract = contract_of(world, status)
        row = ContractFile(
            contract=contract,
            name="合同.pdf",
            ending="pdf",
            size=4,
            sha256="0" * 64,
            uploaded_by=world.callers[FIRM],
        )
        row.file.save("", ContentFile(b"%PDF"))
        return [contract.pk, row.pk]

    return make


def a_number(world):
    return [contract_of(world, S.REGISTERED).national_number]


def no_number(world):
    return ["3604012026999999"]


def own(firm, readers):
    """What the firm gets, and what those who see the case get."""
    return {FIRM: firm, **dict.fromkeys(READERS, readers)}


def desk(registrar, reviewer):
    return {REGISTRAR: registrar, REVIEWER: reviewer}


def decided(name, status, answers, wrong, method="get"):
    """An act of the desk: from its state, and from another."""
    url = f"contracts:{name}"
    conflict = {role: 409 if code != 403 else 403 for role, code in answers.items()}
    return [
        Case(url, 403, answers, at(status), method, state=status),
        Case(url, 403, conflict, at(wrong), method, state=wrong),
    ]


CASES = [
    Case("contracts:mine", 403, dict.fromkeys(FILERS, 200)),
    Case("contracts:new", 403, dict.fromkeys(FILERS, 200)),
    Case("contracts:case", 404, {FIRM: 200}, at(S.DRAFT), state="draft"),
    Case("contracts:case", 404, own(200, 200), at(S.SUBMITTED), state="submitted"),
    Case(
        "contracts:case",
        404,
        {**own(200, 200), Role.TAX_READER: 200},
        at(S.REGISTERED),
        state="registered",
    ),
    Case("contracts:edit", 404, {FIRM: 200}, at(S.DRAFT), state="draft"),
    Case("contracts:edit", 404, own(409, 403), at(S.SUBMITTED), state="submitted"),
    Case("contracts:file", 404, {FIRM: 302}, at(S.DRAFT), "post", state="draft"),
    Case("contracts:file", 404, own(409, 403), at(S.SUBMITTED), "post", state="submitted"),
    Case("contracts:withdraw", 404, own(200, 403), at(S.SUBMITTED), state="submitted"),
    Case("contracts:withdraw", 404, own(409, 403), at(S.REFUSED), state="refused"),
    Case("contracts:discard", 404, {FIRM: 200}, at(S.DRAFT), state="draft"),
    Case("contracts:discard", 404, own(409, 403), at(S.SUBMITTED), state="submitted"),
    Case("contracts:people", 404, {FIRM: 200}, at(S.DRAFT), state="draft"),
    Case("contracts:people", 404, own(200, 403), at(S.SUBMITTED), state="submitted"),
    Case("contracts:people", 404, own(403, 403), at(S.SUBMITTED), "post", state="named by nobody"),
    Case(
        "contracts:person_remove",
        404,
        own(403, 403),
        lambda world: [*at(S.SUBMITTED)(world), 1],
        "post",
    ),
    Case("contracts:attach", 404, {FIRM: 200}, at(S.DRAFT), state="draft"),
    Case("contracts:attach", 404, own(409, 403), at(S.SUBMITTED), state="submitted"),
    Case("contracts:detach", 404, {FIRM: 302}, with_paper(S.DRAFT), "post", state="draft"),
    Case(
        "contracts:detach", 404, own(409, 403), with_paper(S.SUBMITTED), "post", state="submitted"
    ),
    Case("contracts:paper", 404, {FIRM: 200}, with_paper(S.DRAFT), state="draft"),
    Case("contracts:paper", 404, own(200, 200), with_paper(S.SUBMITTED), state="submitted"),
    Case(
        "contracts:sheet",
        404,
        {**own(200, 200), Role.TAX_READER: 200},
        at(S.REGISTERED),
        state="registered",
    ),
    Case("contracts:sheet", 404, own(409, 409), at(S.SUBMITTED), state="submitted"),
    Case("contracts:desk", 403, desk(200, 200)),
    *(
        Case("contracts:desk", 403, desk(200, 200), data={"export": form}, state=form)
        for form in ("xlsx", "csv")
    ),
    Case("contracts:numbers", 403, desk(200, 200)),
    Case("contracts:review", 403, desk(200, 200), at(S.SUBMITTED), state="submitted"),
    Case("contracts:review", 403, desk(404, 404), at(S.DRAFT), state="draft"),
    *decided("accept", S.SUBMITTED, desk(302, 403), S.ACCEPTED, "post"),
    *decided("examine", S.ACCEPTED, desk(200, 403), S.EXAMINED),
    *decided("decide_return", S.ACCEPTED, desk(200, 403), S.EXAMINED),
    *decided("decide_refuse", S.SUBMITTED, desk(200, 403), S.REVIEWED),
    *decided("decide_review", S.EXAMINED, desk(403, 200), S.ACCEPTED),
    *decided("decide_send_back", S.REVIEWED, desk(403, 200), S.REGISTERED),
    *decided("decide_register", S.REVIEWED, desk(200, 403), S.REGISTERED),
    Case("contracts:verify_ask", 200, anonymous=200),
    Case("contracts:verify", 200, args=a_number, anonymous=200, state="registered"),
    Case("contracts:verify", 200, args=no_number, anonymous=200, state="unknown"),
]
PREFIXES: dict[str, str] = {}
