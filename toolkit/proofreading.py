"""The checks for tools and their tables."""

from collections.abc import Iterator

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from home.proofreading import Remark, proofreads
from toolkit.models import AudiencePage, ToolPage


@proofreads("empty_rows", AudiencePage)
def empty_rows(page: AudiencePage) -> Iterator[Remark]:
    for number, block in enumerate(page.rows, start=1):
        cells = (block.value[name] for name in ("outcomes", "means", "examples"))
        if not any(strip_tags(str(item)).strip() for cell in cells for item in cell):
            sentence = _("Row %(number)d has nothing but its purpose.")
            yield Remark("rows", sentence % {"number": number})


@proofreads("licence", ToolPage)
def licence(page: ToolPage) -> Iterator[Remark]:
    if not page.licence:
        yield Remark("licence", _("No licence of its own: that of the site will apply."))
