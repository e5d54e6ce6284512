"""What the admin's search has in common on OpenSearch and Elasticsearch, without their clients.

modelsearch gives each text one analyser and refuses phrases where words are completed, which is
where the admin sends them. Here each text is indexed three times: as it is, with French stems
and with English ones; and a query is one of a few words (``search.backends.queries``).
"""

from modelsearch.backends.elasticsearchbase import (
    ElasticsearchBaseMapping,
    ElasticsearchBaseSearchQueryCompiler,
    Field,
)

from search.backends.queries import tidy

STEMS = ("french_words", "english_words")  # analysers of search.backends.remote


class AnalysedMapping(ElasticsearchBaseMapping):
    edgengram_analyzer_config = {"analyzer": "edgengram_analyzer", "search_analyzer": "default"}

    def get_mapping(self):
        mapping = super().get_mapping()
        for field in mapping["properties"].values():
            if field["type"] == "text":
                field["fields"] = {name: {"type": "text", "analyzer": name} for name in STEMS}
        return mapping


class AnalysedCompiler(ElasticsearchBaseSearchQueryCompiler):
    DEFAULT_OPERATOR = "and"  # as on the databases

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.query = tidy(self.query)

    def _remap_fields(self, fields):
        return [
            Field(name, field.boost)
            for field in super()._remap_fields(fields)
            for name in (field.field_name, *(f"{field.field_name}.{stem}" for stem in STEMS))
        ]


class AnalysedAutocompleteCompiler(AnalysedCompiler):
    def _remap_fields(self, fields): ...
