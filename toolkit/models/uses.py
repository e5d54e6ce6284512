"""How often readers used a row, counted by day. Nobody's name, address or browser is here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RowUse(models.Model):
    """One day's uses of a row in all its languages: each has the ``uuid`` of the same block.

    No foreign key: a row that is unpublished for a day is deleted from ``Row``, and is the
    same when it comes back.
    """

    day = models.DateField(_("day"))
    row = models.UUIDField(_("row"))
    uses = models.PositiveIntegerField(_("uses"), default=0)

    class Meta:
        verbose_name = _("use of a row")
        verbose_name_plural = _("uses of rows")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["row", "day"], name="one_count_of_uses_a_day")
        ]
        indexes = [models.Index(fields=["day"], name="toolkit_row_use_day")]

    def __str__(self) -> str:
        return f"{self.row} · {self.day}"
