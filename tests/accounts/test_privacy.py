import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts import demo
from accounts.models import Consent, PrivacyNotice, User

pytestmark = pytest.mark.django_db


def load(*args):
    call_command("load_privacy", *args, verbosity=0)


def test_a_version_that_people_agreed_to_is_never_changed(tmp_path):
    (tmp_path / "1.md").write_text("2026-01-01\n\n第一句。", encoding="utf-8")
    load(tmp_path)

    (tmp_path / "1.md").write_text("2026-02-01\n\n另一句。", encoding="utf-8")
    load(tmp_path)

    notice = PrivacyNotice.objects.get()
    assert (notice.version, notice.text, notice.text_en) == ("1", "第一句。", "")
    assert str(notice.effective_on) == "2026-01-01"


def test_a_version_without_its_day_is_refused(tmp_path):
    (tmp_path / "1.md").write_text("第一句。", encoding="utf-8")

    with pytest.raises(CommandError):
        load(tmp_path)

    assert not PrivacyNotice.objects.exists()


def test_the_page_shows_headings_lists_and_whom_to_ask(client, settings):
    settings.CONTACT_PHONE = "0792-0000000"
    load()

    page = client.get(reverse("person:privacy_version", args=["2026-11"])).content.decode()

    assert "<h2>一、我们保存什么</h2>" in page
    assert "<li>账号：姓名，" in page
    assert "<p>窗口电话：0792-0000000</p>" in page
    assert "{" not in page.partition("zh-prose")[2].partition("</div>")[0]


def test_the_notice_is_escaped(client):
    PrivacyNotice.objects.create(version="1", effective_on="2026-01-01", text="- <b>甲")

    page = client.get(reverse("person:privacy")).content.decode()

    assert "<li>&lt;b&gt;甲</li>" in page


def test_every_footer_leads_to_it(client):
    page = client.get(reverse("account_login")).content.decode()

    assert 'href="/privacy/"' in page.partition("zh-foot")[2]


def test_demo_people_have_agreed_once(settings, time_machine):
    time_machine.move_to("2026-12-01 09:00+08:00")
    call_command("load_regions", verbosity=0)
    demo.load()
    load()

    demo.load()
    demo.load()

    assert Consent.objects.count() == User.objects.filter(is_demo=True).count() > 15
