"""Where pages tell that a link to a row was followed. Nothing in it tells by whom."""

from django.http import HttpRequest

from home.counting import told_by_pages
from toolkit.uses.tally import note_use


@told_by_pages
def count(request: HttpRequest) -> None:
    """Field ``row``, its id."""
    note_use(request.POST.get("row", ""))
