"""A group a role, for Wagtail; two of them may enter its admin."""

from django.db import migrations

NAMES = [
    "科研人员", "科研管理", "企业人员", "技术经纪人", "机构负责人", "登记员", "复核员",
    "科室人员", "县区人员", "领导", "税务财政查询", "网站编辑", "运维",
]
EDITORS = ["科室人员", "网站编辑"]


def create_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    access = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    for name in NAMES:
        group, _new = groups.get_or_create(name=f"角色：{name}")
        if name in EDITORS:
            group.permissions.add(access)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_membership_reason"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(create_groups, migrations.RunPython.noop)]
