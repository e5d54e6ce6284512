"""How a search server reads words: as ``search.analysis`` does, as nearly as its filters can.

For ``INDEX_SETTINGS`` of modelsearch's backends for OpenSearch and Elasticsearch. Nothing that
says little ("les", "avec") is left out: a title can consist of it. Plain Python.
"""

from search.analysis import FRENCH_ENDS

# Before an apostrophe, what belongs to no word: as in search.analysis.PIECE.
ELISIONS = "c d j l m n qu s t jusqu lorsqu puisqu quoiqu".split()
LONGEST_BEGINNING = 20

# Java's regular expressions know \w as Latin letters without accents, which is what is left.
ENDS = {
    f"french_end_{number}": {
        "type": "pattern_replace",
        "pattern": end.pattern,
        "replacement": instead,
    }
    for number, (end, instead) in enumerate(FRENCH_ENDS)
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
                **ENDS,
                "french_stemmer": {"type": "stemmer", "language": "french"},
                "english_stemmer": {"type": "stemmer", "language": "english"},
                "edgengram": {
                    "type": "edge_ngram",
                    "min_gram": 1,
                    "max_gram": LONGEST_BEGINNING,
                    "preserve_original": True,
                },
            },
            "analyzer": {
                "default": analyser(),  # of every text for which nothing else is said
                "french_words": analyser(*ENDS, "french_stemmer"),
                "english_words": analyser("english_stemmer"),
                "edgengram_analyzer": analyser("edgengram"),  # modelsearch's name for it
            },
        }
    }
}
