"""Words that mean the same: whoever looks for one finds the others too."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from search.analysis import language_of, words_of

MOST_VARIANTS = 20

type Stems = tuple[str, ...]


def default_locale() -> int | None:
    return Locale.get_default().pk


class SynonymSet(models.Model):
    """``words`` has one variant on each line: "RH", "ressources humaines"."""

    locale = models.ForeignKey(
        "wagtailcore.Locale",
        verbose_name=gettext_lazy("language"),
        on_delete=models.CASCADE,
        related_name="+",
        default=default_locale,
    )
    words = models.TextField(
        gettext_lazy("words"),
        help_text=gettext_lazy(
            "One variant on each line, such as “RH” and “ressources humaines”. Whoever looks for "
            "one finds the others too. Accents, capitals and plurals make no difference."
        ),
    )

    class Meta:
        verbose_name = gettext_lazy("set of synonyms")
        verbose_name_plural = gettext_lazy("synonyms")
        ordering = ["words", "pk"]

    def __str__(self) -> str:
        return " = ".join(self.variants)

    @property
    def variants(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.words.splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def clean(self) -> None:
        """Not held by the database: ``search.synonyms`` bears two sets that share a variant."""
        self.words = "\n".join(self.variants)
        if len(self.variants) > MOST_VARIANTS:
            raise _refusal(
                _("A set has at most %(most)d variants; this one has %(count)d.")
                % {"most": MOST_VARIANTS, "count": len(self.variants)}
            )
        language = self.locale.language_code if self.locale_id else ""
        stems = {variant: stems_of(variant, language) for variant in self.variants}
        if empty := [variant for variant, found in stems.items() if not found]:
            raise _refusal(_("“%(variant)s” holds no word to look for.") % {"variant": empty[0]})
        if len(set(stems.values())) < 2:
            raise _refusal(
                _(
                    "Give at least two variants, one on each line. Two that differ by accents, "
                    "capitals or a plural only are one for the search."
                )
            )
        self._check_elsewhere(stems, language)

    def _check_elsewhere(self, stems: dict[str, Stems], language: str) -> None:
        others = SynonymSet.objects.filter(locale=self.locale_id).exclude(pk=self.pk)
        taken = {
            stems_of(variant, language): other for other in others for variant in other.variants
        }
        for variant, found in stems.items():
            if found in taken:
                raise _refusal(
                    _("“%(variant)s” is already in another set: %(set)s. Add your variants there.")
                    % {"variant": variant, "set": taken[found]}
                )


def stems_of(variant: str, language: str) -> Stems:
    """Without the words that say nothing alone; none where all of them are such."""
    is_empty = language_of(language).is_empty
    return tuple(word.stem for word in words_of(variant, language) if not is_empty(word.exact))


def _refusal(sentence: str) -> ValidationError:
    return ValidationError({"words": sentence})
