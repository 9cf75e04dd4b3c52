"""The desk speaks Chinese: no English on its pages beyond names of keys, formats and the like."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

from tests.cms.release import submitted

SPOKEN = ("aria-label", "title", "placeholder", "alt")
SILENT = {"script", "style", "kbd"}
# Languages, formats, keys, titles of the English column; None stands in a counter that is hidden.
ALLOWED = re.compile(
    r"\b(English|None|Home|Policies|News|CSV|XLSX|JPG|JPEG|PNG|WEBP|PDF|DOCX?|XLSX?|MB|URL|SEO|"
    r"Ctrl|Shift|Alt|Esc|Enter)\b|\b[A-Za-z]\b",
    re.ASCII,
)
DESK = [
    "/admin/",
    "/admin/account/",
    "/admin/pages/",
    "/admin/pages/{column}/",
    "/admin/pages/search/?q=政策",
    "/admin/pages/add/cms/policypage/{column}/",
    "/admin/pages/{page}/edit/",
    "/admin/pages/{page}/history/",
    "/admin/pages/{page}/revisions/compare/{first}...{last}/",
    "/admin/pages/{page}/revisions/{first}/revert/",
    "/admin/pages/{page}/workflow_history/",
    "/admin/pages/{page}/workflow_history/detail/{workflow}/",
    "/admin/pages/{page}/usage/",
    "/admin/pages/{page}/move/",
    "/admin/pages/{page}/copy/",
    "/admin/pages/{page}/delete/",
    "/admin/pages/{column}/unpublish/",
    "/admin/bulk/wagtailcore/page/delete/?id={page}",
    "/admin/bulk/wagtailcore/page/move/?id={page}",
    "/admin/translation/submit/page/{page}/",
    "/admin/documents/",
    "/admin/documents/multiple/add/",
    "/admin/documents/chooser/",
    "/admin/images/",
    "/admin/images/multiple/add/",
    "/admin/images/chooser/",
    "/admin/choose-page/",
    "/admin/reports/workflow/",
    "/admin/reports/site-history/",
    "/admin/reports/aging-pages/",
]


class Reader(HTMLParser):
    """Gathers what a person sees or a screen reader says."""

    def __init__(self):
        super().__init__()
        self.silent, self.said = 0, []

    def handle_starttag(self, tag, attrs):
        self.silent += tag in SILENT
        self.said += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT

    def handle_data(self, data):
        if not self.silent and data.strip():
            self.said.append(" ".join(data.split()))


def english(answer):
    if answer.headers["Content-Type"].startswith("application/json"):
        html = answer.json()["html"]
    else:
        html = answer.content.decode()
    reader = Reader()
    reader.feed(html)
    assert reader.said
    return {text for text in reader.said if re.search(r"[A-Za-z]", ALLOWED.sub("", text))}


@pytest.fixture
def places(index, draft, author):
    draft.summary = "第二版摘要"
    draft.save_revision(user=author)
    submitted(None, draft, author)
    first, last = draft.revisions.order_by("pk").values_list("pk", flat=True)
    return {
        "page": draft.pk,
        "column": index.pk,
        "first": first,
        "last": last,
        "workflow": draft.current_workflow_state.pk,
    }


@pytest.mark.parametrize("address", DESK)
def test_an_editor_meets_no_english(client, places, author, address):
    client.force_login(author)

    answer = client.get(address.format(**places))

    assert answer.status_code == 200
    assert english(answer) == set()


def test_the_scripts_of_the_desk_are_given_chinese(client, author):
    client.force_login(author)

    catalogue = client.get(reverse("wagtailadmin_javascript_catalog"))

    assert "\\u7f51\\u7edc\\u51fa\\u9519" in catalogue.content.decode()  # 网络出错


def test_ours_wins_over_wagtails(db):

    with override("zh-hans"):
        assert gettext("Exploring") == "浏览"
        assert gettext("Account") == "后台偏好"


def test_the_desk_wears_our_name(client, author):
    client.force_login(author)

    html = client.get("/admin/").content.decode()

    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL).group(1)
    assert "网站编辑后台" in title
    assert "Wagtail" not in title
    assert html.count("core/seal.svg") == 2
