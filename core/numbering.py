"""Numbers in series without gaps or doubles: a row lock is held until the act commits."""

from core.acts import require_transaction
from core.models import Counter


def next_number(series: str) -> int:
    """The next number of ``series``, from 1; belongs inside the act's transaction.

    Raises:
        RuntimeError: outside a transaction, where two acts could get the same number.

    """
    return next_numbers(series, 1)[0]


def next_numbers(series: str, count: int) -> range:
    """The next ``count`` numbers of ``series``, for an act that makes many rows. As above."""
    require_transaction("next_number()")
    Counter.objects.get_or_create(name=series)
    counter = Counter.objects.select_for_update().get(name=series)
    first = counter.value + 1
    counter.value += count
    counter.save(update_fields=["value"])
    return range(first, first + count)
