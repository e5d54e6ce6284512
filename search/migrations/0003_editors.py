"""What editors see of the search and give it: searches of readers, and synonyms."""

import django.db.models.deletion
from django.db import migrations, models

import search.models.synonyms


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_words"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [
        migrations.CreateModel(
            name="SynonymSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        help_text="One variant on each line, such as “RH” and “ressources humaines”. Whoever looks for one finds the others too. Accents, capitals and plurals make no difference.",  # noqa: E501
                        verbose_name="words",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        default=search.models.synonyms.default_locale,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="language",
                    ),
                ),
            ],
            options={
                "verbose_name": "set of synonyms",
                "verbose_name_plural": "synonyms",
                "ordering": ["words", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HiddenSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=200)),
                ("hidden_at", models.DateTimeField(auto_now_add=True)),
                (
                    "locale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.locale",
                    ),
                ),
            ],
            options={
                "verbose_name": "hidden search",
                "verbose_name_plural": "hidden searches",
                "permissions": [("hide_search", "Can hide searches from suggestions")],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("locale", "words"), name="one_hidden_search")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("words", models.CharField(max_length=200, verbose_name="words")),
                ("written", models.CharField(max_length=200, verbose_name="as it was typed")),
                ("found", models.PositiveIntegerField(null=True, verbose_name="results")),
                ("searches", models.PositiveIntegerField(default=0, verbose_name="searches")),
                ("clicks", models.PositiveIntegerField(default=0, verbose_name="results followed")),
                (
                    "locale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.locale",
                    ),
                ),
            ],
            options={
                "verbose_name": "search of readers",
                "verbose_name_plural": "searches of readers",
                "default_permissions": ("view",),
                "indexes": [models.Index(fields=["day"], name="search_tally_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("locale", "words", "day"), name="one_tally_a_day"
                    )
                ],
            },
        ),
    ]
