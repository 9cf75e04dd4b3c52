"""Leave a need, call, refine, confirm; the clock, the links, and what is refused."""

from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from PIL import Image

from accounts.models import User
from core.errors import Outdated, PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent, Chain, FakeMessage, Notice, OutboxMessage
from marketplace.models import Need, NeedCall, NeedLink
from marketplace.services import need_desk, need_links, needs
from tests.factories import (
    MembershipFactory,
    NeedFactory,
    OrganisationFactory,
    RegionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TEXTS = {
    "title": "降低拉丝断头率",
    "industry": "materials",
    "refined": "漏板温差大，求温控方案。",
    "target": "断头降到每天 10 次以下",
    "public_text": "求降低拉丝断头率的温控方案。",
}
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def facts(**more):
    own = {"problem": "拉丝断头多。", "contact": "示例经理", "region": RegionFactory()}
    return own | more


def leave(actor=None, **more):
    return needs.leave_need(facts(), is_declared_open=True, actor=actor or UserFactory(), **more)


def picture(kind="JPEG", size=(3000, 20), **options):
    kept = BytesIO()
    Image.new("RGB", size, "red").save(kept, kind, **options)
    return SimpleUploadedFile("IMG_0001.JPG", kept.getvalue())


def test_leaving_begins_a_chain_and_a_clock_of_two_working_days(county_staff, section_staff):
    need = leave(now=MONDAY)

    assert need.number == "XQ-2026-000001"
    assert need.due_on.isoformat() == "2026-11-25"
    assert [*AuditEvent.objects.filter(chain=need.chain).values_list("action", flat=True)] == [
        "chain.start",
        "need.leave",
    ]
    for who in (county_staff, section_staff):
        assert "2026-11-25" in who.notices.get().title
    assert not need.author.notices.exists()


def test_a_weekend_is_no_working_day():
    need = leave(now=MONDAY + timedelta(days=4))  # a Friday

    assert need.due_on.isoformat() == "2026-12-01"


def test_no_organisation_is_needed_but_a_proved_phone_is():
    with pytest.raises(PermissionDenied):
        leave(UserFactory(phone_verified=False))

    assert not Need.objects.exists()
    assert not Chain.objects.exists()


def test_nobody_writes_in_the_name_of_a_place_that_is_not_theirs():
    with pytest.raises(PermissionDenied):
        needs.leave_need(
            facts(organisation=OrganisationFactory()), is_declared_open=True, actor=UserFactory()
        )

    assert not Need.objects.exists()


def test_what_is_secret_is_turned_away():
    with pytest.raises(ValidationError, match="涉密"):
        needs.leave_need(facts(), is_declared_open=False, actor=UserFactory())

    assert not Chain.objects.exists()


def test_five_a_day_and_no_more():
    who = UserFactory()
    for _n in range(needs.A_DAY):
        leave(who)

    with pytest.raises(ValidationError, match="5"):
        leave(who)

    assert Need.objects.count() == needs.A_DAY
    assert leave().pk


def test_a_photo_is_drawn_anew_without_where_it_was_taken():
    exif = Image.Exif()
    exif[0x010E] = "北纬 29.7"

    need = leave(photo=picture(exif=exif))

    with Image.open(need.photo) as kept:
        assert kept.format == "JPEG"
        assert max(kept.size) == 2000
        assert not kept.getexif()
    assert "IMG" not in need.photo.name


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"", b"<svg onload=alert(1)>", b"\xff\xd8\xff"])
def test_what_is_no_photo_is_refused(content):
    upload = SimpleUploadedFile("a.jpg", content or b" ")

    with pytest.raises(ValidationError):
        leave(photo=upload)

    assert not Need.objects.exists()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_photo_may_be_called_by_another_ending_as_phones_do(kind):
    need = leave(photo=picture(kind))  # named .JPG

    with Image.open(need.photo) as kept:
        assert kept.format == "JPEG"


def test_a_program_called_a_photo_is_refused_by_what_it_holds():
    with pytest.raises(ValidationError, match="内容须与扩展名相符"):
        leave(photo=SimpleUploadedFile("现场.jpg", b"MZ\x90\x00"))

    assert not Need.objects.exists()


def test_the_first_call_that_reaches_the_firm_stops_the_clock(county_staff):
    need = leave()

    need_desk.log_call(need.pk, is_reached=False, note="占线", actor=county_staff)
    assert Need.objects.get().status == Need.Status.RECEIVED
    need_desk.log_call(need.pk, is_reached=True, note="约了明天", actor=county_staff)

    row = Need.objects.get()
    assert row.status == Need.Status.REFINING
    assert row.reached_at
    assert [*NeedCall.objects.values_list("is_reached", flat=True)] == [False, True]


def test_a_call_is_kept_by_the_desk_alone_and_not_after_the_end(county_staff, broker):
    need = leave()
    with pytest.raises(PermissionDenied):
        need_desk.log_call(need.pk, is_reached=True, note="x", actor=broker)
    with pytest.raises(ValidationError):
        need_desk.log_call(need.pk, is_reached=True, note=" ", actor=county_staff)
    needs.withdraw_need(need.pk, actor=need.author)

    with pytest.raises(WrongState):
        need_desk.log_call(need.pk, is_reached=True, note="x", actor=county_staff)

    assert not NeedCall.objects.exists()


def proposed(desk):
    need = leave()
    need_desk.log_call(need.pk, is_reached=True, note="说清了", actor=desk)
    return need_desk.refine_need(need.pk, TEXTS, is_cleared=True, actor=desk)


def test_the_firm_confirms_and_it_is_public(county_staff):
    need = proposed(county_staff)
    assert need.author.notices.get().kind == "need.proposed"

    needs.confirm_need(need.pk, version=need.version, may_publish=True, actor=need.author)

    row = Need.objects.public().get()
    assert row.refined_confirmed_at
    assert row.public_confirmed_at
    assert row.published_at
    assert Notice.objects.filter(kind="need.confirmed", recipient=county_staff).exists()


def test_the_firm_confirms_and_keeps_it_private_and_changes_its_mind(county_staff):
    need = proposed(county_staff)

    need = needs.confirm_need(need.pk, version=need.version, may_publish=False, actor=need.author)
    assert (need.status, need.public_confirmed_at) == (Need.Status.MATCHING, None)
    assert not Need.objects.public().exists()
    need = needs.confirm_need(need.pk, version=need.version, may_publish=True, actor=need.author)
    assert need.status == Need.Status.OPEN
    need = needs.confirm_need(need.pk, version=need.version, may_publish=False, actor=need.author)

    assert not Need.objects.public().exists()


def test_a_text_that_was_changed_meanwhile_is_not_confirmed(county_staff):
    need = proposed(county_staff)
    need_desk.refine_need(
        need.pk, TEXTS | {"target": "降到 5 次"}, is_cleared=True, actor=county_staff
    )

    with pytest.raises(Outdated):
        needs.confirm_need(need.pk, version=need.version, may_publish=True, actor=need.author)

    assert Need.objects.get().status == Need.Status.PROPOSED


def test_an_objection_goes_back_to_the_desk_and_a_new_text_is_asked_anew(county_staff):
    need = proposed(county_staff)

    needs.object_to_need(need.pk, "指标写错了", actor=need.author)
    row = Need.objects.get()
    assert (row.status, row.remark) == (Need.Status.REFINING, "指标写错了")
    again = need_desk.refine_need(need.pk, TEXTS, is_cleared=True, actor=county_staff)

    assert (again.status, again.refined_confirmed_at) == (Need.Status.PROPOSED, None)


@pytest.mark.parametrize(
    ("changes", "is_cleared", "field"),
    [
        ({"public_text": "请打 13900000001"}, True, "public_text"),
        ({"title": "找 a@example.com"}, True, "title"),
        ({"refined": ""}, True, "refined"),
        ({}, False, "is_cleared"),
    ],
)
def test_a_text_that_must_not_go_out_leaves_no_trace(changes, is_cleared, field, county_staff):
    need = NeedFactory(status=Need.Status.REFINING, title="")

    with pytest.raises(ValidationError) as refusal:
        need_desk.refine_need(need.pk, TEXTS | changes, is_cleared=is_cleared, actor=county_staff)

    assert {*refusal.value.message_dict} == {field}
    assert Need.objects.get().title == ""
    assert not AuditEvent.objects.exists()
    assert not NeedLink.objects.exists()


def test_declining_and_settling_say_why(county_staff):
    first, second = NeedFactory(), NeedFactory(status=Need.Status.OPEN)
    for act, need in ((need_desk.decline_need, first), (needs.settle_need, second)):
        with pytest.raises(ValidationError):
            act(need.pk, " ", actor=county_staff)
        act(need.pk, "已由别处解决", actor=county_staff)

    assert {*Need.objects.values_list("status", "outcome")} == {
        ("declined", "已由别处解决"),
        ("settled", "已由别处解决"),
    }
    assert first.author.notices.get().kind == "need.declined"
    assert second.author.notices.get().kind == "need.settled"


def test_the_section_hears_once_of_what_is_overdue(section_staff, county_staff):
    yesterday = timezone.localdate() - timedelta(days=1)
    NeedFactory(due_on=yesterday)
    NeedFactory(due_on=yesterday, status=Need.Status.REFINING)
    NeedFactory()

    assert need_desk.tell_overdue() == 1
    assert need_desk.tell_overdue() == 0

    assert section_staff.notices.get().kind == "need.overdue"
    assert not county_staff.notices.exists()


def published(desk):
    need = proposed(desk)
    return needs.confirm_need(need.pk, version=need.version, may_publish=True, actor=need.author)


@pytest.mark.parametrize("role", ["county_staff", "section_staff"])
def test_the_desk_takes_a_public_text_down_and_the_firm_confirms_another(
    role, request, django_capture_on_commit_callbacks
):
    desk = request.getfixturevalue(role)
    need = published(desk)
    first = need.published_at
    FakeMessage.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        need_desk.take_down_need(need.pk, "写出了工艺参数", actor=desk)

    row = Need.objects.get()
    assert (row.status, row.take_down_reason) == (Need.Status.REFINING, "写出了工艺参数")
    assert (row.refined_confirmed_at, row.public_confirmed_at) == (None, None)
    assert not Need.objects.public().exists()
    told = need.author.notices.get(kind="need.taken_down")
    assert "写出了工艺参数" in told.body
    assert "/needs/link/" in FakeMessage.objects.get().text
    event = AuditEvent.objects.get(action="need.take_down")
    assert (event.actor, event.chain) == (desk, need.chain)
    assert OutboxMessage.objects.filter(topic="search", subject_id=str(need.pk)).exists()
    with pytest.raises(WrongState):
        needs.confirm_need(need.pk, version=row.version, may_publish=True, actor=need.author)

    again = need_desk.refine_need(
        need.pk, TEXTS | {"public_text": "求温控方案。"}, is_cleared=True, actor=desk
    )
    needs.confirm_need(need.pk, version=again.version, may_publish=True, actor=need.author)

    row = Need.objects.public().get()
    assert (row.public_text, row.take_down_reason) == ("求温控方案。", "")
    assert row.published_at == first


def test_taking_down_says_why_and_is_the_desks_alone(county_staff, broker):
    need = published(county_staff)
    AuditEvent.objects.all().delete()

    with pytest.raises(ValidationError):
        need_desk.take_down_need(need.pk, " ", actor=county_staff)
    for who in (need.author, broker):
        with pytest.raises(PermissionDenied):
            need_desk.take_down_need(need.pk, "x", actor=who)

    assert Need.objects.public().exists()
    assert not AuditEvent.objects.exists()


def sent_token(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        need = leave()
    return need, FakeMessage.objects.get().text.split("/needs/link/")[1].split("/")[0]


def test_a_link_opens_once_and_its_text_is_kept_nowhere(django_capture_on_commit_callbacks):
    need, token = sent_token(django_capture_on_commit_callbacks)

    assert token not in str([*NeedLink.objects.values(), *AuditEvent.objects.values()])
    assert need_links.open_link(token) == need
    with pytest.raises(LookupError):
        need_links.open_link(token)
    with pytest.raises(LookupError):
        need_links.open_link("another")


def test_a_link_grows_old(django_capture_on_commit_callbacks):
    _need, token = sent_token(django_capture_on_commit_callbacks)
    NeedLink.objects.update(expires_at=timezone.now())

    with pytest.raises(LookupError):
        need_links.open_link(token)

    assert NeedLink.objects.get().used_at is None


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("", f"查看：{settings.SITE_URL}/needs/link/"),
        ("zh-hans", f"查看：{settings.SITE_URL}/needs/link/"),
        ("en", f": {settings.SITE_URL}/en/needs/link/"),
    ],
)
@pytest.mark.parametrize("of_desk", ["zh-hans", "en"])
def test_the_firm_gets_its_text_message_in_its_own_language(
    of_desk, language, says, county_staff, django_capture_on_commit_callbacks
):
    need = NeedFactory(status=Need.Status.REFINING, author=UserFactory(language=language))

    with translation.override(of_desk), django_capture_on_commit_callbacks(execute=True):
        need_desk.refine_need(need.pk, TEXTS, is_cleared=True, actor=county_staff)

    text = FakeMessage.objects.get().text
    assert says in text
    assert ("技术需求" in text) is (language != "en")


@pytest.mark.parametrize("role", ["county_staff", "site_editor"])
def test_nobody_leaves_one_in_the_name_of_a_bureau(role, request):
    staff = request.getfixturevalue(role)
    bureau = staff.memberships.get().organisation
    MembershipFactory(user=staff, organisation=bureau, role="firm_member")
    firm = MembershipFactory(user=staff, role="firm_member").organisation

    staff = User.objects.get(pk=staff.pk)
    with pytest.raises(PermissionDenied):
        needs.leave_need(facts(organisation=bureau), is_declared_open=True, actor=staff)

    assert not Need.objects.exists()
    own = needs.leave_need(facts(organisation=firm), is_declared_open=True, actor=staff)
    assert own.organisation == firm


def test_who_is_here_for_a_bureau_alone_leaves_none(county_staff):
    with pytest.raises(PermissionDenied):
        leave(county_staff)
