"""How strict each check before submission is."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0006_privacy_page"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProofreadingSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        choices=[
                            ("off", "off"),
                            ("advice", "advice"),
                            ("blocking", "blocks submission and publication"),
                        ],
                        default="advice",
                        max_length=10,
                        verbose_name="length of the title",
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        choices=[
                            ("off", "off"),
                            ("advice", "advice"),
                            ("blocking", "blocks submission and publication"),
                        ],
                        default="advice",
                        max_length=10,
                        verbose_name="description for search engines",
                    ),
                ),
                (
                    "alternative_text",
                    models.CharField(
                        choices=[
                            ("off", "off"),
                            ("advice", "advice"),
                            ("blocking", "blocks submission and publication"),
                        ],
                        default="advice",
                        max_length=10,
                        verbose_name="alternative text of pictures",
                    ),
                ),
                (
                    "headings",
                    models.CharField(
                        choices=[
                            ("off", "off"),
                            ("advice", "advice"),
                            ("blocking", "blocks submission and publication"),
                        ],
                        default="advice",
                        max_length=10,
                        verbose_name="order of headings",
                    ),
                ),
                (
                    "links",
                    models.CharField(
                        choices=[
                            ("off", "off"),
                            ("advice", "advice"),
                            ("blocking", "blocks submission and publication"),
                        ],
                        default="advice",
                        max_length=10,
                        verbose_name="links to pages that are not there",
                    ),
                ),
                (
                    "empty_rows",
                    models.CharField(
                        choices=[
                            ("off", "off"),
                            ("advice", "advice"),
                            ("blocking", "blocks submission and publication"),
                        ],
                        default="advice",
                        max_length=10,
                        verbose_name="empty rows of tables",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("off", "off"),
                            ("advice", "advice"),
                            ("blocking", "blocks submission and publication"),
                        ],
                        default="advice",
                        max_length=10,
                        verbose_name="licence of tools",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="wagtailcore.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "proofreading",
                "verbose_name_plural": "proofreading",
            },
        ),
    ]
