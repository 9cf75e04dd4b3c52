from search.models.synonym import Synonym

__all__ = ["Synonym"]
