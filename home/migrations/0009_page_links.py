"""The links of published pages, for the report of those that are broken."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0008_tokens"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PageLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "anchor",
                    models.CharField(
                        blank=True, help_text="Block id, or name of a field.", max_length=60
                    ),
                ),
                ("target", models.BigIntegerField(null=True)),
                ("url", models.URLField(blank=True, max_length=2000, verbose_name="address")),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                (
                    "error",
                    models.CharField(blank=True, max_length=200, verbose_name="what went wrong"),
                ),
                ("checked_at", models.DateTimeField(null=True, verbose_name="checked")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="written_links",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "link",
                "verbose_name_plural": "links",
                "ordering": ["page", "pk"],
                "default_permissions": (),
            },
        ),
    ]
