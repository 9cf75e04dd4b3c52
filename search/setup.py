"""What search needs beside an index. Safe to run again."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from accounts.groups import group_name
from accounts.models import Role
from search import services
from search.models import Synonym


@transaction.atomic
def set_up() -> int:
    """Let editors keep the synonyms, and give a new table its first rows; returns how many."""
    editors, _new = Group.objects.get_or_create(name=group_name(Role.SITE_EDITOR))
    kind = ContentType.objects.get_for_model(Synonym)
    editors.permissions.add(*Permission.objects.filter(content_type=kind))
    return services.load_synonyms()
