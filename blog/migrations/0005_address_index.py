"""The history of an address is asked at each comment; the package's table has no index for it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0004_moderators"),
        ("django_comments", "0004_add_object_pk_is_removed_index"),
    ]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX blog_comment_address ON django_comments (user_email)",
            "DROP INDEX blog_comment_address",
        )
    ]
