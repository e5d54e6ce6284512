"""The blocks that content pages are made of. Each says what it is for and shows itself."""

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from home.rich_text import RUNNING_FEATURES


def template_of(name: str) -> str:
    return f"home/blocks/{name}.html"


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Text"), max_length=160)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("2", _("Section")), ("3", _("Sub-section"))],
        default="2",
        help_text=_("A sub-section always comes below a section."),
    )

    def anchor(self, value: dict[str, str], block_id: str | None) -> str:
        return slugify(value["text"])

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("A title that divides the page; readers use it to find their way.")
        template = template_of("heading")
        label_format = "{text}"
        preview_value = {"text": _("Begin with what exists"), "level": "2"}


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and links.")
        template = template_of("paragraph")
        preview_value = _(
            "<p>A few sentences, <b>words that matter</b>, a list:</p>"
            "<ul><li>one thing,</li><li>another.</li></ul>"
        )

    def __init__(self, **kwargs: object) -> None:
        super().__init__(features=RUNNING_FEATURES, **kwargs)


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        max_length=250,
        required=False,
        help_text=_(
            "What the image says to someone who does not see it. "
            "Leave empty only if it is there for decoration."
        ),
    )
    caption = blocks.CharBlock(label=_("Caption"), max_length=250, required=False)
    credit = blocks.CharBlock(label=_("Credit"), max_length=120, required=False)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture with its alternative text, caption and credit.")
        template = template_of("image")
        preview_template = template_of("image_preview")
        preview_value = {
            "caption": _("The neighbourhood's table, drawn by its members"),
            "credit": _("Photo: the person who took it"),
        }


class QuotationBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"), rows=3)
    source = blocks.CharBlock(label=_("Source"), max_length=160, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Somebody's words, set apart.")
        template = template_of("quotation")
        label_format = "{text}"
        preview_value = {
            "text": _("We brought the coffee; they brought the ideas."),
            "source": _("A coordinator"),
        }


class CallToActionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Sentence"), max_length=160)
    label = blocks.CharBlock(label=_("Button"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.URLBlock(
        label=_("Or an address"), required=False, help_text=_("Used when no page is chosen.")
    )

    class Meta:
        icon = "pick"
        label = _("Call to action")
        description = _("One sentence and one button that leads on.")
        template = template_of("call_to_action")
        label_format = "{text}"
        preview_value = {
            "text": _("Have you tried something?"),
            "label": _("Tell us about it"),
            "address": "https://agirtot.org/",
        }

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if not (cleaned["page"] or cleaned["address"]):
            sentence = _("Choose a page or enter an address: the button has to lead somewhere.")
            raise blocks.StructBlockValidationError(
                block_errors={"page": ValidationError(sentence)}
            )
        return cleaned


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    description = blocks.CharBlock(label=_("What is in it"), max_length=250, required=False)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file to download, with its type and size.")
        template = template_of("document")
        preview_template = template_of("document_preview")
        preview_value = {"description": _("The plan to fill in, on two pages")}


class KeyQuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=80)
    hint = blocks.CharBlock(label=_("In other words"), max_length=160, required=False)
    answer = blocks.RichTextBlock(label=_("What to think of"), features=RUNNING_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question")
        label_format = "{question}"


class KeyQuestionsBlock(blocks.StructBlock):
    introduction = blocks.CharBlock(label=_("Introduction"), max_length=250, required=False)
    questions = blocks.ListBlock(KeyQuestionBlock(), label=_("Questions"), min_num=1)

    class Meta:
        icon = "help"
        label = _("Key questions")
        description = _("Numbered questions to ask oneself, each with what to think of.")
        template = template_of("key_questions")
        preview_value = {
            "introduction": _("Before you begin:"),
            "questions": [
                {
                    "question": _("Why?"),
                    "hint": _("The purpose"),
                    "answer": _("<p>What should be different afterwards?</p>"),
                },
                {
                    "question": _("For whom?"),
                    "hint": _("The audience"),
                    "answer": _("<p>Who can make it happen?</p>"),
                },
            ],
        }


class AccordionItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    body = blocks.RichTextBlock(label=_("Text"), features=RUNNING_FEATURES)

    class Meta:
        icon = "arrow-down"
        label = _("Part")
        label_format = "{title}"


class AccordionBlock(blocks.StructBlock):
    items = blocks.ListBlock(AccordionItemBlock(), label=_("Parts"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        description = _("Parts that open on request: for details that not everyone needs.")
        template = template_of("accordion")
        preview_value = {
            "items": [
                {"title": _("How long does it take?"), "body": _("<p>About an hour.</p>")},
                {"title": _("Who takes part?"), "body": _("<p>Whoever is concerned.</p>")},
            ]
        }


class BodyBlock(blocks.StreamBlock):
    """Everything that a content page can hold, in the order in which editors meet it."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    image = ImageBlock()
    quotation = QuotationBlock()
    call_to_action = CallToActionBlock()
    document = DocumentBlock()
    key_questions = KeyQuestionsBlock()
    accordion = AccordionBlock()

    class Meta:
        required = False


class MenuPageBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("Page"))
    label = blocks.CharBlock(
        label=_("Label"),
        max_length=60,
        required=False,
        help_text=_("Empty: the title of the page."),
    )

    class Meta:
        icon = "doc-empty"
        label = _("Page")
        description = _("A page of the site.")
        label_format = "{page} {label}"
        preview_value = {"label": _("Toolkit")}
        preview_template = template_of("menu_preview")


class MenuLinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Label"), max_length=60)
    address = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "link-external"
        label = _("Address")
        description = _("A page somewhere else.")
        label_format = "{label}"
        preview_value = {"label": _("Our partners"), "address": "https://agirtot.org/"}
        preview_template = template_of("menu_preview")


class MenuBlock(blocks.StreamBlock):
    page = MenuPageBlock()
    link = MenuLinkBlock()

    class Meta:
        required = False


class SocialAccountBlock(blocks.StructBlock):
    network = blocks.CharBlock(label=_("Network"), max_length=40)
    address = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "group"
        label = _("Account")
        description = _("Where people can follow us.")
        label_format = "{network}"
        preview_value = {"network": "Mastodon", "address": "https://agirtot.org/"}
        preview_template = template_of("menu_preview")
