"""The file that is sent."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from blog.importing.uploads import LARGEST

MEGABYTE = 1024**2


class ExportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Where it comes from"),
        choices=[("disqus", _("Disqus: comments")), ("wordpress", _("WordPress: posts"))],
        widget=forms.RadioSelect,
        initial="disqus",
    )
    file = forms.FileField(
        label=_("Export"),
        help_text=_("The file as it was downloaded (.xml or .xml.gz), up to 200 MB."),
        widget=forms.FileInput(attrs={"accept": ".xml,.gz"}),
    )
    threads = forms.FileField(
        label=_("List of threads"),
        required=False,
        help_text=_(
            "For Disqus, once you filled in the list (CSV) of threads that found no story."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith((".xml", ".xml.gz", ".gz")):
            raise ValidationError(_("Choose a file whose name ends in .xml or .xml.gz."))
        if file.size > LARGEST:
            raise ValidationError(
                _(
                    "This file is larger than %(limit)d MB. Whoever runs the site can import it "
                    "with the command import_disqus or import_wordpress."
                )
                % {"limit": LARGEST // MEGABYTE}
            )
        return file

    def clean_threads(self) -> UploadedFile | None:
        file = self.cleaned_data["threads"]
        if file and file.size > MEGABYTE:
            raise ValidationError(_("This list is larger than 1 MB."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("threads") and cleaned.get("kind") == "wordpress":
            self.add_error("threads", _("Only comments of Disqus take a list of threads."))
        return cleaned
