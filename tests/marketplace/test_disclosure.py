"""Agree to confidence, open stamped files, keep the ledger, withdraw; the whole table."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader, PdfWriter

from accounts.models import Membership, Role
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent
from core.workflow import apply
from marketplace import disclosure_workflow as workflow
from marketplace import stamping
from marketplace.models import Agreement, FileView, Listing, ListingFile
from marketplace.services import disclosure, files
from tests.factories import (
    AgreementFactory,
    EnquiryFactory,
    ListingFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

Status = Agreement.Status
FIRM = {"agreement.sign", "agreement.upload"}


def paper(pages=1, password=""):
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password)
    kept = BytesIO()
    writer.write(kept)
    return kept.getvalue()


def picture():
    kept = BytesIO()
    Image.new("RGB", (600, 400), "white").save(kept, "PNG")
    return kept.getvalue()


def filed(listing, content=None, ending="pdf"):
    """A confidential file that the public text lists."""
    content = content or paper(2)
    row = ListingFile(
        listing=listing,
        name=f"检测报告.{ending}",
        ending=ending,
        size=len(content),
        sha256="0" * 64,
        uploaded_by=listing.author,
    )
    row.file.save("", ContentFile(content), save=False)
    row.save()
    entry = {"file": row.pk, "kind": "evidence", "tier": "confidential", "title": "检测报告"}
    Listing.objects.filter(pk=listing.pk).update(attachments=[entry])
    return row


@pytest.fixture
def enquiry(firm_member):
    return EnquiryFactory(
        asker=firm_member, organisation=firm_member.roles_in_force[0].organisation
    )


@pytest.fixture
def agreement(enquiry):
    return disclosure.offer_agreement(enquiry.pk, actor=enquiry.listing.author)


def sign(agreement, who, **changes):
    facts = {"signatory": "示例总", "signatory_post": "总经理", "is_authorised": True}
    return disclosure.sign_agreement(
        agreement.pk, **{**facts, **changes}, ip_address="192.0.2.1", actor=who
    )


def address(row):
    return reverse("marketplace:file", args=[row.listing.number, row.pk])


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("arrow", workflow.AGREEMENT, ids=lambda t: t.action)
def test_every_state_and_action(arrow, status, enquiry):
    row = AgreementFactory(enquiry=enquiry, status=status)
    actor = enquiry.asker if arrow.action in FIRM else enquiry.listing.author

    if status in arrow.sources:
        apply(arrow, row, actor=actor)
        assert Agreement.objects.get().status == arrow.target
        assert AuditEvent.objects.get().chain == enquiry.chain
    else:
        with pytest.raises(WrongState):
            apply(arrow, row, actor=actor)
        assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("arrow", workflow.AGREEMENT, ids=lambda t: t.action)
def test_nobody_else_moves_it(arrow, role, request):
    row = AgreementFactory(status=min(arrow.sources))

    with pytest.raises(PermissionDenied):
        apply(arrow, row, actor=request.getfixturevalue(role))

    assert not AuditEvent.objects.exists()


def test_each_side_has_its_own_acts(enquiry):
    row = AgreementFactory(enquiry=enquiry)

    for arrow in workflow.AGREEMENT:
        assert arrow.allowed(enquiry.asker, row) is (arrow.action in FIRM)
        assert arrow.allowed(enquiry.listing.author, row) is (arrow.action not in FIRM)


def test_the_text_names_both_parties_and_the_answer_is_counted(agreement, enquiry):
    for named in (
        enquiry.organisation.name,
        enquiry.organisation.code,
        enquiry.listing.organisation.name,
        enquiry.listing.number,
        enquiry.chain.number,
    ):
        assert named in agreement.text
    assert "%(" not in agreement.text
    enquiry.refresh_from_db()
    assert enquiry.replied_at
    assert enquiry.asker.notices.get().kind == "agreement.offered"


def test_only_the_owner_offers_and_only_once(agreement, enquiry, firm_member):
    with pytest.raises(PermissionDenied):
        disclosure.offer_agreement(enquiry.pk, actor=firm_member)
    with pytest.raises(ValidationError):
        disclosure.offer_agreement(enquiry.pk, actor=enquiry.listing.author)

    assert Agreement.objects.count() == 1


def test_signing_says_who_when_and_from_where(agreement, firm_member):
    for wrong in ({"is_authorised": False}, {"signatory": " "}):
        with pytest.raises(ValidationError):
            sign(agreement, firm_member, **wrong)
    sign(agreement, firm_member)

    row = Agreement.objects.get()
    assert (row.status, row.signed_by, row.ip_address) == ("in_force", firm_member, "192.0.2.1")
    assert row.signed_at
    assert row.enquiry.listing.author.notices.filter(kind="agreement.signed").exists()


def test_who_left_the_firm_does_not_sign_for_it(agreement, firm_member):
    Membership.objects.filter(user=firm_member).update(status="ended")

    with pytest.raises(PermissionDenied):
        sign(agreement, type(firm_member).objects.get(pk=firm_member.pk))


def test_a_sealed_copy_is_looked_at_by_the_owner(agreement, firm_member):
    owner = agreement.enquiry.listing.author
    facts = {"signatory": "示例总", "signatory_post": "总经理", "is_authorised": True}
    with pytest.raises(ValidationError):
        disclosure.upload_copy(
            agreement.pk, SimpleUploadedFile("a.pdf", b"MZ"), **facts, actor=firm_member
        )
    copy = SimpleUploadedFile("a.pdf", paper())
    disclosure.upload_copy(agreement.pk, copy, **facts, actor=firm_member)
    disclosure.return_copy(agreement.pk, "印章不清", actor=owner)
    again = SimpleUploadedFile("a.pdf", paper())
    disclosure.upload_copy(agreement.pk, again, **facts, actor=firm_member)

    disclosure.accept_copy(agreement.pk, actor=owner)

    row = Agreement.objects.get()
    assert row.status == Status.IN_FORCE
    assert len(row.copy_sha256) == 64


def test_before_agreeing_nothing_opens_and_nothing_is_noted(client, agreement, firm_member):
    row = filed(agreement.enquiry.listing)
    client.force_login(firm_member)

    assert client.get(address(row)).status_code == 403
    assert not FileView.objects.exists()


@pytest.mark.parametrize("ending", ["pdf", "png"])
def test_what_is_opened_bears_firm_and_number_and_stands_in_the_ledger(
    ending, client, agreement, firm_member
):
    row = filed(agreement.enquiry.listing, picture() if ending == "png" else None, ending)
    sign(agreement, firm_member)
    client.force_login(firm_member)

    answer = client.get(address(row))

    pages = PdfReader(BytesIO(b"".join(answer.streaming_content))).pages
    assert answer["Content-Type"] == "application/pdf"
    assert len(pages) == (1 if ending == "png" else 2)
    for page in pages:
        said = page.extract_text()
        assert agreement.enquiry.chain.number in said
        assert agreement.enquiry.organisation.code in said
        assert agreement.enquiry.organisation.name in said
    view = FileView.objects.get()
    assert (view.viewer, view.file, view.sha256) == (firm_member, row, row.sha256)
    assert AuditEvent.objects.filter(action="agreement.view", actor=firm_member).count() == 1


def test_a_colleague_may_read_and_a_stranger_and_the_owner_leave_no_line(
    client, agreement, firm_member
):
    row = filed(agreement.enquiry.listing)
    sign(agreement, firm_member)
    colleague = MembershipFactory(organisation=agreement.enquiry.organisation).user
    for who, code in ((UserFactory(), 403), (row.listing.author, 200), (colleague, 200)):
        client.force_login(who)
        answer = client.get(address(row))
        assert answer.status_code == code
        if answer.streaming:
            list(answer.streaming_content)

    assert [*FileView.objects.values_list("viewer", flat=True)] == [colleague.pk]


def test_withdrawal_stops_further_views_and_the_ledger_stays(client, agreement, firm_member):
    row = filed(agreement.enquiry.listing)
    sign(agreement, firm_member)
    client.force_login(firm_member)
    list(client.get(address(row)).streaming_content)
    owner = row.listing.author
    with pytest.raises(ValidationError):
        disclosure.withdraw_agreement(agreement.pk, " ", actor=owner)

    disclosure.withdraw_agreement(agreement.pk, "合作终止", actor=owner)

    assert client.get(address(row)).status_code == 403
    assert FileView.objects.count() == 1
    with pytest.raises(PermissionDenied):
        disclosure.note_view(row.listing, row, tier="confidential", actor=firm_member)
    assert disclosure.offer_agreement(agreement.enquiry_id, actor=owner).pk != agreement.pk


def test_an_owner_exports_their_own_ledger_and_nobody_elses(client, agreement, firm_member):
    row = filed(agreement.enquiry.listing)
    sign(agreement, firm_member)
    client.force_login(firm_member)
    list(client.get(address(row)).streaming_content)
    page = reverse("marketplace:ledger")
    own = client.get(page, {"export": "csv"})
    client.force_login(row.listing.author)

    theirs = client.get(page, {"export": "csv"})

    number = agreement.enquiry.chain.number
    assert number not in b"".join(own.streaming_content).decode()
    assert number in b"".join(theirs.streaming_content).decode()
    assert "检测报告.pdf" in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("content", "name"), [(paper(password="x"), "a.pdf"), (b"%PDF-1.7 broken", "a.pdf")]
)
def test_what_cannot_be_stamped_is_not_taken_in_confidence(content, name):
    listing = ListingFactory()
    listing.save_revision(user=listing.author)

    with pytest.raises(ValidationError):
        files.attach_file(
            listing.pk,
            SimpleUploadedFile(name, content),
            kind="evidence",
            tier="confidential",
            actor=listing.author,
        )

    assert not ListingFile.objects.exists()


def test_office_files_are_not_taken_in_confidence():
    with pytest.raises(ValidationError):
        stamping.require_stampable(BytesIO(b""), "docx")


def test_pages_from_a_request_to_a_signature(client, enquiry, firm_member):
    type(enquiry).objects.update(kind="disclosure")
    filed(enquiry.listing)
    client.force_login(enquiry.listing.author)
    assert "发出保密协议" in client.get(enquiry.get_absolute_url()).content.decode()
    client.post(reverse("marketplace:agreement_offer", args=[enquiry.pk]))
    row = Agreement.objects.get()
    client.force_login(firm_member)
    assert "签署后可见" in client.get(row.get_absolute_url()).content.decode()

    done = client.post(
        row.get_absolute_url(),
        {"signatory": "示例总", "signatory_post": "总经理", "is_authorised": "on"},
        follow=True,
    )

    assert "127.0.0.1" in done.content.decode()
    assert Agreement.objects.get().status == Status.IN_FORCE
