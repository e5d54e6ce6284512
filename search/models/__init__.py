from search.models.entries import Entry, FacetSet, Kind, Misspelling, VocabularyWord
from search.models.searches import HiddenSearch, SearchTally
from search.models.synonyms import SynonymSet

__all__ = [
    "Entry",
    "FacetSet",
    "HiddenSearch",
    "Kind",
    "Misspelling",
    "SearchTally",
    "SynonymSet",
    "VocabularyWord",
]
