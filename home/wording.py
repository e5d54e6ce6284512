"""Words of Django that our catalogue says otherwise: it holds what is named in our code alone."""

from django.utils.translation import ngettext_lazy

# Django's French has « il y a 1 année ».
YEARS = ngettext_lazy("%(num)d year", "%(num)d years", "num")
