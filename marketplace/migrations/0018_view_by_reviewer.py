"""What a reviewer opens stands in the owner's ledger too; each row names its achievement."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0017_labels_without_units")]

    operations = [
        migrations.AddField(
            model_name="fileview",
            name="listing",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="marketplace.listing",
                verbose_name="科技成果",
            ),
        ),
        migrations.AlterField(
            model_name="fileview",
            name="agreement",
            field=models.ForeignKey(
                blank=True,
                help_text="为空：信息发布审查时由审查人打开。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="views",
                to="marketplace.agreement",
                verbose_name="保密协议",
            ),
        ),
        migrations.AlterField(
            model_name="fileview",
            name="file",
            field=models.ForeignKey(
                blank=True,
                help_text="为空：打开的是保密内容的文字。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="marketplace.listingfile",
                verbose_name="文件",
            ),
        ),
    ]
