"""The pages: what each shows whom, by how many queries, and what a refused form says."""

import pytest
from django.urls import reverse

from accounts.models import Role
from brokers import services
from brokers.models import Deal, Stage
from core.models import AuditEvent
from tests.brokers.conftest import around
from tests.brokers.evidence import evidence, paper
from tests.factories import DealFactory, EnquiryFactory, MembershipFactory
from tests.parts.people import person

pytestmark = pytest.mark.django_db


def texts(client, user, url):
    client.force_login(user)
    return client.get(url).content.decode()


def several(deal, count):
    for stage in Stage:
        DealFactory.create_batch(count, agency=deal.agency, broker=deal.broker, status=stage)


@pytest.mark.parametrize("url", ["brokers:deals", "brokers:board"])
def test_lists_ask_as_little_of_many_deals_as_of_few(
    url, deal, client, django_assert_max_num_queries
):
    several(deal, 4)
    client.force_login(deal.broker)
    client.get(reverse(url))

    with django_assert_max_num_queries(24) as few:
        client.get(reverse(url))
    several(deal, 4)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(reverse(url))


def test_a_deal_asks_as_little_after_many_steps(deal, client, django_assert_max_num_queries):
    client.force_login(deal.broker)
    url = deal.get_absolute_url()
    services.log(deal.pk, text="甲", actor=deal.broker)
    services.move(deal.pk, Stage.CONTACT, evidence(Stage.CONTACT), actor=deal.broker)
    client.get(url)

    with django_assert_max_num_queries(24) as few:
        client.get(url)
    for _time in range(3):
        services.send_back(deal.pk, Stage.LEAD, text="再核实", actor=deal.broker)
        services.move(deal.pk, Stage.CONTACT, evidence(Stage.CONTACT), actor=deal.broker)
        services.log(deal.pk, text="乙", actor=deal.broker)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(url)


def test_sides_and_staff_read_moves_and_no_notes(client):
    deal = DealFactory(status=Stage.NEGOTIATION)
    services.log(deal.pk, text="对方预算紧", next_step="催报价", actor=deal.broker)
    services.send_back(deal.pk, Stage.CONTACT, text="内部理由", actor=deal.broker)
    services.move(deal.pk, Stage.NEGOTIATION, evidence(Stage.NEGOTIATION), actor=deal.broker)
    services.move(deal.pk, Stage.INTENT, evidence(Stage.INTENT), actor=deal.broker)
    people = around(deal)

    for who in ("buyer", "seller", "section_staff"):
        page = texts(client, people[who], deal.get_absolute_url())
        assert "双方确认先做小试。" in page
        assert "400,000.00～500,000.00 元" in page
        for own in ("对方预算紧", "催报价", "内部理由"):
            assert own not in page
    own_page = texts(client, deal.broker, deal.get_absolute_url())
    assert all(each in own_page for each in ("对方预算紧", "催报价", "内部理由"))


def test_what_is_merely_expected_is_not_told_to_the_sides(client):
    deal = DealFactory(status=Stage.CONTACT, amount_fen=123_456_700)
    people = around(deal)

    assert "1,234,567.00" in texts(client, deal.broker, deal.get_absolute_url())
    assert "1,234,567.00" not in texts(client, people["buyer"], deal.get_absolute_url())


def test_staff_read_counts_of_leads_and_nothing_else(client):
    DealFactory(title="没有公开的线索", amount_fen=700_000_000)

    for url in ("brokers:board", "brokers:deals"):
        page = texts(client, person(Role.SECTION_STAFF), reverse(url))
        assert "没有公开的线索" not in page
        assert "700 万元" not in page
        assert "1 件" in page


def test_the_pool_names_no_asker(asked, client):
    page = texts(client, asked.broker, reverse("brokers:pool"))

    assert asked.enquiry.listing.title in page
    assert "浔阳区" in page
    for own in (asked.enquiry.organisation.name, asked.enquiry.asker.name):
        assert own not in page


def test_taking_leads_to_the_deal(asked, client):
    client.force_login(asked.broker)

    answer = client.post(reverse("brokers:take", args=[asked.enquiry.pk]))

    deal = Deal.objects.get()
    assert answer.url == deal.get_absolute_url()
    assert deal.enquiry == asked.enquiry


def test_a_broker_of_two_agencies_says_for_which(asked, client):
    other = MembershipFactory(
        user=asked.broker, role=Role.BROKER, organisation__kind="agency"
    ).organisation
    client.force_login(asked.broker)
    url = reverse("brokers:take", args=[asked.enquiry.pk])

    first = client.post(url)
    client.post(url, {"agency": other.pk})

    assert first.status_code == 200
    assert Deal.objects.get().agency == other


def test_a_move_that_lacks_something_says_so_beside_the_field(client):
    deal = DealFactory(status=Stage.INTENT)
    client.force_login(deal.broker)
    url = reverse("brokers:move", args=[deal.pk, "signed"])

    answer = client.post(
        url,
        {"happened_on": "2026-03-02", "amount_fen": "450,000.00", "kind": "licence"},
    )

    assert answer.context["form"].errors.keys() == {"file"}
    assert not AuditEvent.objects.exists()
    deal.refresh_from_db()
    assert deal.status == Stage.INTENT


def test_a_signed_text_is_kept_and_given_to_who_sees_the_deal(client, no_hooks):
    deal = DealFactory(status=Stage.INTENT)
    client.force_login(deal.broker)
    sent = {
        "happened_on": "2026-03-02",
        "amount_fen": "450,000.00",
        "kind": "licence",
        "file": paper(),
    }

    client.post(reverse("brokers:move", args=[deal.pk, "signed"]), sent)

    step = deal.steps.get()
    url = reverse("brokers:paper", args=[deal.pk, step.pk])
    answer = client.get(url)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    client.force_login(person(Role.BROKER))
    assert client.get(url).status_code == 404


def test_a_visit_becomes_a_deal(client):
    held = MembershipFactory(role=Role.BROKER, organisation__kind="agency")
    client.force_login(held.user)
    url = reverse("brokers:start")
    agency = {"agency": held.organisation_id}

    empty = client.post(url, {"title": "铜箔毛刺检测", **agency})
    client.post(
        url, {"title": "铜箔毛刺检测", "buyer_name": "某电子厂", "amount_fen": "600000", **agency}
    )

    assert empty.context["form"].errors.keys() == {"buyer_name"}
    deal = Deal.objects.get()
    assert (deal.buyer_name, deal.amount_fen, deal.agency) == (
        "某电子厂",
        60_000_000,
        held.organisation,
    )


def test_facts_of_a_deal_from_an_enquiry_are_edited_but_for_its_sides(client):
    deal = DealFactory(enquiry=EnquiryFactory())
    client.force_login(deal.broker)
    url = reverse("brokers:edit", args=[deal.pk])

    assert "buyer" not in client.get(url).context["form"].fields
    client.post(url, {"title": "改名", "amount_fen": "1", "kind": "", "expected_on": ""})

    deal.refresh_from_db()
    assert (deal.title, deal.amount_fen) == ("改名", 100)
