"""What is known of searches goes once its time is over: docs/reference/personal-data.md."""

from __future__ import annotations

from django.db.models import Exists
from django.utils.translation import ngettext
from wagtail.contrib.search_promotions.models import Query

from home.counting import before
from home.daily import daily_job
from search.models import SearchTally
from search.tally import searched_elsewhere

KEPT = 400  # days: a year can be compared with the one before
KEPT_IF_ALONE = 30  # days: what one person asked once is that person's own words


@daily_job
def forget_searches() -> str:
    count, _by_model = SearchTally.objects.filter(day__lt=before(KEPT)).delete()
    old = SearchTally.objects.filter(~Exists(searched_elsewhere()), day__lt=before(KEPT_IF_ALONE))
    # Searches first: a click that was counted after midnight goes with the search it was for.
    for searches in (1, 0):
        count += old.filter(searches=searches).delete()[0]
    said = ngettext("%(count)d search forgotten.", "%(count)d searches forgotten.", count)
    return said % {"count": count}


@daily_job
def forget_unused_promotions() -> str:
    """Wagtail keeps the words of a promotion after its last result is taken away."""
    before_it = Query.objects.count()
    Query.garbage_collect()
    count = before_it - Query.objects.count()
    said = ngettext(
        "Words of %(count)d former promotion deleted.",
        "Words of %(count)d former promotions deleted.",
        count,
    )
    return said % {"count": count}
