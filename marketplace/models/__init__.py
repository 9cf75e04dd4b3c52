"""What stands in the market: achievements on offer, what is asked about them, who passed them."""

from marketplace.models.enquiry import Enquiry, Message
from marketplace.models.file import ListingFile
from marketplace.models.listing import Listing
from marketplace.models.review import ListingReview, ListingReviewTask
from marketplace.models.terms import (
    Availability,
    FileKind,
    IpKind,
    Mode,
    Ownership,
    Pilot,
    PriceKind,
    RightStatus,
    Tier,
)

__all__ = [
    "Availability",
    "Enquiry",
    "FileKind",
    "IpKind",
    "Listing",
    "ListingFile",
    "ListingReview",
    "ListingReviewTask",
    "Message",
    "Mode",
    "Ownership",
    "Pilot",
    "PriceKind",
    "RightStatus",
    "Tier",
]
