import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError

from search.engines.current import engine
from tests.factories import OrganisationFactory
from tests.search.sources import SOURCE


def test_a_rebuild_says_what_it_built(searched, capsys):
    OrganisationFactory.create_batch(2)

    call_command("search_rebuild")

    assert "organisation：2 件" in capsys.readouterr().out


def test_status_says_how_things_stand(searched, capsys):
    call_command("search_status")

    said = capsys.readouterr().out
    assert "引擎 embedded" in said
    assert "可公开 0 件，结构最新" in said


def test_status_fails_where_there_is_no_index(searched):
    engine().drop(SOURCE.kind)

    with pytest.raises(CommandError, match="没有索引"):
        call_command("search_status")


def test_a_check_names_and_heals_what_differs(searched, capsys):
    organisation = OrganisationFactory()

    with pytest.raises(CommandError, match="有差异"):
        call_command("search_check", dry_run=True)
    with pytest.raises(CommandError, match="已补齐"):
        call_command("search_check")
    call_command("search_check")

    assert f"索引缺 1 件：{organisation.pk}" in capsys.readouterr().out


def test_setting_up_builds_what_is_missing(searched, capsys):
    engine().drop(SOURCE.kind)

    call_command("search_setup")
    call_command("search_setup")

    first, loaded, second, none = capsys.readouterr().out.splitlines()
    assert [first, second] == ["新建索引：organisation", "新建索引：无"]
    assert loaded != none == "载入同义词：0 行"


def test_setting_up_goes_on_without_a_cluster(searched, settings, capsys):
    settings.SEARCH_ENGINE = "elastic"
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"

    call_command("search_setup")

    assert "连不上" in capsys.readouterr().err


def test_documents_and_announced_models_must_be_the_same(searched, monkeypatch):
    monkeypatch.setattr(SOURCE.model, "outbox_topics", ())

    with pytest.raises(SystemCheckError, match=r"search\.E001"):
        call_command("check")


def test_an_unknown_engine_is_refused(settings):
    settings.SEARCH_ENGINE = "lucene"

    with pytest.raises(SystemCheckError, match=r"search\.E002"):
        call_command("check")
