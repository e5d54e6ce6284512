"""The person who may do everything on a machine of one's own."""

from django.contrib.auth import get_user_model
from django.utils.crypto import get_random_string

NAME = "admin"
ADDRESS = "admin@agirtot.example"  # notices to moderators go there


def create() -> str | None:
    """The new administrator's password, or None where there is an administrator already."""
    people = get_user_model()
    if people.objects.filter(username=NAME).exists():
        return None
    password = get_random_string(16)
    people.objects.create_superuser(NAME, email=ADDRESS, password=password)
    return password
