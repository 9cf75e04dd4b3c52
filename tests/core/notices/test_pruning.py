"""What nobody looks for again is forgotten; what nobody read, or what is evidence, is not."""

from datetime import timedelta

from django.utils import timezone

from core import notices
from core.models import Delivery, FakeMessage, Notice
from core.notices import pruning
from tests.factories import UserFactory


def test_old_read_notices_go_with_their_deliveries(db, tell):
    notices.register_kind("law", "法定送达", "登记", title="送达", is_urgent=True)
    now = timezone.now()
    user = UserFactory()
    for _ in range(3):
        tell(user)
    tell(user, kind="law")
    old, recent, _unread, law = Notice.objects.order_by("id")
    Notice.objects.filter(pk__in=[old.pk, law.pk]).update(read_at=now - timedelta(days=366))
    Notice.objects.filter(pk=recent.pk).update(read_at=now - timedelta(days=364))

    pruning.prune(now)

    assert not Notice.objects.filter(pk=old.pk).exists()
    assert Notice.objects.count() == 3
    assert Delivery.objects.filter(notice__isnull=False).count() == 4


def test_what_the_fake_kept_goes_after_a_week(db):
    now = timezone.now()
    for days in (6, 8):
        FakeMessage.objects.create(
            channel="sms", address="13900000001", key=str(days), created_at=now - timedelta(days)
        )

    pruning.prune(now)

    assert [row.key for row in FakeMessage.objects.all()] == ["6"]
