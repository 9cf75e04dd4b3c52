"""What an act is: one transaction in which everything about it is written, or nothing is."""

from django.db import connection


def require_transaction(what: str) -> None:
    """Refuse to write ``what`` by itself.

    Raises:
        RuntimeError: outside a transaction, where a part of the act could outlive the rest.

    """
    if not connection.in_atomic_block:
        msg = f"{what} belongs in the transaction of the act"
        raise RuntimeError(msg)
