"""What stood in the columns before stands in the rows after, and who was passed stays passed."""

import hashlib
import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from marketplace import reviews
from marketplace.models import Listing, ListingReview
from tests.factories import ListingFactory, UserFactory, right

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

BEFORE, AFTER = [("marketplace", "0002_review_in_one_place")], [("marketplace", "0003_record")]
# fmt: off
OLD = (
    "title", "benefit", "problem", "abstract", "comparison", "trl", "trl_evidence", "limits",
    "economics", "applications", "industry", "field", "region", "ip_kind", "ip_numbers", "modes",
    "price_kind", "price_fen", "team",
)
# fmt: on


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


@pytest.fixture
def latest():
    yield
    migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())


def old_digest(content):
    text = {name: content.get(name) for name in OLD}
    said = json.dumps(text, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def test_numbers_become_rows_and_a_passed_text_stays_passed(latest):
    rights = [right("invention", "ZL1（示例）"), right("invention", "ZL2（示例）")]
    listing = ListingFactory(rights=rights)
    revision = listing.save_revision(user=listing.author)
    ListingReview.objects.create(
        listing=listing,
        revision=revision,
        digest=reviews.digest(revision.content),
        author=listing.author,
        reviewer=UserFactory(),
        decision="approved",
        opinion="可以公开。",
        at=timezone.now(),
    )

    apps = migrate(BEFORE)
    row = apps.get_model("marketplace", "Listing").objects.get()
    text = apps.get_model("wagtailcore", "Revision").objects.get()
    review = apps.get_model("marketplace", "ListingReview").objects.get()

    assert (row.ip_kind, row.ip_numbers) == ("invention", "ZL1（示例）；ZL2（示例）")
    assert review.digest == old_digest(text.content)

    migrate(AFTER)

    assert Listing.objects.get().rights == rights
    revision.refresh_from_db()
    assert revision.content["rights"] == rights
    assert reviews.require_approval(revision).opinion == "可以公开。"
