"""Content for tests, made the way editors make it."""

from collections.abc import Sequence
from datetime import date

from blog.models import Author, BlogIndexPage, BlogPage, Category, StoryAuthor
from toolkit.import_plan import plan_import
from toolkit.importers.document import AudienceTable, DocumentRow, ToolDocument
from toolkit.models import AudiencePage, ToolIndexPage, ToolPage
from toolkit.services import apply_import


def make_document(**fields) -> ToolDocument:
    """A tool of two audiences; a purpose and a means recur."""
    tables = [
        AudienceTable(
            "Décideurs",
            "élus, directions",
            [
                DocumentRow(
                    ["Rendre visible"], ["Être reconnu"], ["Un bilan chiffré"], ["Le bilan"]
                ),
                DocumentRow(["Faire durer"], ["Inscrire l’action"], ["Relier aux politiques"], []),
                DocumentRow(["Défendre un enjeu"], ["Peser"], ["Une lettre", "Un bilan chiffré"]),
            ],
        ),
        AudienceTable(
            "Parents", "", [DocumentRow(["Faire durer"], ["Mobiliser"], [], ["Un café"])]
        ),
    ]
    return ToolDocument(**{"title": "Pourquoi partager", "tables": tables} | fields)


def make_tool(parent: ToolIndexPage, publish: bool = True, **fields) -> ToolPage:
    return apply_import(plan_import(make_document(**fields)), parent=parent, publish=publish)


def audience_of(tool: ToolPage, title: str) -> AudiencePage:
    return AudiencePage.objects.child_of(tool).get(title=title)


def make_large_tool(
    parent: ToolIndexPage, *, audiences: int, links: int, target: int, **fields
) -> ToolPage:
    """A published tool whose means hold ``links`` links to the page ``target``, spread evenly."""
    share = -(-links // audiences)
    left = links
    tables = []
    for number in range(audiences):
        means = [f"Moyen [numéro {n}](page:{target})" for n in range(min(share, left))]
        left -= len(means)
        row = DocumentRow(
            [f"But {number}"], ["Une retombée"], means or ["Un moyen"], ["Un exemple"]
        )
        tables.append(AudienceTable(f"Public {number}", "", [row]))
    return make_tool(parent, tables=tables, **fields)


def make_author(name: str = "Mireille Lavoie", **fields) -> Author:
    return Author.objects.create(name=name, **fields)


def make_category(name: str = "Mobilisation", **fields) -> Category:
    return Category.objects.create(name=name, **fields)


def make_story(
    blog: BlogIndexPage,
    title: str = "Quatre cafés",
    *,
    authors: Sequence[Author] = (),
    tags: Sequence[str] = (),
    publish: bool = True,
    **fields,
) -> BlogPage:
    """A story signed by ``authors``; without any, by nobody."""
    body = [("paragraph", "<p>Nous avons choisi quatre villages.</p>")]
    given = {"date": date(2026, 3, 12), "lead": "On a déplacé la table.", "body": body}
    story = BlogPage(title=title, live=False, **(given | fields))
    story.story_authors = [
        StoryAuthor(author=author, sort_order=place) for place, author in enumerate(authors)
    ]
    blog.add_child(instance=story)
    story.tags.set(tags)
    revision = story.save_revision()
    if publish:
        revision.publish()
        story.refresh_from_db()
    return story
