"""Files of others whose keys we know: what each line says in ours, and where it is from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.classifications import TechnologyField as F
from marketplace.models import shapes

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Format:
    """``read`` gives a line in our keys, or None for a line that is no achievement."""

    source: str
    read: Callable[[Said], Said | None]


def _csl(line: Said) -> Said | None:
    """Chinese papers of the CSL collection; lines of judged queries stand between them."""
    if line.get("kind") == "query":
        return None
    subjects = [line.get("category"), line.get("discipline")]
    return {
        "external_id": line.get("doc_id"),
        "title": line.get("title"),
        "abstract": line.get("abstract"),
        "keywords": [one for one in subjects if one and len(one) <= shapes.LONGEST_KEYWORD],
    }


# The nearest of the national form's fields; what is in doubt stays open.
_NASA_FIELDS = {
    "aeronautics": F.AEROSPACE,
    "aerospace": F.AEROSPACE,
    "autonomous systems": F.MANUFACTURING,
    "business systems and project management": F.ELECTRONICS,
    "communications": F.ELECTRONICS,
    "crew and life support": F.AEROSPACE,
    "data and image processing": F.ELECTRONICS,
    "data servers processing and handling": F.ELECTRONICS,
    "design and integration tools": F.ELECTRONICS,
    "electrical and electronics": F.ELECTRONICS,
    "electronics and electrical power": F.ELECTRONICS,
    "environment": F.ENVIRONMENT,
    "environmental science earth air space exoplanet": F.ENVIRONMENT,
    "health medicine and biotechnology": F.BIOMEDICINE,
    "information technology and software": F.ELECTRONICS,
    "manufacturing": F.MANUFACTURING,
    "materials and coatings": F.MATERIALS,
    "materials and processes": F.MATERIALS,
    "mechanical and fluid systems": F.MANUFACTURING,
    "power generation and storage": F.ENERGY,
    "propulsion": F.AEROSPACE,
    "robotics automation and control": F.MANUFACTURING,
    "structures and mechanisms": F.MANUFACTURING,
    "vehicle management space air ground": F.AEROSPACE,
}


def _nasa(line: Said) -> Said | None:
    """Patents and software of NASA's technology-transfer programme."""
    return {
        "external_id": line.get("id"),
        "title": line.get("title"),
        "abstract": line.get("abstract"),
        "field": _NASA_FIELDS.get(line.get("category") or ""),
    }


FORMATS = {
    "csl": Format("CSL", _csl),
    "nasa": Format("NASA Technology Transfer Program", _nasa),
}
