"""What an author's achievements have brought about."""

from datetime import date

import pytest

from marketplace import appraisal
from marketplace.models import ListingView
from tests.contracts.factories import ContractFactory
from tests.factories import EnquiryFactory, ListingFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing(researcher):
    made = ListingFactory(public=True, author=researcher)
    ListingFactory(author=researcher)  # a draft is no achievement yet
    firm, other = OrganisationFactory(), OrganisationFactory()
    for place, on in (
        (firm, date(2026, 3, 1)),
        (firm, date(2026, 3, 2)),
        (other, date(2025, 12, 31)),
    ):
        ListingView.objects.create(listing=made, organisation=place, on=on)
    enquiry = EnquiryFactory(listing=made)
    EnquiryFactory(listing=made)
    ContractFactory(registered=True, chain=enquiry.chain, amount_fen=123_456_700)
    ContractFactory(submitted=True, chain=enquiry.chain)
    return made


def test_figures_of_all_years_and_of_one(listing, researcher):
    (row,) = appraisal.of(researcher)
    (in_2026,) = appraisal.of(researcher, 2026)
    (in_2024,) = appraisal.of(researcher, 2024)

    assert (row.firms, row.views, row.enquiries) == (2, 3, 2)
    assert (row.contracts, row.amount_fen) == (1, 123_456_700)
    assert (in_2026.firms, in_2026.views, in_2026.contracts) == (1, 2, 1)
    assert (in_2024.views, in_2024.contracts, in_2024.amount_fen) == (0, 0, 0)


def test_the_page_prints_them_and_says_their_basis(
    client, listing, researcher, django_assert_max_num_queries
):
    client.force_login(researcher)
    client.get("/listings/appraisal/")

    with django_assert_max_num_queries(12):
        page = client.get("/listings/appraisal/?year=2026").content.decode()

    assert "1,234,567.00" in page
    assert "口径" in page
