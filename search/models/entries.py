"""The index of what readers can find: written by ``search.indexing`` alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """In the order in which readers choose among them."""

    ROW = "row", _("Rows of tools")
    TOOL = "tool", _("Tools")
    PAGE = "page", _("Pages")
    STORY = "story", _("Stories")
    ACHIEVEMENT = "achievement", _("Achievements")
    COMMENT = "comment", _("Comments")


class FacetSet(models.Model):
    """What many entries have in common: one row for each combination of facets that occurs.

    ``values`` is ``{"kind": [["row", ""]], "audience": [["parents", "Parents"]], …}``: for
    each facet, the keys that stand in addresses and their labels. Its id is made of them: it
    never stands for others.
    """

    id = models.BigIntegerField(primary_key=True)
    values = models.JSONField()

    class Meta:
        verbose_name = "combination of facets"

    def __str__(self) -> str:
        return str(self.values)


class Entry(models.Model):
    """One thing that readers can find. All of it is public, or else it is not here.

    ``parts`` is what it says, for excerpts: ``[[column, [text, …]], …]``, columns being those
    of ``search.expressions``. Its words are in the table ``search_words``, which each database
    has in its own kind (docs/adr/0012).
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(
        max_length=60, help_text="What it is of the page: empty, or a row's or a comment's id."
    )
    facets = models.ForeignKey(FacetSet, on_delete=models.PROTECT, related_name="+")
    date = models.DateField(null=True)
    length = models.PositiveIntegerField(help_text="In words.")
    digest = models.CharField(max_length=64, help_text="Of all the others.")
    # Long texts come last: SQLite reads a row from its beginning as far as it is needed.
    title = models.TextField()
    context = models.TextField(blank=True, help_text="Where it stands, or who wrote it.")
    tint = models.CharField(max_length=20, blank=True)
    parts = models.JSONField(default=list)

    class Meta:
        verbose_name = "entry of the search index"
        constraints = [
            models.UniqueConstraint(fields=["page", "key"], name="one_entry_for_each_thing")
        ]

    def __str__(self) -> str:
        return self.title


class VocabularyWord(models.Model):
    """A word of the index as it is written, for "did you mean". Who offers it makes sure
    that something public still holds it."""

    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    exact = models.CharField(max_length=60)
    written = models.CharField(max_length=60)

    class Meta:
        verbose_name = "word of the index"
        constraints = [
            models.UniqueConstraint(fields=["locale", "exact"], name="one_vocabulary_word")
        ]

    def __str__(self) -> str:
        return self.written


class Misspelling(models.Model):
    """The beginning of a word with up to two letters left out (SymSpell's deletions)."""

    word = models.ForeignKey(VocabularyWord, on_delete=models.CASCADE, related_name="misspellings")
    letters = models.CharField(max_length=8, db_index=True)

    class Meta:
        verbose_name = "misspelling"

    def __str__(self) -> str:
        return self.letters
