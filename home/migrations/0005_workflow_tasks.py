"""Steps of reviews with due dates, and news of them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("home", "0004_expert_reviews"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=255)),
                ("person", models.CharField(blank=True, max_length=200)),
                ("task", models.CharField(blank=True, max_length=255)),
                ("comment", models.TextField(blank=True)),
                ("day", models.DateTimeField(null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now),
                ),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ReviewState",
            fields=[
                (
                    "taskstate_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.taskstate",
                    ),
                ),
                (
                    "due_on",
                    models.DateField(blank=True, db_index=True, null=True, verbose_name="due"),
                ),
                (
                    "reminded_on",
                    models.DateField(blank=True, null=True, verbose_name="last reminder"),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken care of by",
                    ),
                ),
            ],
            options={
                "verbose_name": "step under way",
                "verbose_name_plural": "steps under way",
                "default_permissions": (),
            },
            bases=("wagtailcore.taskstate",),
        ),
        migrations.CreateModel(
            name="ReviewTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        default=7, help_text="0: no due date.", verbose_name="days to decide"
                    ),
                ),
                (
                    "days_between_reminders",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="Once the due date is over. 0: no reminder.",
                        verbose_name="days between reminders",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",  # noqa: E501
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "review by groups, with a due date",
                "verbose_name_plural": "reviews by groups, with a due date",
            },
            bases=("wagtailcore.task",),
        ),
    ]
