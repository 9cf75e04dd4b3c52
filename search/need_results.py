"""A page of needs found: by words, narrowed by what the list of all needs is narrowed by."""

from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from core import lists
from core.lists import Chip
from marketplace.filters import NeedFilter
from marketplace.models import Need
from search import asked, finding
from search.documents import DOCUMENTS
from search.finding import Answer
from search.needs import KIND
from search.query import Query


class WordsAndFilter(NeedFilter):
    """The list's filter; the words go along when it is used."""

    q = django_filters.CharFilter(widget=forms.HiddenInput)


class NeedsPage:
    """The needs that answer ``request``, as a `core.lists.ListPage` shows rows of the database."""

    sort = ""

    def __init__(self, request: HttpRequest):
        self._params = request.GET
        self.asked = asked.read(request.GET)
        self._filter = WordsAndFilter(request.GET, queryset=Need.objects.none(), request=request)
        self.form = self._filter.form
        answer = self._at(self.asked.page)
        pages = Paginator(range(answer.found.total), self.asked.size)
        # A page beyond the last shows the last, as in every list.
        self.page: Page[Any] = pages.get_page(self.asked.page)
        at = self.page.number
        self.answer: Answer = answer if at == self.asked.page else self._at(at)

    @property
    def count(self) -> int:
        return self.answer.found.total

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters in force."""
        return lists.chips(self._filter, self._params)

    @property
    def bare_url(self) -> str:
        """The words alone."""
        return f"?q={self.asked.quoted}"

    @property
    def query(self) -> str:
        """All of the address but the page, ready for `page=` to follow."""
        return lists.before_page(self._params)

    def _at(self, page: int) -> Answer:
        size = self.asked.size
        query = Query(
            KIND.name, self.asked.text, self._chosen, offset=(page - 1) * size, size=size
        )
        return finding.find(DOCUMENTS[Need], query)

    @cached_property
    def _chosen(self) -> dict[str, tuple[str, ...]]:
        """What is chosen of each keyword; a value that nobody knows is passed over."""
        self.form.is_valid()
        values = {name: self.form.cleaned_data.get(name) for name in KIND.keywords}
        return {name: (str(getattr(one, "pk", one)),) for name, one in values.items() if one}
