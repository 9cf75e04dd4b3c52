import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0019_view_names_its_listing")]

    operations = [
        migrations.AlterField(
            model_name="fileview",
            name="listing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="marketplace.listing",
                verbose_name="科技成果",
            ),
        )
    ]
