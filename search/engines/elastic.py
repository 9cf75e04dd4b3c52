"""Elasticsearch 9, by its own client and `elasticsearch.dsl`.

An index bears its kind, the digest of its shape and a random end. Three aliases lead to indexes:
``KIND`` to the one searched, ``KIND.building`` to the one being built, and ``NAME.in`` to each by
itself: writes go there and ask for an alias, so that a write to an index that has just been
swapped away makes no new one.
"""

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError, helpers

from core.outbox import Unavailable
from search.engines.base import Change, Document, Index, Kind, Missing, Removal
from search.engines.elastic_documents import SETTINGS, mapping, source
from search.engines.elastic_query import answer, matching, starting
from search.query import Found, Query

SEARCH_WITHIN_S = 3
WRITE_WITHIN_S = 30
BATCH = 500
CONFLICT, NOT_FOUND, BUSY, BROKEN = 409, 404, 429, 500


class ElasticEngine:
    """A cluster; all our indexes begin with ``prefix``.

    ``url`` names one node, or several parted by commas: where one does not answer, the next is
    asked. A write that is sent twice does no harm, for it bears its version.
    """

    name = "elastic"

    def __init__(self, url: str, *, prefix: str = "zhuanhua-", api_key: str = ""):
        self.prefix = prefix
        nodes = url.split(",")
        self.client = Elasticsearch(
            nodes,
            api_key=api_key or None,
            request_timeout=WRITE_WITHIN_S,
            max_retries=len(nodes) - 1,
        )
        self._searching = self.client.options(request_timeout=SEARCH_WITHIN_S)

    # ── Finding ──────────────────────────────────────────────────────
    def search(self, kind: Kind, query: Query) -> Found:
        with _reaching(kind):
            try:
                return answer(self._searching, self._alias(kind), query)
            except NotFoundError:
                # An index that was swapped away while it was read; the alias leads to the next.
                return answer(self._searching, self._alias(kind), query)

    def matching(self, kind: Kind, query: Query) -> Iterator[int]:
        with _reaching(kind):
            yield from matching(self.client, self._alias(kind), query)

    def starting(self, kind: Kind, prefix: str, size: int) -> list[tuple[str, int]]:
        with _reaching(kind):
            return starting(self._searching, self._alias(kind), prefix, size)

    def count(self, kind: Kind) -> int:
        with _reaching(kind):
            return self.client.count(index=self._alias(kind))["count"]

    def digests(self, kind: Kind) -> Iterator[tuple[int, str]]:
        with _reaching(kind):
            after: Any = None
            while True:
                rows = self.client.search(
                    index=self._alias(kind),
                    size=BATCH * 2,
                    sort=[{"id": "asc"}],
                    source_includes=["id", "digest"],
                    search_after=after,
                )["hits"]["hits"]
                if not rows:
                    return
                for row in rows:
                    yield row["_source"]["id"], row["_source"]["digest"]
                after = rows[-1]["sort"]

    # ── Writing ──────────────────────────────────────────────────────
    def write(self, kind: Kind, changes: Sequence[Change]) -> dict[int, str]:
        with _reaching(kind):
            names = self._written(kind)
            if not names:
                raise Missing(kind.name)
            return self._bulk(kind, names, changes)

    def refresh(self, kind: Kind) -> None:
        with _reaching(kind):
            self.client.indices.refresh(index=self._alias(kind))

    def _bulk(self, kind: Kind, names: Iterable[str], changes: Sequence[Change]) -> dict[int, str]:
        """Send ``changes`` to each index; a version that is there already is no error."""
        errors: dict[int, str] = {}
        actions = (_action(f"{name}.in", change) for name in names for change in changes)
        for well, item in helpers.streaming_bulk(
            self.client,
            actions,
            chunk_size=BATCH,
            raise_on_error=False,
            require_alias=True,
        ):
            [(act, said)] = item.items()
            gone = said["status"] == NOT_FOUND and (
                act == "delete" or said["_index"].removesuffix(".in") not in self._written(kind)
            )
            if well or gone or said["status"] == CONFLICT:
                continue
            if said["status"] == BUSY or said["status"] >= BROKEN:
                raise Unavailable(str(said.get("error"))[:200])
            errors[int(said["_id"])] = str(said.get("error"))
        return errors

    # ── Indexes ──────────────────────────────────────────────────────
    def current(self, kind: Kind) -> Index | None:
        with _reaching(kind):
            names = self._behind(self._alias(kind))
        return Index(kind, names[0]) if names else None

    def is_current_shape(self, kind: Kind) -> bool:
        index = self.current(kind)
        return index is not None and index.name.startswith(f"{self._alias(kind)}-{kind.shape}-")

    def begin(self, kind: Kind) -> Index:
        with _reaching(kind):
            self._clear_up(kind)
            name = f"{self._alias(kind)}-{kind.shape}-{uuid.uuid4().hex[:8]}"
            self.client.indices.create(
                index=name,
                settings=SETTINGS,
                mappings=mapping(kind).to_dict(),
                aliases={f"{name}.in": {}, self._building(kind): {}},
            )
        return Index(kind, name)

    def fill(self, index: Index, documents: Sequence[Document]) -> None:
        with _reaching(index.kind):
            errors = self._bulk(index.kind, [index.name], documents)
        if errors:
            raise RuntimeError(errors)

    def swap(self, index: Index) -> None:
        alias = self._alias(index.kind)
        with _reaching(index.kind):
            self.client.indices.refresh(index=index.name)
            old = self._behind(alias)
            self.client.indices.update_aliases(
                actions=[
                    *({"remove": {"index": name, "alias": alias}} for name in old),
                    {"remove": {"index": index.name, "alias": self._building(index.kind)}},
                    {"add": {"index": index.name, "alias": alias}},
                ]
            )
            self._clear_up(index.kind)

    def drop(self, kind: Kind) -> None:
        with _reaching(kind):
            self._delete(self._every(kind))

    def close(self) -> None:
        """Give back the connections."""
        self.client.close()

    def _alias(self, kind: Kind) -> str:
        return f"{self.prefix}{kind.name}"

    def _building(self, kind: Kind) -> str:
        return f"{self._alias(kind)}.building"

    def _behind(self, alias: str) -> list[str]:
        try:
            return sorted(self.client.indices.get_alias(name=alias))
        except NotFoundError:
            return []

    def _written(self, kind: Kind) -> list[str]:
        """The index that is being built, and the one that is searched.

        In this order: one that is swapped between the two questions is met in the second.
        """
        building = self._behind(self._building(kind))
        return [*dict.fromkeys([*building, *self._behind(self._alias(kind))])]

    def _every(self, kind: Kind) -> list[str]:
        """Every index of the kind, also those that rebuilds that were killed left behind."""
        name = re.compile(rf"{re.escape(self._alias(kind))}(-[0-9a-f]{{8}}){{2}}")
        there = self.client.indices.get(index=f"{self._alias(kind)}-*", features="aliases")
        return [index for index in there if name.fullmatch(index)]

    def _clear_up(self, kind: Kind) -> None:
        """Delete all but the index that is searched."""
        current = self._behind(self._alias(kind))
        self._delete(index for index in self._every(kind) if index not in current)

    def _delete(self, names: Iterable[str]) -> None:
        for name in names:
            self.client.indices.delete(index=name, ignore_unavailable=True)


@contextmanager
def _reaching(kind: Kind) -> Iterator[None]:
    """Tell a cluster that is away, or has lost our index, from a fault of ours."""
    try:
        yield
    except NotFoundError as error:
        raise Missing(kind.name) from error
    except TransportError as error:
        raise Unavailable(repr(error)[:200]) from error
    except ApiError as error:
        if error.status_code == BUSY or error.status_code >= BROKEN:
            raise Unavailable(repr(error)[:200]) from error
        raise


def _action(target: str, change: Change) -> dict[str, Any]:
    action: dict[str, Any] = {
        "_op_type": "delete" if isinstance(change, Removal) else "index",
        "_index": target,
        "_id": change.id,
        "version": change.version,
        "version_type": "external_gte",
    }
    if isinstance(change, Document):
        action["_source"] = source(change)
    return action
