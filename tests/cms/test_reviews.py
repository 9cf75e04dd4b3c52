"""The record of releases: read by those who answer for it, kept when the page is gone."""

from accounts.models import Role
from cms.models import ReleaseReview
from tests.cms.release import passed
from tests.parts.people import person

ADDRESS = "/desk/reviews/"


def test_the_record_says_who_what_and_how(client, draft, author, colleague):
    passed(draft, colleague)
    client.force_login(colleague)

    html = client.get(ADDRESS, {"page": "示例政策", "decision": "approved"}).content.decode()

    said = ["示例政策", "同意发布", "已核对，同意。", str(author), str(colleague)]
    assert [text for text in said if text not in html] == []
    assert "已核对，同意。" not in client.get(ADDRESS, {"decision": "returned"}).content.decode()


def test_the_record_outlives_the_page(client, draft, colleague):
    passed(draft, colleague)
    draft.delete()
    client.force_login(person(Role.SECTION_STAFF))

    html = client.get(ADDRESS).content.decode()

    assert "已核对，同意。" in html
    assert "（已删除）" in html


def test_everything_found_is_exported(client, draft, colleague):
    passed(draft, colleague)
    client.force_login(colleague)

    answer = client.get(ADDRESS, {"export": "csv"})

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert ReleaseReview.objects.count() == len(text.strip().splitlines()) - 1
    assert "已核对，同意。" in text


def test_more_records_cost_no_more_queries(
    client, draft, author, colleague, django_assert_max_num_queries
):
    client.force_login(colleague)
    for number in range(5):
        draft.summary = f"第 {number} 稿"
        draft.save_revision(user=author)
        passed(draft, colleague)
    client.get(ADDRESS)

    with django_assert_max_num_queries(14):
        client.get(ADDRESS)
