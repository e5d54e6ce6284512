"""The four columns of an audience table, in the order in which they are read."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Column:
    """``key`` names the cell in code and data, ``heading`` is what stands above it."""

    key: str
    heading: Promise


PURPOSES = Column("purposes", _("Why?"))
OUTCOMES = Column("outcomes", _("For what outcomes?"))
MEANS = Column("means", _("How?"))
EXAMPLES = Column("examples", _("Examples"))
COLUMNS = (PURPOSES, OUTCOMES, MEANS, EXAMPLES)
