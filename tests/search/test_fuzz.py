"""What people can send that is no search: nothing of it is an error."""

from itertools import islice

import pytest
from django.urls import reverse
from wagtail.models import Locale

from benchmarks.search_fuzz import ask_all, queries, sent
from blog.models import BlogIndexPage
from search.models import SynonymSet
from tests.blog.factories import make_comment
from tests.factories import make_author, make_story

COUNT, REQUESTS = 2_000, 200


@pytest.fixture
def content(tool) -> Locale:
    story = make_story(BlogIndexPage.objects.get(), authors=[make_author()], tags=["école"])
    make_comment(story, "Aujourd’hui, l’enfant « œuvre » à l’école : 28,7 %.")
    locale = Locale.get_active()
    SynonymSet.objects.create(locale=locale, words="CPE\ncentre de la petite enfance")
    return locale


def test_no_query_fails(content):
    for typed in islice(queries(), COUNT):
        ask_all(typed, content)


def test_no_request_fails(client, content):
    for typed in islice(queries(seed=5), REQUESTS):
        for name in ("search:results", "search:suggestions"):
            response = client.get(f"{reverse(name)}?q={sent(typed)}&page={sent(typed[:9])}")
            assert response.status_code < 500, (name, typed[:80])
