"""What readers looked for, counted by day. Nobody's name, address or browser is here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.query import MAX_LENGTH


class SearchTally(models.Model):
    """One day's searches for the same words: ``words`` is ``home.folding.fold_words`` of them.

    ``written`` is how they were typed last. ``found`` is how many results there were last;
    None while only a click has come in, which can overtake the search it belongs to.
    """

    day = models.DateField(_("day"))
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    words = models.CharField(_("words"), max_length=MAX_LENGTH)
    written = models.CharField(_("as it was typed"), max_length=MAX_LENGTH)
    found = models.PositiveIntegerField(_("results"), null=True)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    clicks = models.PositiveIntegerField(_("results followed"), default=0)

    class Meta:
        verbose_name = _("search of readers")
        verbose_name_plural = _("searches of readers")
        default_permissions = ("view",)
        constraints = [
            # In this order it also finds the latest day of the same words.
            models.UniqueConstraint(fields=["locale", "words", "day"], name="one_tally_a_day")
        ]
        indexes = [models.Index(fields=["day"], name="search_tally_day")]

    def __str__(self) -> str:
        return self.written


class HiddenSearch(models.Model):
    """Words that are never suggested to readers, because an editor said so."""

    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=MAX_LENGTH)
    hidden_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("hidden search")
        verbose_name_plural = _("hidden searches")
        default_permissions = ()
        permissions = [("hide_search", _("Can hide searches from suggestions"))]
        constraints = [
            models.UniqueConstraint(fields=["locale", "words"], name="one_hidden_search")
        ]

    def __str__(self) -> str:
        return self.words
