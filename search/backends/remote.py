"""How a search server reads words: as ``search.analysis`` does, as nearly as its filters can.

For ``INDEX_SETTINGS`` of modelsearch's backends for OpenSearch and Elasticsearch. Nothing that
says little ("les", "avec") is left out: a title can consist of it. Plain Python.
"""

from search.french import IRREGULAR, RULES

# Before an apostrophe, what belongs to no word: as in search.analysis.PIECE.
ELISIONS = ["c", "d", "j", "l", "m", "n", "qu", "s", "t", "jusqu", "lorsqu", "puisqu", "quoiqu"]
LONGEST_BEGINNING = 20

# A server knows no exceptions to the rules ("patient" is no verb), neither in what it indexes
# nor in what it is asked: the forms of a word still meet, a few other words do as well.
ENDS = {
    f"french_end_{number}": {
        "type": "pattern_replace",
        "pattern": end.pattern,
        "replacement": instead,
    }
    for number, (end, instead) in enumerate(RULES)
}
FOLDED = ["elision", "lowercase", "asciifolding", "one_word"]


def analyser(*filters: str) -> dict:
    return {
        "type": "custom",
        "char_filter": ["acronyms"],
        "tokenizer": "standard",
        "filter": [*FOLDED, *filters],
    }


INDEX_SETTINGS = {
    "settings": {
        "analysis": {
            "char_filter": {
                "acronyms": {  # "C.P.E." is "CPE"
                    "type": "pattern_replace",
                    "pattern": r"(?<=(?<![\p{L}\p{N}])\p{L})\.(?=\p{L}(?![\p{L}\p{N}]))",
                    "replacement": "",
                }
            },
            "filter": {
                "elision": {"type": "elision", "articles": ELISIONS, "articles_case": True},
                "one_word": {  # "aujourd'hui"
                    "type": "pattern_replace",
                    "pattern": "['’]",
                    "replacement": "",
                },
                "french_irregular": {
                    "type": "stemmer_override",
                    "rules": [f"{form} => {word}" for form, word in IRREGULAR.items()],
                },
                **ENDS,
                "french_stemmer": {"type": "stemmer", "language": "french"},
                "english_stemmer": {"type": "stemmer", "language": "porter2"},
                "edgengram": {
                    "type": "edge_ngram",
                    "min_gram": 1,
                    "max_gram": LONGEST_BEGINNING,
                    "preserve_original": True,
                },
            },
            "analyzer": {
                "default": analyser(),  # of every text for which nothing else is said
                "folded_words": analyser(),
                "french_words": analyser("french_irregular", *ENDS, "french_stemmer"),
                "english_words": analyser("english_stemmer"),
                "edgengram_analyzer": analyser("edgengram"),
            },
        }
    }
}
