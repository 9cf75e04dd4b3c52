"""Tell the outbox of rows whose own columns stay, but not what is read with them."""

from accounts.models import Organisation
from core import outbox
from marketplace.models import Listing, Need


def tell_of_name(organisation: Organisation) -> None:
    """Promise to tell of every row that is found or shown by the name of ``organisation``.

    Public ones only: what is hidden is told of when it is published, with the name it has then.
    """
    outbox.announce_all(Listing.objects.findable().filter(organisation=organisation))
    outbox.announce_all(Need.objects.public().filter(organisation=organisation))
