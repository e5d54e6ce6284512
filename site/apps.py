from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class ProjectConfig(AppConfig):
    """Where the apps that do not know each other are wired together."""

    name = "agirtot"
    default = True

    def ready(self) -> None:
        from agirtot import contributed_stories  # noqa: F401


class StaticFiles(StaticFilesConfig):
    """Leaves out what no page asks for: ninja brings two programs to draw its document with."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "redoc*"]
