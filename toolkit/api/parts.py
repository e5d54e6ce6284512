"""What pages of the toolkit answer beside their own fields."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr

from home.api.answer import Answer
from home.api.fields import part
from home.api.schemas import LaterPage, LicenceOut, Tree
from home.api.seen import hide, seen
from toolkit.api.schemas import AudienceRef, Licences, ToolRef, place, tool_ref
from toolkit.models import AudiencePage, ToolIndexPage, ToolPage
from toolkit.models.achievements import ContributionPage


@hide
def below_an_unpublished_tool() -> Exists:
    """An audience is read as a part of its tool: without it, its own address answers 404."""
    above = Substr("path", 1, Length("path") - ToolPage.steplen)
    return Exists(
        AudiencePage.objects.filter(pk=OuterRef("pk"))
        .alias(above=above)
        .filter(Exists(ToolPage.objects.filter(live=False, path=OuterRef("above"))))
    )


@part(ToolIndexPage, "featured", LaterPage)
def featured(page: ToolIndexPage, answer: Answer) -> object:
    return answer.page(page.featured_id)


@part(ContributionPage, "licence", LicenceOut)
@part(ToolPage, "licence", LicenceOut)
def licence(page: ToolPage | ContributionPage, answer: Answer) -> Tree:
    return Licences(answer.request).of(page)


@part(ToolPage, "audiences", list[AudienceRef])
def audiences(page: ToolPage, answer: Answer) -> list[Tree]:
    below = AudiencePage.objects.child_of(page).defer_streamfields().order_by("path")
    return [place(audience, answer.request) for audience in seen(below)]


@part(AudiencePage, "tool", ToolRef)
def tool(page: AudiencePage, answer: Answer) -> Tree:
    above = ToolPage.objects.ancestor_of(page).get()
    return tool_ref(above, Licences(answer.request))
