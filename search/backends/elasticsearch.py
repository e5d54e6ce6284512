"""For ``WAGTAILSEARCH_BACKENDS``: the admin's search on a server of Elasticsearch."""

from modelsearch.backends.elasticsearch9 import Elasticsearch9SearchBackend

from search.backends.servers import (
    AnalysedAutocompleteCompiler,
    AnalysedCompiler,
    AnalysedMapping,
)


class SearchBackend(Elasticsearch9SearchBackend):
    mapping_class = AnalysedMapping
    query_compiler_class = AnalysedCompiler
    autocomplete_query_compiler_class = AnalysedAutocompleteCompiler
