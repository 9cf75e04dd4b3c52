"""The search of listings as JSON."""

from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from ninja import Query as InQuery
from ninja import Router, Schema
from pydantic import BaseModel, Field, StringConstraints, ValidationInfo, field_validator
from pydantic_core import PydanticUseDefault

from core.api import Throttle
from core.classifications import Industry, TechnologyField
from marketplace.models import IpKind, Mode, Pilot, PriceKind
from search import thin
from search.asked import MOST_VALUES, PER_PAGE, Asked
from search.listings import CHOSEN, LONGEST_KEY
from search.query import DEEPEST, LARGEST_PAGE
from search.ranges import DEAREST_YUAN, RANGES, TRL
from search.results import ResultsPage
from search.sentence import LONGEST
from search.suggesting import suggest

router = Router(tags=["search"])

Sort = Literal["relevance", "newest", "price", "confirmed", "maturity"]
RegionCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{1,12}$")]
Key = Annotated[str, StringConstraints(pattern=rf"^[0-9]{{1,{LONGEST_KEY}}}$")]
Level = Annotated[int | None, Field(ge=TRL.least, le=TRL.most)]
Yuan = Annotated[int | None, Field(ge=0, le=DEAREST_YUAN)]


class ListingParameters(Schema):
    """What may be asked."""

    q: str = Field("", max_length=LONGEST, description="检索词：词、“原样短语”、-不含，或整句话")
    industry: list[Industry] = Field([], description="行业，可重复")
    field: list[TechnologyField] = Field([], description="技术领域，可重复")
    pilot: list[Pilot] = Field([], description="概念验证与中试，可重复")
    ip: list[IpKind] = Field([], description="知识产权，可重复")
    mode: list[Mode] = Field([], description="合作方式，可重复")
    price_kind: list[PriceKind] = Field([], description="报价方式，可重复")
    region: list[RegionCode] = Field([], max_length=MOST_VALUES, description="地区代码，可重复")
    organisation: list[Key] = Field(
        [], max_length=MOST_VALUES, description="来源单位，按分类统计中的值，可重复"
    )
    confirmed: list[Literal["90"]] = Field([], description="多少天内确认有效")
    trl_min: Level = Field(None, description="技术就绪度不低于")
    trl_max: Level = Field(None, description="技术就绪度不高于")
    price_min: Yuan = Field(
        None, description="价格不低于，整元；看上下限的，有重叠就算；没有说价格的不含"
    )
    price_max: Yuan = Field(
        None, description="价格不高于，整元；看上下限的，有重叠就算；没有说价格的不含"
    )
    sort: Sort = Field("relevance", description="排序")
    size: int = Field(PER_PAGE, ge=1, le=LARGEST_PAGE, description="每页几项")
    # After the size, which says how deep a page is.
    page: int = Field(
        1, ge=1, description=f"第几页；page × size 不超过 {DEEPEST}，要全部的请用导出"
    )

    @field_validator("*", mode="before")
    @classmethod
    def empty_is_not_given(cls, value: Any) -> Any:
        """A form without script sends the fields that nobody filled in as well."""
        if isinstance(value, list):
            return [one for one in value if not _is_blank(one)]
        if _is_blank(value):
            raise PydanticUseDefault
        return value

    @field_validator("trl_max", "price_max")
    @classmethod
    def not_below_its_other(cls, value: int | None, info: ValidationInfo) -> int | None:
        """Turned bounds would find nothing, and nobody would know why."""
        name = str(info.field_name).replace("_max", "_min")
        low = info.data.get(name)
        if value is not None and low is not None and value < low:
            msg = f"不得小于 {name}"
            raise ValueError(msg)
        return value

    @field_validator("page")
    @classmethod
    def not_too_deep(cls, value: int, info: ValidationInfo) -> int:
        """Who wants more takes the export: no engine goes deeper."""
        if value * info.data.get("size", 1) > DEEPEST:
            msg = f"page × size 不得超过 {DEEPEST}"
            raise ValueError(msg)
        return value

    @property
    def asked(self) -> Asked:
        return Asked(
            self.q.replace("\x00", "").strip(),
            {facet.name: tuple(map(str, getattr(self, facet.name))) for facet in CHOSEN},
            {
                one.name: (getattr(self, one.low_name), getattr(self, one.high_name))
                for one in RANGES
            },
            self.sort,
            self.page,
            self.size,
        )


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


class Tiers(BaseModel):
    exact: int
    related: int


class ListingFound(BaseModel):
    id: int
    number: str
    external_id: str
    title: str
    benefit: str
    title_html: str = Field(description="命中处以 <mark> 标出，其余已转义")
    snippet_html: str
    score: float
    exact: bool
    organisation: str
    industry: str
    field: str
    trl: int | None
    ip: list[str]
    mode: list[str]
    region: str | None
    price_kind: str
    price_fen: int | None
    confirmed_on: date | None
    url: str


class FacetValue(BaseModel):
    value: str
    label: str
    count: int
    selected: bool


class Suggestion(BaseModel):
    label: str = Field(description="去掉的条件")
    count: int = Field(description="去掉后有几项")
    url: str


class SynonymsUsed(BaseModel):
    word: str
    synonyms: list[str]


class ListingsFound(BaseModel):
    query: str
    total: int
    tiers: Tiers
    results: list[ListingFound]
    facets: dict[str, list[FacetValue]]
    suggestions: list[Suggestion] = Field(
        description="没有找到或没有完全匹配时，去掉哪个条件或词会有"
    )
    synonyms_used: list[SynonymsUsed] = Field(description="一并查找了哪些同义词；加引号的词不扩展")
    engine: str
    degraded: bool = Field(description="检索引擎不可用，由数据库按字面查找")
    took_ms: int


class Offered(BaseModel):
    kind: Literal["word", "org", "title"]
    text: str
    query: str = Field(description="放进检索框的检索词")
    url: str


class Suggested(BaseModel):
    query: str
    suggestions: list[Offered]


@router.get(
    "/suggest",
    response=Suggested,
    summary="输入提示",
    url_name="search_suggest",
    throttle=[Throttle("suggest", "SUGGEST_PER_MINUTE")],
)
def search_suggest(
    request: HttpRequest,
    q: Annotated[str, StringConstraints(max_length=LONGEST)] = "",
) -> Any:
    """词、单位、成果名称，按汉字、拼音或拼音首字母的开头；只含公开成果。次数与检索分开计。"""
    results = reverse("search:results")
    return {
        "query": q,
        "suggestions": [
            {
                "kind": one.kind,
                "text": one.text,
                "query": one.query,
                "url": request.build_absolute_uri(f"{results}?{urlencode({'q': one.query})}"),
            }
            for one in suggest(q.replace("\x00", ""))
        ],
    }


@router.get("/listings", response=ListingsFound, summary="检索成果", url_name="search_listings")
def search_listings(request: HttpRequest, parameters: InQuery[ListingParameters]) -> Any:
    """完全匹配的排在前，相关的在后，两者分别计数。"""
    page = ResultsPage(parameters.asked)
    answer = page.answer
    thin.keep(page, request.user)
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
                "organisation": result.row.organisation.shown_name,
                "industry": result.row.industry,
                "field": result.row.field,
                "trl": result.row.trl,
                "ip": result.row.right_kinds,
                "mode": result.row.modes,
                "region": result.row.region_id,
                "price_kind": result.row.price_kind,
                "price_fen": result.row.price_fen,
                "confirmed_on": result.row.confirmed_on,
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
            for facet in page.facets.shown
        },
        "suggestions": [
            {
                "label": str(one.label),
                "count": one.count,
                "url": request.build_absolute_uri(f"{request.path}{one.url}"),
            }
            for one in [*page.relaxations, *page.fewer_words]
        ],
        "synonyms_used": [
            {"word": word, "synonyms": list(same)} for word, same in answer.query.sentence.used
        ],
        "engine": answer.engine,
        "degraded": answer.degraded,
        "took_ms": answer.took_ms,
    }
