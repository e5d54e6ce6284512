"""Each block has what an editor needs to choose it, and shows what it holds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StreamBlock
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from home.blocks import BodyBlock, MenuBlock, SocialAccountBlock
from home.models import ContentPage
from tests.pages import read, words
from toolkit.blocks import RowsBlock

pytestmark = pytest.mark.django_db

CHOSEN = {
    **{block.name: block for block in BodyBlock().child_blocks.values()},
    **{f"menu {block.name}": block for block in MenuBlock().child_blocks.values()},
    "account": SocialAccountBlock(),
    **{block.name: block for block in RowsBlock().child_blocks.values()},
}


@pytest.mark.parametrize("name", CHOSEN)
def test_a_block_has_icon_label_description_and_preview(name, signed_in, administrator):
    block = CHOSEN[name]
    assert block.meta.icon != "placeholder"
    assert str(block.label)
    assert str(block.get_description())
    assert block.is_previewable
    assert not isinstance(block, StreamBlock)


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        ("heading", "Commencer par ce qui existe"),
        ("quotation", "Une coordonnatrice"),
        ("key_questions", "Pourquoi"),
        ("accordion", "Combien de temps"),
        ("document_preview", "Le plan à remplir"),
    ],
)
def test_a_preview_shows_the_block_with_our_style_sheets(block, shown, signed_in, administrator):
    name = block.removesuffix("_preview")
    child = ContentPage.body.field.stream_block.child_blocks[name]
    response = signed_in(administrator).get(f"/admin/block-preview/?id={child.definition_prefix}")
    assert response.status_code == 200
    assert shown in response.text.replace("\u00a0", " ")
    assert "/static/css/" in response.text


def image() -> Image:
    return Image.objects.create(title="Photo", file=get_test_image_file(size=(320, 200)))


def test_a_content_page_shows_every_block(client, home_page):
    picture = image()
    page = ContentPage(
        title="Essai",
        slug="essai",
        body=[
            ("heading", {"text": "Un intertitre", "level": "2"}),
            ("paragraph", "<p>Un <b>texte</b> court.</p>"),
            ("image", {"image": picture, "alt": "Une table", "caption": "Ici", "credit": "Nous"}),
            ("quotation", {"text": "Une parole", "source": "Quelqu’un"}),
            (
                "call_to_action",
                {"text": "Essayez", "label": "Ouvrir", "page": home_page, "address": ""},
            ),
            (
                "key_questions",
                {
                    "introduction": "D’abord",
                    "questions": [{"question": "Qui ?", "hint": "", "answer": "<p>Elle</p>"}],
                },
            ),
            ("accordion", {"items": [{"title": "Détail", "body": "<p>Caché</p>"}]}),
        ],
    )
    home_page.add_child(instance=page)
    shown = read(client, page.url).main
    assert words(shown.h2) == "Un intertitre"
    assert shown.select_one("img[alt='Une table']")["srcset"]
    assert "Une parole" in words(shown.blockquote)
    assert [link["href"] for link in shown.select("a") if words(link) == "Ouvrir"] == ["/"]
    assert words(shown.summary) == "Détail"
    for text in ("Un texte court.", "Ici", "Nous", "Qui ?", "Elle"):
        assert text in words(shown), text


def test_queries_do_not_grow_with_pictures_and_links(client, home_page, django_assert_num_queries):
    def page_with(count: int, slug: str) -> ContentPage:
        body = []
        for _number in range(count):
            body += [
                ("image", {"image": image(), "alt": "x", "caption": "", "credit": ""}),
                ("paragraph", f'<p><a linktype="page" id="{home_page.pk}">accueil</a></p>'),
                (
                    "call_to_action",
                    {"text": "x", "label": "y", "page": home_page, "address": ""},
                ),
            ]
        page = home_page.add_child(instance=ContentPage(title=slug, slug=slug, body=body))
        client.get(page.url)  # makes the sizes of the images
        return page

    small, large = page_with(2, "petite"), page_with(12, "grande")
    with CaptureQueriesContext(connection) as captured:
        client.get(small.url)
    with django_assert_num_queries(len(captured)):
        client.get(large.url)


def test_a_call_to_action_that_leads_nowhere_gets_a_sentence():
    block = BodyBlock().child_blocks["call_to_action"]
    with pytest.raises(Exception) as caught:
        block.clean(
            block.to_python({"text": "Essayez", "label": "Ouvrir", "page": None, "address": ""})
        )
    assert "page" in caught.value.block_errors
