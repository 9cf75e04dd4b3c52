import pytest

from accounts.models import Organisation
from core import audit, chains, registry


@pytest.fixture
def chain(db):
    return chains.start_chain("茶多酚微胶囊", actor=None)


def test_a_reader_sees_what_happened(client, firm_member, chain, monkeypatch):
    organisation = firm_member.organisations().get()
    monkeypatch.setattr(registry, "_visible", {})
    registry.register_model(Organisation, lambda user: user.organisations())
    registry.describe_action("test.ask", "企业询问")
    audit.record(organisation, "test.ask", actor=firm_member, chain=chain)
    client.force_login(firm_member)

    page = client.get(f"/chains/{chain.number}/")

    assert page.status_code == 200
    assert "企业询问" in page.content.decode()
    assert "2 条记录" in page.content.decode()


def test_a_chain_of_which_nothing_may_be_seen_is_not_there(client, firm_member, chain):
    client.force_login(firm_member)

    assert client.get(f"/chains/{chain.number}/").status_code == 404
    assert client.get("/chains/ZH-2026-999999/").status_code == 404
