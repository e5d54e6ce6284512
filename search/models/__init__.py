from search.models.entries import Entry, FacetSet, Kind, Misspelling, VocabularyWord

__all__ = ["Entry", "FacetSet", "Kind", "Misspelling", "VocabularyWord"]
