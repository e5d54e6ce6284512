"""Mutated documents: a document or a refusal comes back, never another exception."""

import random
import zipfile
from io import BytesIO

import pytest

from tests.toolkit.importers import builders as b
from tests.toolkit.importers.reading import read, sample
from toolkit.importers.document import DocumentError, ToolDocument
from toolkit.importers.messages import sentence

ROW = ("Informer", "Savoir", "Écrire", "Lettre")
DOCUMENTS = {
    ".docx": b.tool_docx(b.row(*ROW), b.row("a", b.cell(b.bullets("b", "c")), "d", "")),
    ".odt": b.tool_odt(b.odt_row(*ROW)),
    ".txt": "Public cible : A\n\nPourquoi?\tComment?\nx\t<ul> · a · b\n".encode(),
    ".html": b"<h2>Public cible : A</h2><table><tr><th>Why?<th>How?<tr><td>a<td><ul><li>b</table>",
}
XML_NOISE = (b"<", b">", b"</w:p>", b"<w:tbl>", b"&#0;", b"&x;", b'"', b"-1", b"999999999", b"\xff")


def mutate_bytes(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(min(chance.randint(1, 8), len(data) // 50 + 1)):
        position = chance.randrange(len(data))
        match chance.randrange(3):
            case 0:
                data[position] = chance.randrange(256)
            case 1:
                del data[position : position + chance.randrange(1, 40)]
            case _:
                data[position:position] = chance.choice(XML_NOISE)
    return bytes(data)


def mutate_package(content: bytes, chance: random.Random) -> bytes:
    """Mutate the XML inside, which a broken archive would keep from ever being parsed."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name, part in entries.items() if part])
    part = entries[name]
    if chance.random() < 0.5:
        entries[name] = mutate_bytes(part, chance)
    else:
        # Whole tags moved or doubled: the XML may stay well formed and mean nonsense.
        tags = part.split(b"<")
        first, second = sorted(chance.sample(range(1, len(tags)), 2)) if len(tags) > 2 else (0, 0)
        tags[first], tags[second] = tags[second], tags[first]
        entries[name] = b"<".join(tags)
    return b.zipped(entries)


def check(content: bytes, suffix: str) -> None:
    try:
        assert isinstance(read(content, suffix), ToolDocument)
    except DocumentError as error:
        assert sentence(error.code, error.params)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("suffix", DOCUMENTS)
def test_mutated_bytes(suffix, seed):
    chance = random.Random(seed)  # noqa: S311 — the same documents every time
    check(mutate_bytes(DOCUMENTS[suffix], chance), suffix)


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_mutated_parts(suffix, seed):
    chance = random.Random(seed)  # noqa: S311
    check(mutate_package(DOCUMENTS[suffix], chance), suffix)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("suffix", [".docx", ".odt", ".txt"])
def test_mutated_samples(suffix, seed):
    content = sample(f"toolkit/pourquoi-partager{suffix}").read_bytes()
    chance = random.Random(seed)  # noqa: S311
    mutate = mutate_bytes if suffix == ".txt" else mutate_package
    check(mutate(content, chance), suffix)
