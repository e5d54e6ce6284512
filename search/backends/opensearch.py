"""For ``WAGTAILSEARCH_BACKENDS``: the admin's search on a server of OpenSearch."""

from modelsearch.backends.opensearch3 import OpenSearch3SearchBackend

from search.backends.servers import (
    AnalysedAutocompleteCompiler,
    AnalysedCompiler,
    AnalysedMapping,
)


class SearchBackend(OpenSearch3SearchBackend):
    mapping_class = AnalysedMapping
    query_compiler_class = AnalysedCompiler
    autocomplete_query_compiler_class = AnalysedAutocompleteCompiler
