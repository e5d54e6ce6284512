"""Content for tests, made the way editors make it."""

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
