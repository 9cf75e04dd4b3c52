import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from core import drafts
from core.models import Draft
from tests.parts.threads import race

URL = "/drafts/organisation/new/"


def post(client, version, data):
    body = json.dumps({"version": version, "data": data})
    return client.post(URL, body, content_type="application/json")


def test_a_draft_is_kept_and_comes_back(client, firm_member):
    client.force_login(firm_member)

    kept = post(client, 0, {"name": "示例"})

    assert kept.status_code == 200
    assert kept.json()["version"] == 1
    assert client.get(URL).json()["data"] == {"name": "示例"}
    assert reverse("core:draft", args=["organisation", "new"]) == URL


def test_a_second_tab_cannot_overwrite_unseen(client, firm_member):
    client.force_login(firm_member)
    post(client, 0, {"name": "甲"})

    late = post(client, 0, {"name": "乙"})

    assert late.status_code == 409
    assert late.json()["version"] == 1
    assert Draft.objects.get().data == {"name": "甲"}


def test_nobody_reads_the_draft_of_another(client, firm_member, broker):
    drafts.keep("organisation", "new", {"name": "甲"}, version=0, actor=broker)
    client.force_login(firm_member)

    assert client.get(URL).json() == {"version": 0, "data": {}}


@pytest.mark.parametrize("body", ["", "[]", '{"version": "x", "data": {}}', '{"version": 0}'])
def test_what_is_no_draft_is_refused(client, firm_member, body):
    client.force_login(firm_member)

    assert client.post(URL, body, content_type="application/json").status_code == 400
    assert not Draft.objects.exists()


def test_too_large_a_draft_is_refused(client, firm_member):
    client.force_login(firm_member)

    assert post(client, 0, {"name": "长" * 80_000}).status_code == 413


def test_a_discarded_draft_is_gone(client, firm_member):
    client.force_login(firm_member)
    post(client, 0, {"name": "甲"})

    assert client.delete(URL).status_code == 204
    assert not Draft.objects.exists()


def test_drafts_that_nobody_touches_go_after_ninety_days(firm_member):
    drafts.keep("organisation", "new", {}, version=0, actor=firm_member)

    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert drafts.purge() == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_typed_while_the_form_is_submitted_makes_no_draft_of_it_again(firm_member):
    """The form's submission has discarded the draft, and has not committed yet."""
    drafts.keep("listing", "1", {"title": "甲"}, version=0, actor=firm_member)

    def keep_late():
        try:
            with pytest.raises(drafts.DraftMoved):
                drafts.keep("listing", "1", {"title": "甲乙"}, version=1, actor=firm_member)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as side:
        with transaction.atomic():
            drafts.discard("listing", "1", actor=firm_member)
            late = side.submit(keep_late)
            time.sleep(0.3)
        late.result()

    assert not Draft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_keep_at_once_keep_one(firm_member):
    got = race(
        *(
            lambda name=name: drafts.keep(
                "listing", "1", {"a": name}, version=0, actor=firm_member
            )
            for name in "甲乙"
        )
    )

    [kept] = [draft for draft in got if isinstance(draft, Draft)]
    assert Draft.objects.get().data == kept.data
    assert Draft.objects.get().version == 1


@pytest.mark.parametrize(
    "body",
    [
        '{"version": 1e400, "data": {}}',
        '{"version": true, "data": {}}',
        '{"version": 0, "data": {"a": ' + "[" * 90_000 + "]" * 90_000 + "}}",
        '{"version": 0, "data": {"a": 1}}',
        '{"version": 0, "data": {"a": {"b": "c"}}}',
        '{"version": 0, "data": {"a": NaN}}',
        '{"version": 0, "data": {"a": "\\u0000"}}',
        '{"version": 0, "data": {"a": ["\\ud800"]}}',
        json.dumps({"version": 0, "data": {"a" * 101: ""}}),
        json.dumps({"version": 0, "data": dict.fromkeys(map(str, range(2001)), "")}),
    ],
)
def test_what_no_form_sends_is_refused(client, firm_member, body):
    client.force_login(firm_member)

    assert client.post(URL, body, content_type="application/json").status_code == 400
    assert not Draft.objects.exists()


def test_nobody_fills_the_database_with_drafts(client, firm_member):
    client.force_login(firm_member)
    Draft.objects.bulk_create(
        Draft(owner=firm_member, kind="organisation", key=str(number))
        for number in range(drafts.MOST_DRAFTS)
    )

    answer = post(client, 0, {"name": "甲"})

    assert answer.status_code == 413
    assert "草稿太多" in answer.json()["error"]
    assert Draft.objects.count() == drafts.MOST_DRAFTS


def test_an_address_longer_than_a_draft_has_is_no_page(client, firm_member):
    client.force_login(firm_member)

    assert client.get(f"/drafts/{'a' * 41}/new/").status_code == 404
