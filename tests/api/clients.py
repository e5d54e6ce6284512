"""Models that a generator made of the document read what the API answers: see ``.ci/clients``."""

import api_models as models
from django.test import Client

from blog.models import BlogIndexPage
from tests.factories import make_author, make_story


def answer(path: str) -> bytes:
    response = Client().get(f"/api/v3/{path}")
    assert response.status_code == 200, response.content
    return response.content


def test_generated_models_read_a_story_an_audience_and_a_search(tool):
    story = make_story(BlogIndexPage.objects.get(), "Quatre cafés", authors=[make_author()])
    read = models.BlogPage.model_validate_json(answer(f"pages/{story.pk}/"))
    assert (read.title, read.authors[0].name) == ("Quatre cafés", "Mireille Lavoie")
    audiences = models.AudienceList.model_validate_json(answer(f"tools/{tool.pk}/audiences/"))
    audience = models.AudiencePage.model_validate_json(answer(f"pages/{audiences.items[0].id}/"))
    assert audience.rows[0].value.purposes
    found = models.SearchOut.model_validate_json(answer("search/?q=quatre"))
    assert found.query == "quatre"
