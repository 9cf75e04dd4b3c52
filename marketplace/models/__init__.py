"""What stands in the market: achievements on offer, what is asked about them, and needs."""

from marketplace.models.abuse import Block, Report
from marketplace.models.comment import ReviewComment
from marketplace.models.consent import UnitConsent, UnitConsentTask
from marketplace.models.disclosure import Agreement, FileView
from marketplace.models.enquiry import Enquiry, Message, Slot
from marketplace.models.file import ListingFile
from marketplace.models.imports import ImportedListing, ListingImport
from marketplace.models.listing import Listing
from marketplace.models.need import Need, NeedCall, NeedLink
from marketplace.models.offer import Offer
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
from marketplace.models.view import ListingView

__all__ = [
    "Agreement",
    "Availability",
    "Block",
    "Enquiry",
    "FileKind",
    "FileView",
    "ImportedListing",
    "IpKind",
    "Listing",
    "ListingFile",
    "ListingImport",
    "ListingReview",
    "ListingReviewTask",
    "ListingView",
    "Message",
    "Mode",
    "Need",
    "NeedCall",
    "NeedLink",
    "Offer",
    "Ownership",
    "Pilot",
    "PriceKind",
    "Report",
    "ReviewComment",
    "RightStatus",
    "Slot",
    "Tier",
    "UnitConsent",
    "UnitConsentTask",
]
