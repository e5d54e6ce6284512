"""What a story answers beside its own fields."""

from blog.api.schemas import AuthorRef, CategoryRef, People, author_tree, category_tree
from blog.models import BlogPage
from home.api.answer import Answer
from home.api.fields import join, part
from home.api.schemas import Tree

join(BlogPage, "category")


def people_of(page: BlogPage) -> People:
    """Asked once for both parts."""
    if not hasattr(page, "_people"):
        page._people = People([page])
    return page._people


@part(BlogPage, "authors", list[AuthorRef])
def authors(page: BlogPage, answer: Answer) -> list[Tree]:
    return [author_tree(author, answer) for author in people_of(page).authors.get(page.pk, [])]


@part(BlogPage, "category", CategoryRef | None)
def category(page: BlogPage, answer: Answer) -> Tree | None:
    return category_tree(people_of(page).categories.get(page.pk))


@part(BlogPage, "picture_alt", str)
def picture_alt(page: BlogPage, answer: Answer) -> str:
    """What the picture says in this story; empty: its own description holds."""
    return page.picture_alt
