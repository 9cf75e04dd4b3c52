from cms.models.columns import NewsIndexPage, PolicyIndexPage
from cms.models.guide import GuidePage
from cms.models.home import HomePage
from cms.models.news import NewsPage
from cms.models.policy import Audience, PolicyPage
from cms.models.released import ReleasedPage
from cms.models.review import ReleaseReview, ReleaseReviewTask

__all__ = [
    "Audience",
    "GuidePage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "PolicyIndexPage",
    "PolicyPage",
    "ReleaseReview",
    "ReleaseReviewTask",
    "ReleasedPage",
]
