"""A whole sentence never comes back empty for being one; what answers it is near the top."""

import pytest

from marketplace import demo
from search.engines.base import Document, Kind
from search.query import Query
from search.synonyms import first_table
from tests.search.questions import QUESTIONS

KIND = Kind("question")
FIRST = 5
PUBLISHED = [one for one in demo.achievements() if one.state == "published"]
SYNONYMS = first_table()
TEXTS = ("benefit", "problem", "abstract")


@pytest.fixture(scope="module")
def demo_index(engine):
    index = engine.begin(KIND)
    documents = [
        Document(number, 1, one.facts["title"], "\n".join(one.facts[name] for name in TEXTS))
        for number, one in enumerate(PUBLISHED)
    ]
    engine.fill(index, documents)
    engine.swap(index)
    yield engine
    engine.drop(KIND)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_among_the_first(demo_index, question):
    query = Query(KIND.name, question, size=FIRST, synonyms=SYNONYMS)

    found = [PUBLISHED[hit.id].code for hit in demo_index.search(KIND, query).hits]

    assert QUESTIONS[question] in found
