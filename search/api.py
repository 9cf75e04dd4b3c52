"""The search of listings as JSON."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query as InQuery
from ninja import Router, Schema
from pydantic import Field, StringConstraints, model_validator

from core.classifications import Industry, TechnologyField
from marketplace.models import IpKind, Mode
from search.asked import PER_PAGE, Asked
from search.listings import FACETS
from search.query import DEEPEST, LARGEST_PAGE
from search.results import ResultsPage
from search.sentence import LONGEST

router = Router(tags=["search"])

Sort = Literal["relevance", "newest", "price"]
RegionCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{1,12}$")]


class ListingParameters(Schema):
    """What may be asked."""

    q: str = Field("", max_length=LONGEST, description="检索词：词、“原样短语”、-不含，或整句话")
    industry: list[Industry] = Field([], description="行业，可重复")
    field: list[TechnologyField] = Field([], description="技术领域，可重复")
    ip: list[IpKind] = Field([], description="知识产权，可重复")
    mode: list[Mode] = Field([], description="合作方式，可重复")
    region: list[RegionCode] = Field([], max_length=50, description="地区代码，可重复")
    sort: Sort = Field("relevance", description="排序")
    page: int = Field(1, ge=1, description="第几页")
    size: int = Field(PER_PAGE, ge=1, le=LARGEST_PAGE, description="每页几项")

    @model_validator(mode="after")
    def not_too_deep(self) -> "ListingParameters":
        """Who wants more takes the export."""
        if self.page * self.size > DEEPEST:
            msg = f"page × size 不得超过 {DEEPEST}"
            raise ValueError(msg)
        return self

    @property
    def asked(self) -> Asked:
        chosen = {facet.name: tuple(map(str, getattr(self, facet.name))) for facet in FACETS}
        text = self.q.replace("\x00", "").strip()
        return Asked(text, chosen, self.sort, self.page, self.size)


class Tiers(Schema):
    exact: int
    related: int


class ListingFound(Schema):
    id: int
    number: str
    external_id: str
    title: str
    benefit: str
    title_html: str = Field(description="命中处以 <mark> 标出，其余已转义")
    snippet_html: str
    score: float
    exact: bool
    url: str


class FacetValue(Schema):
    value: str
    label: str
    count: int
    selected: bool


class ListingsFound(Schema):
    query: str
    total: int
    tiers: Tiers
    results: list[ListingFound]
    facets: dict[str, list[FacetValue]]
    engine: str
    degraded: bool = Field(description="检索引擎不可用，由数据库按字面查找")
    took_ms: int


@router.get("/listings", response=ListingsFound, summary="检索成果", url_name="search_listings")
def search_listings(request: HttpRequest, parameters: InQuery[ListingParameters]) -> Any:
    """完全匹配的排在前，相关的在后，两者分别计数。"""
    page = ResultsPage(parameters.asked)
    answer = page.answer
    return {
        "query": page.asked.text,
        "total": page.count,
        "tiers": {"exact": answer.found.exact, "related": answer.found.related},
        "results": [
            {
                "id": result.row.pk,
                "number": result.row.number,
                "external_id": result.row.external_id,
                "title": result.row.title,
                "benefit": result.row.benefit,
                "title_html": result.title_html,
                "snippet_html": result.snippet_html,
                "score": round(result.hit.score, 4),
                "exact": result.hit.is_exact,
                "url": request.build_absolute_uri(result.row.get_absolute_url()),
            }
            for result in answer.results
        ],
        "facets": {
            facet.name: [
                {
                    "value": value.value,
                    "label": str(value.label),
                    "count": value.count,
                    "selected": value.selected,
                }
                for value in facet.values
            ]
            for facet in page.facets
        },
        "engine": answer.engine,
        "degraded": answer.degraded,
        "took_ms": answer.took_ms,
    }
