from cms.models.guide import GuidePage
from cms.models.home import HomePage
from cms.models.news import NewsIndexPage, NewsPage
from cms.models.policy import Audience, PolicyIndexPage, PolicyPage
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
