"""A whole index anew, beside the one that is searched; and the comparison that heals it.

Nothing is lost meanwhile: from `begin` on the indexer writes to both, and what it wrote is newer
than what is read here, so the engine keeps it (`docs/search.md`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import structlog

from core.leases import lease
from search.documents import DOCUMENTS, Source, changes, documents_of
from search.engines.base import Document, Missing
from search.engines.current import engine

log = structlog.get_logger(__name__)

BATCH = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """What a comparison found, by ids, before it healed it."""

    compared: int
    missing: tuple[int, ...]
    differing: tuple[int, ...]
    left_over: tuple[int, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        return self.missing + self.differing + self.left_over


def build(source: Source) -> bool:
    """Build the kind's index anew and let searches see it; False where another is at it."""
    with lease(f"search.build.{source.kind.name}") as held:
        if held is None:
            return False
        index = engine().begin(source.kind)
        count = 0
        for documents in _batches(source):
            engine().fill(index, documents)
            count += len(documents)
        engine().swap(index)
        log.info("search.built", kind=source.kind.name, index=index.name, documents=count)
    return True


def set_up() -> list[str]:
    """Build the index of each kind that has none, or one of another shape; returns the kinds."""
    return [
        source.kind.name
        for source in DOCUMENTS.values()
        if not engine().is_current_shape(source.kind) and build(source)
    ]


def check(source: Source, *, heal: bool = True) -> Difference:
    """Compare every public row with the index; put right what differs.

    A row that changed a moment ago may still be on its way: it is healed a little early.

    Raises:
        Missing: there is no index.

    """
    if engine().current(source.kind) is None:
        raise Missing(source.kind.name)
    engine().refresh(source.kind)
    held = dict(engine().digests(source.kind))
    missing, differing, compared = [], [], 0
    for documents in _batches(source):
        compared += len(documents)
        for document in documents:
            digest = held.pop(document.id, None)
            if digest is None:
                missing.append(document.id)
            elif digest != document.digest:
                differing.append(document.id)
    found = Difference(compared, tuple(missing), tuple(differing), tuple(sorted(held)))
    if heal:
        for start in range(0, len(found.ids), BATCH):
            ids = found.ids[start : start + BATCH]
            engine().write(source.kind, changes(source, ids))
        engine().refresh(source.kind)
    return found


def heal_all() -> None:
    """Set up what is missing, then compare every kind; the nightly job."""
    set_up()
    for source in DOCUMENTS.values():
        found = check(source)
        if found.ids:
            log.error(
                "search.healed",
                kind=source.kind.name,
                missing=len(found.missing),
                differing=len(found.differing),
                left_over=len(found.left_over),
            )


def _batches(source: Source) -> Iterator[list[Document]]:
    """Every public row, by key; each batch is read when it is asked for."""
    last = 0
    while documents := documents_of(
        source, source.public().filter(pk__gt=last).order_by("pk")[:BATCH]
    ):
        yield documents
        last = documents[-1].id
