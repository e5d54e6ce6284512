"""What came from elsewhere, so that it comes once."""

from django.db import models


class ImportedPage(models.Model):
    """An export's post and the page that was made of it; none once editors deleted that."""

    key = models.CharField(max_length=63, unique=True)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    imported_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key
