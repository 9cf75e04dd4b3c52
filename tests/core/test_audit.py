from core import audit
from tests.factories import OrganisationFactory


def test_an_untouched_chain_holds(registrar):
    organisation = OrganisationFactory()
    audit.record(organisation, "organisation.confirm", actor=registrar)
    audit.record(organisation, "organisation.change", actor=registrar, changes={"name": "新名"})

    sealed = audit.seal()

    assert sealed == 2
    assert list(audit.verify()) == []
