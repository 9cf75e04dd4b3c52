"""Who drafted and filed what is there already stays on it by name."""

from django.db import migrations


def name_people(apps, schema_editor):
    """The drafter and who filed, and of a deal's draft the listing's author; never twice one."""
    Party = apps.get_model("contracts", "Party")
    ContractPerson = apps.get_model("contracts", "ContractPerson")
    Membership = apps.get_model("accounts", "Membership")
    AuditEvent = apps.get_model("core", "AuditEvent")
    drafted = dict(
        AuditEvent.objects.filter(
            action="contract.draft", subject_type="contracts.contract", actor__isnull=False
        ).values_list("subject_id", "actor")
    )
    members = set(Membership.objects.values_list("user", "organisation"))
    filing = Party.objects.filter(is_filing=True, organisation__isnull=False)
    rows = []
    for party in filing.select_related("contract__deal__listing").iterator(chunk_size=500):
        contract, place = party.contract, party.organisation_id
        listing = contract.deal.listing if contract.deal else None
        said = [
            (drafted.get(str(contract.pk)), "drafter"),
            (listing.author_id if listing else None, "leader"),
            (contract.submitted_by_id, "let_in"),
        ]
        known = set()
        for user, part in said:
            if user not in known and (user, place) in members:
                known.add(user)
                rows.append(
                    ContractPerson(
                        contract=contract, organisation_id=place, user_id=user, part=part
                    )
                )
    ContractPerson.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0005_people"),
        ("core", "0007_rate"),
        ("brokers", "0001_initial"),
    ]

    operations = [migrations.RunPython(name_people, migrations.RunPython.noop)]
