from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = _("Blog")

    def ready(self) -> None:
        from django_comments_xtd.models import publish_or_unpublish_on_pre_save

        from blog.comments import daily  # noqa: F401
        from blog.models import Author, Category, Comment
        from home.purging import forget_with

        # It publishes the waiting replies of a comment that is saved, and counts them again.
        pre_save.disconnect(publish_or_unpublish_on_pre_save, sender="blog.Comment")
        for shown in (Author, Category, Comment):
            forget_with(shown)
