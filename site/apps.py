from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Where the apps that do not know each other are wired together."""

    name = "agirtot"

    def ready(self) -> None:
        from agirtot import contributed_stories  # noqa: F401
