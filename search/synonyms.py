"""What else to look for: the synonyms that editors gave, as the search reads them."""

from __future__ import annotations

from search.analysis import words_of
from search.models import SynonymSet
from search.models.synonyms import Stems, stems_of


def variants(locale_id: int, language: str) -> dict[Stems, tuple[Stems, ...]]:
    """Of each variant's stems, the stems of the others of its set. One query.

    What is looked up has lost the words that say nothing ("centre petit enfanc"), or not, in a
    phrase: either way it is found here. What is to be found instead has them all, since texts do.
    """
    found: dict[Stems, dict[Stems, None]] = {}
    for given in SynonymSet.objects.filter(locale=locale_id).order_by("pk"):
        # By what says something, so that "the same" means here what it means in the form.
        whole = {
            stems_of(variant, language): tuple(word.stem for word in words_of(variant, language))
            for variant in given.variants
        }
        whole.pop((), None)
        for full, stems in whole.items():
            others = {other: None for key, other in whole.items() if key != full}
            for asked in {full, stems}:
                found.setdefault(asked, {}).update(others)
    return {asked: tuple(others) for asked, others in found.items() if others}
