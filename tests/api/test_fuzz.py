"""Whatever the document allows is answered as it says, whatever it does not is refused."""

import pytest

from benchmarks.api_fuzz import ANYBODY, fuzz
from blog.models import BlogIndexPage
from tests.blog.factories import make_comment
from tests.factories import make_author, make_category, make_story

ROLES = [
    "administrator",
    "Administration",
    "Rédaction",
    "Publication",
    "Blogueuses et blogueurs",
    "Modération",
    "Traduction",
]


@pytest.mark.once
@pytest.mark.parametrize("role", [ANYBODY, *ROLES])
def test_the_api_withstands_a_thousand_questions_of(role, tool):
    story = make_story(
        BlogIndexPage.objects.get(), authors=[make_author()], category=make_category(), tags=["a"]
    )
    make_comment(story)
    assert fuzz(count=1_000, role=role) == {}
