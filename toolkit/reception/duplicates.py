"""What an editor may have seen before: the same file, nearly the same title, the same sender."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from home.folding import fold_words
from toolkit.models import Contribution, ContributionFile

State = Contribution.State
ALIKE = 85  # of 100
LATEST = 500


@dataclass
class Duplicate:
    contribution: Contribution
    reasons: list[Promise] = field(default_factory=list)


def duplicates_of(contribution: Contribution) -> list[Duplicate]:
    """In three queries, the likeliest first."""
    found: dict[int, list[Promise]] = defaultdict(list)
    digests = contribution.files.values("digest")
    same_files = ContributionFile.objects.filter(digest__in=digests)
    for pk in same_files.values_list("contribution", flat=True).distinct():
        found[pk].append(_("the same file"))
    others = Contribution.objects.sent().exclude(pk=contribution.pk)
    title = fold_words(contribution.title)
    known = others.order_by("-sent_at").values_list("pk", "title", "email")
    mine = Q(email=contribution.email)
    for pk, other, _email in (*known.filter(mine)[:LATEST], *known.exclude(mine)[:LATEST]):
        if title and fuzz.token_sort_ratio(title, fold_words(other)) >= ALIKE:
            found[pk].append(_("nearly the same title"))
    for pk, _title, _email in known.filter(mine)[:LATEST]:
        found[pk].append(_("the same sender"))
    rows = others.in_bulk(found)
    duplicates = [Duplicate(row, found[pk]) for pk, row in rows.items()]
    return sorted(duplicates, key=lambda one: (-len(one.reasons), -one.contribution.pk))
