"""What the admin's search has in common on OpenSearch and Elasticsearch, without their clients.

modelsearch gives each text one analyser, and refuses phrases where words are completed, which is
where the admin sends them. Here each text is indexed three times: as it is, with French stems
and with English ones; a query is one of a few words (``search.backends.queries``), and each of
them may fit in any of the three.
"""

from modelsearch.backends.elasticsearchbase import (
    ElasticsearchBaseAutocompleteQueryCompiler,
    ElasticsearchBaseMapping,
    ElasticsearchBaseSearchQueryCompiler,
    Field,
)
from modelsearch.query import And, Boost, Fuzzy, Not, Or, Phrase, PlainText, SearchQuery

from search.backends.queries import tidy

STEMS = ("french_words", "english_words")  # analysers of search.backends.remote


class AnalysedMapping(ElasticsearchBaseMapping):
    edgengram_analyzer_config = {
        "analyzer": "edgengram_analyzer",
        "search_analyzer": "folded_words",
    }

    def get_mapping(self):
        mapping = super().get_mapping()
        for field in mapping["properties"].values():
            if field["type"] == "text":
                field["fields"] = {name: {"type": "text", "analyzer": name} for name in STEMS}
        return mapping


class Analysed:
    """Before a query compiler of modelsearch's."""

    mapping_class = AnalysedMapping
    DEFAULT_OPERATOR = "and"  # as on the databases

    def get_inner_query(self):
        return self.compiled(tidy(self.query))

    def compiled(self, query: SearchQuery, boost: float = 1.0) -> dict:
        match query:
            case PlainText(query_string=text, operator=operator):
                words = [PlainText(word) for word in text.split()]
                found = [self._compile_plaintext_query(word, self.forms, boost) for word in words]
                return {"bool": {"must" if operator == "and" else "should": found}}
            case Phrase():
                return self._compile_phrase_query(query, self.forms)
            case Fuzzy():
                return self._compile_fuzzy_query(query, self.forms)
            case And(subqueries=parts):
                return {"bool": {"must": [self.compiled(part, boost) for part in parts]}}
            case Or(subqueries=parts):
                return {"bool": {"should": [self.compiled(part, boost) for part in parts]}}
            case Not(subquery=part):
                return {"bool": {"must_not": self.compiled(part, boost)}}
            case Boost(subquery=part):
                return self.compiled(part, boost * query.boost)
        return {"match_all": {}}

    @property
    def forms(self) -> list[Field]:
        fields = self.remapped_fields or ["_edgengrams"]  # where words are completed: names alone
        known = [field if isinstance(field, Field) else Field(field) for field in fields]
        return [
            Field(name, field.boost)
            for field in known
            for name in (field.field_name, *(f"{field.field_name}.{stem}" for stem in STEMS))
        ]


class AnalysedCompiler(Analysed, ElasticsearchBaseSearchQueryCompiler):
    pass


class AnalysedAutocompleteCompiler(Analysed, ElasticsearchBaseAutocompleteQueryCompiler):
    pass
