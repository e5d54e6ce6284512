"""What the documents tell people to type and to open is there."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
OWN_APPS = {"agirtot", "home", "toolkit", "blog", "search"}


def readme_command(word: str) -> str:
    return subprocess.run(
        [ROOT / ".ci" / "readme-command", word], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_the_readme_tells_the_two_commands_and_ci_runs_its_test():
    assert readme_command("demo") == "pip install uv && uv run manage.py demo"
    assert readme_command("pytest") == "pip install uv && uv run pytest"
    assert ".ci/readme-command pytest" in (ROOT / ".ci" / "run").read_text()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path):
    for target in LINK.findall(path.read_text()):
        assert (path.parent / target).exists(), target


def test_every_command_is_in_the_reference():
    reference = (ROOT / "docs" / "reference" / "commands.md").read_text()
    own = {name for name, app in get_commands().items() if app in OWN_APPS}
    assert own
    assert set(re.findall(r"^## `(\w+)", reference, re.MULTILINE)) == own


@pytest.mark.django_db
def test_what_the_reference_of_the_api_asks_is_answered(client):
    text = (ROOT / "docs" / "reference" / "api.md").read_text()
    asked = re.findall(r"curl -s '?http://127\.0\.0\.1:8000(/[^\s']+)", text)
    assert len(asked) == text.count("curl ") > 5
    for address in asked:
        wrong = "limit=1000" in address  # the example of an error
        assert client.get(address).status_code == (422 if wrong else 200), address


def test_decisions_that_the_code_names_exist():
    files = [path for app in ("site", "home", "toolkit") for path in (ROOT / app).rglob("*.py")]
    numbers = {
        number
        for path in [*files, ROOT / "agirtot.py", ROOT / "pyproject.toml"]
        for number in re.findall(r"docs/adr/(\d{4})", path.read_text())
    }
    assert numbers <= {path.name[:4] for path in (ROOT / "docs" / "adr").glob("*.md")}
