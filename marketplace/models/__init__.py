"""What stands in the market: achievements on offer, what is asked about them, who passed them."""

from marketplace.models.enquiry import Enquiry, Message
from marketplace.models.listing import Listing
from marketplace.models.review import ListingReview, ListingReviewTask
from marketplace.models.terms import Availability, IpKind, Mode, PriceKind

__all__ = [
    "Availability",
    "Enquiry",
    "IpKind",
    "Listing",
    "ListingReview",
    "ListingReviewTask",
    "Message",
    "Mode",
    "PriceKind",
]
