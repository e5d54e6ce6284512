"""Where an expert's remarks stand in the templates that readers get: there they are nothing."""

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import translation

from home.reviews.reading import Reading, place_of

register = template.Library()


@register.simple_tag(takes_context=True)
def remarks(context: Context, anchor: object = "", label: object = "") -> str:
    """The remarks on a passage and the way to another: ``anchor`` is a block's id or a field."""
    reading: Reading | None = context.get("reading")
    if reading is None:
        return ""
    anchor = str(anchor)
    values = {
        "reading": reading,
        "review": reading.review,
        "anchor": anchor,
        "place": place_of(anchor),
        "label": label,
        "remarks": reading.at(anchor),
        "form": reading.form_at(anchor),
    }
    return in_their_language(reading, "home/reviews/remarks.html", values)


@register.simple_tag(takes_context=True)
def review_part(context: Context, name: str) -> str:
    """The bar above the draft, or the opinion below it."""
    reading: Reading = context["reading"]
    values = {
        "reading": reading,
        "review": reading.review,
        "page": context["page"],
        "frame": context["frame"],
    }
    return in_their_language(reading, f"home/reviews/{name}.html", values)


def in_their_language(reading: Reading, name: str, values: dict[str, object]) -> str:
    with translation.override(reading.review.language):
        return render_to_string(name, values)
