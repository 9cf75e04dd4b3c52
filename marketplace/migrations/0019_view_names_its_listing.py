from django.db import migrations
from django.db.models import OuterRef, Subquery


def name_listing(apps, schema_editor):
    """Each opening of old was under an agreement, which knows the achievement."""
    FileView = apps.get_model("marketplace", "FileView")
    Agreement = apps.get_model("marketplace", "Agreement")
    its = Agreement.objects.filter(pk=OuterRef("agreement")).values("enquiry__listing")[:1]
    FileView.objects.filter(listing=None).update(listing=Subquery(its))


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0018_view_by_reviewer")]

    operations = [migrations.RunPython(name_listing, migrations.RunPython.noop)]
