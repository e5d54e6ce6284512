"""``manage.py import_tool``: real documents become tools, or get a sentence."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from toolkit.models import AudiencePage, Row, ToolPage

FORMATS = ["docx", "odt", "txt"]
ROWS = [4, 5, 2, 2, 1, 1, 1, 1, 4, 1, 1]
SLUG = "pourquoi-partager-ses-realisations-et-ses-apprentissages"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def import_tool(db):
    def run(path, *args: str) -> str:
        out = StringIO()
        call_command("import_tool", str(path), *args, stdout=out, no_color=True)
        return out.getvalue()

    return run


@pytest.fixture
def sample(samples):
    return lambda extension: samples / "toolkit" / f"pourquoi-partager.{extension}"


def rows_by_audience() -> list[int]:
    audiences = AudiencePage.objects.order_by("path")
    return [audience.projected_rows.count() for audience in audiences]


def cells() -> list[list[list[str]]]:
    return [
        [[item["text"] for item in cell] for cell in (r.purposes, r.outcomes, r.means, r.examples)]
        for r in Row.objects.in_reading_order()
    ]


@pytest.mark.parametrize("extension", FORMATS)
def test_the_real_document_becomes_eleven_audiences(import_tool, sample, extension):
    report = import_tool(sample(extension), "--publish")
    assert rows_by_audience() == ROWS
    assert "11 audiences, 23 rows" in report
    tool = ToolPage.objects.get()
    assert (tool.slug, tool.live, str(tool.month)) == (SLUG, True, "2019-03-01")
    assert tool.licence == "cc-by-nc-sa"
    assert tool.source.endswith("/questions-essentielles/")


def test_every_format_says_the_same_and_changes_no_id(import_tool, sample):
    import_tool(sample("docx"), "--publish")
    before = list(Row.objects.in_reading_order().values_list("uuid", flat=True))
    lists = cells()
    for extension in FORMATS:
        report = import_tool(sample(extension), "--update", SLUG, "--publish")
        assert report.count("no change") == 11
        assert list(Row.objects.in_reading_order().values_list("uuid", flat=True)) == before
        assert cells() == lists


def test_each_guess_is_said_at_its_place(import_tool, sample):
    report = import_tool(sample("txt"), "--dry-run")
    assert "row 1, Examples: The bullets of this cell were lost" in report
    assert "→ Atelier d'appropriation | Forum | Outils de communication existants" in report
    assert "bullets" not in import_tool(sample("docx"), "--dry-run")


def test_a_dry_run_writes_nothing(import_tool, sample):
    assert "Nothing was written" in import_tool(sample("odt"), "--dry-run")
    assert not ToolPage.objects.exists()


def test_removing_a_row_in_the_file_removes_just_that_row(import_tool, sample, tmp_path):
    import_tool(sample("txt"), "--publish")
    before = set(Row.objects.values_list("uuid", flat=True))
    lines = sample("txt").read_text().splitlines(keepends=True)
    shorter = tmp_path / "shorter.txt"
    shorter.write_text(
        "".join(line for line in lines if not line.startswith("Faire valoir un enj"))
    )
    report = import_tool(shorter, "--update", SLUG, "--publish")
    assert "Décideurs: 0 added, 0 changed, 1 removed, 3 kept" in report
    assert "removed: Faire valoir un enjeu" in report
    assert report.count("no change") == 10
    left = set(Row.objects.values_list("uuid", flat=True))
    assert left < before
    assert len(left) == 22


def test_a_tool_that_is_there_is_not_made_twice(import_tool, sample):
    import_tool(sample("odt"))
    with pytest.raises(CommandError, match="--update"):
        import_tool(sample("odt"))
    assert ToolPage.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--update", "rien"], "There is no tool “rien”"),
        (["--parent", "rien"], "There is no toolkit “rien”"),
    ],
)
def test_a_wrong_name_gets_the_right_ones(import_tool, sample, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        import_tool(sample("odt"), *arguments)


def test_a_file_that_is_not_there_gets_a_sentence(import_tool, tmp_path):
    with pytest.raises(CommandError, match="cannot be opened"):
        import_tool(tmp_path / "absent.docx")


def test_what_does_not_fit_gets_a_sentence_and_leaves_nothing(import_tool, tmp_path):
    document = tmp_path / "long.txt"
    document.write_text(
        f"Un outil\n\nPublic cible : {'très ' * 60}grand public\n\n"
        "POURQUOI?\tCOMMENT?\nRallier\tInviter\n"
    )
    with pytest.raises(CommandError, match="cannot be kept as it is"):
        import_tool(document)
    assert not ToolPage.objects.exists()


def test_every_small_word_file_becomes_a_tool_or_a_sentence(import_tool, samples):
    for path in sorted((samples / "docx").iterdir()):
        try:
            report = import_tool(path, "--dry-run")
        except CommandError as error:
            report = str(error)
        assert len(report.split()) > 5, path.name
