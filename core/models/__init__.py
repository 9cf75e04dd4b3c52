"""What every room stands on: who did what, what is promised, which chain it belongs to, where."""

from core.models.announced import Announced
from core.models.audit import AuditEvent, AuditSeal, AuditUnsealed
from core.models.cache import CacheEntry
from core.models.calendar import Holiday
from core.models.chain import Chain, Counter
from core.models.draft import Draft
from core.models.notice import (
    Channel,
    Delivery,
    FakeMessage,
    Mode,
    Notice,
    NoticeChoice,
    WecomRobot,
)
from core.models.outbox import Lease, OutboxMessage, PeriodicJob
from core.models.rate import Rate
from core.models.region import Region

__all__ = [
    "Announced",
    "AuditEvent",
    "AuditSeal",
    "AuditUnsealed",
    "CacheEntry",
    "Chain",
    "Channel",
    "Counter",
    "Delivery",
    "Draft",
    "FakeMessage",
    "Holiday",
    "Lease",
    "Mode",
    "Notice",
    "NoticeChoice",
    "OutboxMessage",
    "PeriodicJob",
    "Rate",
    "Region",
    "WecomRobot",
]
