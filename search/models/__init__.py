from search.models.asked import AskedWord
from search.models.synonym import Synonym
from search.models.thin import ThinSearch

__all__ = ["AskedWord", "Synonym", "ThinSearch"]
