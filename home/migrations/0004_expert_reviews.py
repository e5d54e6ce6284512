"""Experts without an account read a draft by a secret link, and say what they think of it."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import home.models.reviews


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_outbox"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExpertReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pinned", models.BooleanField(default=False)),
                ("pages_below", models.BooleanField(default=False)),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="address (email)"),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("message", models.TextField(blank=True, max_length=2000, verbose_name="message")),
                (
                    "nonce",
                    models.CharField(
                        default=home.models.reviews.new_nonce, editable=False, max_length=32
                    ),
                ),
                ("invited_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approve", "It can be published"),
                            ("changes", "Changes are needed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("verdict_message", models.TextField(blank=True, max_length=3000)),
                ("answered_at", models.DateTimeField(null=True)),
                ("handled_at", models.DateTimeField(null=True)),
                (
                    "handled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="expert_reviews",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "expert review",
                "verbose_name_plural": "expert reviews",
                "ordering": ["-invited_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("anchor", models.CharField(blank=True, max_length=60)),
                (
                    "quoted",
                    models.CharField(
                        blank=True,
                        help_text="How the passage began when the remark was made.",
                        max_length=200,
                    ),
                ),
                ("text", models.TextField(max_length=3000)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="answer")),
                ("resolved_at", models.DateTimeField(null=True)),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="home.expertreview",
                    ),
                ),
            ],
            options={
                "verbose_name": "remark",
                "ordering": ["created_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="expertreview",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("revoked_at", None), ("verdict", ""), models.Q(("email", ""), _negated=True)
                ),
                fields=("page", "email"),
                name="one_invitation_for_each",
            ),
        ),
    ]
