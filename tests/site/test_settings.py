"""Settings refuse to start half set, and contradictions are said."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from home import checks

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "SECRET_KEY": "zSxp4Yq2VbN8kLwT0cRj6hGdF1mUaE9o-7iQvXyB3sKnPtZrWeJ5",
    "BASE_URL": "https://agirtot.example",
    "DATABASE_URL": "postgres://agirtot@127.0.0.1:1/agirtot",
    "MAIL_FROM": "bonjour@agirtot.example",
    "SMTP_HOST": "localhost",
}


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess:
    # What the browser tests set is for the process that they run in.
    ours = {*PRODUCTION, "DJANGO_ALLOW_ASYNC_UNSAFE"}
    clean = {name: value for name, value in os.environ.items() if name not in ours}
    clean |= {"DJANGO_SETTINGS_MODULE": "agirtot.settings.production"} | variables
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=clean,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_production_passes_the_deployment_checks(tmp_path):
    result = manage(
        "check", "--deploy", "--fail-level", "WARNING", DATA_DIR=str(tmp_path), **PRODUCTION
    )
    assert result.returncode == 0, result.stderr


def test_production_names_everything_that_is_missing(tmp_path):
    given = {"DATA_DIR": str(tmp_path), "BASE_URL": "https://agirtot.example"}
    result = manage("check", **given)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    for name in PRODUCTION.keys() - given.keys():
        assert name in result.stderr.split(" in the environment")[0]
    for name in given:
        assert f" {name}" not in result.stderr


def test_the_example_names_every_variable():
    code = "".join(path.read_text() for path in (ROOT / "site" / "settings").glob("*.py"))
    read = set(re.findall(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"', code))
    example = (ROOT / ".env.example").read_text()
    explained = set(re.findall(r"^(?:# )?([A-Z_]+)=", example, re.MULTILINE))
    assert read
    assert explained == read


def test_the_reference_names_every_variable():
    example = (ROOT / ".env.example").read_text()
    explained = set(re.findall(r"^(?:# )?([A-Z_]+)=", example, re.MULTILINE))
    reference = (ROOT / "docs" / "reference" / "settings.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)`", reference, re.MULTILINE)) == explained


@pytest.mark.parametrize("folder", ["site", "locale"])
def test_folders_named_like_modules_of_python_are_no_packages(folder):
    """With an ``__init__.py`` they would hide those modules from the interpreter."""
    assert not (ROOT / folder / "__init__.py").exists()


def ids(messages: list) -> list[str]:
    return [message.id for message in messages]


def test_these_settings_contradict_nothing():
    found = [checks.languages_agree(), checks.no_lock_on_reads(), checks.folders_are_apart()]
    assert found == [[], [], []]


def test_a_source_language_without_content(settings):
    settings.LANGUAGE_CODE = "de"
    assert ids(checks.languages_agree()) == ["agirtot.E001"]


def test_reads_that_would_take_the_write_lock(settings, monkeypatch):
    database = {"ATOMIC_REQUESTS": True, "OPTIONS": {"transaction_mode": "IMMEDIATE"}}
    monkeypatch.setitem(settings.DATABASES, "default", database)
    assert ids(checks.no_lock_on_reads()) == ["agirtot.E002"]


@pytest.mark.parametrize(("static", "media"), [("/a", "/a"), ("/a", "/a/b"), ("/a/b", "/a")])
def test_uploads_among_the_static_files(settings, static, media):
    settings.STATIC_ROOT, settings.MEDIA_ROOT = static, media
    assert ids(checks.folders_are_apart()) == ["agirtot.E003"]


def test_an_address_that_is_not_answered(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://elsewhere.example"
    assert ids(checks.base_url_is_ours()) == ["agirtot.E004"]


def test_an_address_that_is_always_redirected(settings):
    settings.WAGTAILADMIN_BASE_URL = "http://testserver"
    settings.SECURE_SSL_REDIRECT = True
    assert ids(checks.base_url_is_ours()) == ["agirtot.W005"]
