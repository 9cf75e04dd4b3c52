from search.models.synonym import Synonym
from search.models.thin import ThinSearch

__all__ = ["Synonym", "ThinSearch"]
