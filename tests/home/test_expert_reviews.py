"""An expert reads a draft by a secret link: what it opens, and what comes of it."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Page, PageLogEntry

from blog.models import BlogIndexPage, BlogPage
from blog.personal_data import erase_all, export_all, held_of
from home.models import ContentPage, ExpertReview, OutgoingMail, Remark
from home.reviews.inviting import extend, revoke
from home.reviews.links import address_of
from home.reviews.personal import forget_reviewers
from tests.blog.commenting import soup
from tests.factories import audience_of, make_story, make_tool
from tests.home.reviewing import EMAIL, Expert, ask
from tests.pages import words

CANARY = "CANARI"


@pytest.fixture
def story(db) -> BlogPage:
    return make_story(BlogIndexPage.objects.get(), "Le café du jeudi", publish=False)


@pytest.fixture
def expert(publisher, story) -> Expert:
    ask(publisher, story, message="Surtout le deuxième paragraphe.")
    return Expert()


def block_of(story: BlogPage) -> str:
    return str(story.body[0].id)


def test_the_link_opens_the_draft_for_its_reader_alone(expert, story, client):
    response = expert.open()
    page = soup(response)
    assert "Nous avons choisi quatre villages." in words(page)
    assert "Surtout le deuxième paragraphe." in words(page)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"
    assert not response.cookies
    assert page.select_one("meta[name=robots]")["content"] == "noindex, nofollow"
    assert not page.select("wagtail-userbar, [data-wagtail-userbar], header.top, footer, .comments")
    assert client.get(story.url).status_code == 404


def test_an_editor_who_opens_it_sees_what_the_expert_sees(expert, administrator):
    seen = expert.open().content
    expert.force_login(administrator)
    assert expert.open().content == seen


def test_remarks_and_an_opinion_come_back(expert, story, publisher, mailoutbox):
    block = block_of(story)
    assert f'id="remarks-{block}"' in expert.open(f"?remark={block}").text
    answer = expert.remark(block, "Lesquels ?\n\nNommez-les.")
    assert answer.status_code == 302
    assert answer.url == f"{expert.url}#remarks-{block}"
    expert.remark(block, "Lesquels ?\n\nNommez-les.")  # the same button twice
    expert.remark("lead", "Beau début.")
    expert.remark("", "Un peu court.")
    remark = Remark.objects.get(anchor=block)
    assert remark.quoted == "Nous avons choisi quatre villages."
    expert.send(f"remarks/{remark.pk}/", text="Lesquels ? Nommez-les.")
    expert.send(f"remarks/{Remark.objects.get(anchor='lead').pk}/", delete="1")
    page = soup(expert.open())
    assert "Lesquels ? Nommez-les." in words(page.select_one(f"#remarks-{block}"))
    assert "Un peu court." in words(page.select_one("#remarks-page"))
    assert "Beau début" not in page.text

    expert.answer("changes", "Presque.")
    review = ExpertReview.objects.get()
    assert (review.verdict, review.verdict_message) == ("changes", "Presque.")
    assert review.answered_at
    entry = PageLogEntry.objects.get(action="home.review.answer", page=story.pk)
    for said in ("Claire Experte", "Presque."):
        assert said in entry.message
    mail = OutgoingMail.objects.get(to=publisher.email)
    assert "Presque." in mail.text
    assert f"/admin/reviews/{story.pk}/" in mail.text

    assert "Presque." in words(soup(expert.open()))
    for again in (expert.answer("approve"), expert.remark("", "Encore un mot.")):
        assert again.status_code == 409
    assert ExpertReview.objects.get().verdict == "changes"
    assert "Encore un mot." in soup(again).textarea.text
    assert OutgoingMail.objects.filter(to=publisher.email).count() == 1


def test_what_is_not_filled_in_is_said_beside_the_field(expert, story):
    empty = expert.remark(block_of(story), " ")
    assert empty.status_code == 422
    assert soup(empty).select_one(f"#remarks-{block_of(story)} .error")
    unsure = expert.answer("", "Je ne sais pas.")
    assert unsure.status_code == 422
    form = soup(unsure).select_one(".opinion-form")
    assert form.select_one(".error")
    assert form.textarea.text.strip() == "Je ne sais pas."
    long = expert.remark("", "x" * 3001)
    assert long.status_code == 422
    assert len(soup(long).select_one(".remark-form textarea").text.strip()) == 3001
    assert not Remark.objects.exists()
    assert ExpertReview.objects.get().verdict == ""


def test_a_link_that_opens_nothing_says_why_and_keeps_what_was_typed(expert, story, publisher):
    review = ExpertReview.objects.get()

    def refused(status: int) -> None:
        for answer in (expert.open(), expert.remark("", "Mes mots")):
            assert answer.status_code == status
            assert words(soup(answer).select_one(".lead"))
            assert "villages" not in answer.text
            assert answer.headers["Cache-Control"] == "private, no-store"
        assert soup(answer).textarea.text.strip() == "Mes mots"

    ExpertReview.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    refused(410)
    extend(publisher, review.pk)
    assert expert.open().status_code == 200
    revoke(publisher, review.pk)
    refused(410)
    ExpertReview.objects.update(revoked_at=None, pinned=True, revision=None)
    refused(410)
    url = expert.url
    expert.url = url[:-3] + ("a" if url[-3] != "a" else "b") + "/"
    refused(404)
    expert.url = url.replace(":", "", 1)
    refused(404)
    expert.url = url
    Page.objects.get(pk=story.pk).delete()
    refused(410)
    assert not Remark.objects.exists()


def test_nothing_in_the_database_makes_a_link(expert):
    token = expert.url.split("/")[-2]
    review = ExpertReview.objects.get()
    stored = " ".join(str(value) for value in vars(review).values())
    assert token not in stored
    for guess in (review.nonce, f"{review.pk}:{review.nonce}"):
        expert.url = f"/review/{guess}/"
        assert expert.open().status_code == 404


def test_a_form_of_another_site_is_refused(expert):
    headers = {"Sec-Fetch-Site": "cross-site"}
    data = {"verdict": "approve", "message": ""}
    assert expert.post(f"{expert.url}opinion/", data, headers=headers).status_code == 403
    assert expert.get(f"{expert.url}opinion/").status_code == 405
    assert ExpertReview.objects.get().verdict == ""


def test_the_latest_draft_or_one_version(story, publisher):
    ask(publisher, story, pinned=True)
    pinned = Expert()
    ask(publisher, story, email="autre@universite.example")
    review = ExpertReview.objects.get(email="autre@universite.example")
    gone = block_of(story)
    pinned.remark(gone, "Sur l’ancien texte")
    story.body = [("paragraph", "<p>Un autre texte.</p>")]
    story.save_revision()
    assert "quatre villages" in pinned.open().text
    latest = Expert()
    latest.url = urlsplit(address_of(review)).path
    assert "Un autre texte." in latest.open().text
    refused = latest.remark(gone, "Trop tard")
    assert refused.status_code == 409
    assert soup(refused).textarea.text.strip() == "Trop tard"
    ExpertReview.objects.filter(pinned=True).update(pinned=False)
    end = words(soup(pinned.open()).select_one("#opinion"))
    assert "Sur l’ancien texte" in end
    assert "quatre villages" in end


def test_the_link_of_one_page_shows_nothing_of_another(toolkit, publisher):
    tool = make_tool(toolkit, publish=False, title="Le brouillon à lire")
    secret = make_tool(toolkit, publish=False, title=f"{CANARY} autre outil")
    below = audience_of(tool, "Décideurs")
    below.introduction = f"{CANARY} sous la page"
    below.save_revision()
    private = Collection.objects.get(depth=1).add_child(name=f"{CANARY} réservé")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    document = Document.objects.create(
        title="Un document", collection=private, file=ContentFile(b"CANARI secret", "x.txt")
    )
    link = f'<p>Voir <a linktype="document" id="{document.pk}">ceci</a> et '
    link += f'<a linktype="page" id="{secret.pk}">cela</a>.</p>'
    tool.introduction = link
    tool.save_revision()
    review = ask(publisher, tool)
    expert = Expert()
    page = expert.open()
    assert page.status_code == 200
    assert "Le brouillon à lire" in page.text
    assert CANARY not in page.text
    assert "Rendre visible" not in page.text  # the tables of audiences are drafts of their own
    assert secret.slug not in page.text
    assert CANARY.encode() not in expert.get(document.url, follow=True).content
    assert expert.remark(str(below.rows.raw_data[0]["id"]), "Bien").status_code == 409
    for path in (f"{expert.url}?remark={secret.pk}", below.url, secret.url):
        assert CANARY not in expert.get(path).text

    review.pages_below = True
    review.save()
    row = below.rows.raw_data[0]["id"]
    assert "Rendre visible" in expert.open().text
    expert.remark(row, "Trop vague")
    assert "Trop vague" in words(soup(expert.open()).select_one(f"#remarks-{row}"))


def test_an_audience_of_a_draft_tool_can_be_read_without_its_tool(toolkit, publisher):
    tool = make_tool(toolkit, publish=False, title=f"{CANARY} outil")
    audience = audience_of(tool, "Décideurs")
    ask(publisher, audience)
    expert = Expert()
    row = audience.rows.raw_data[1]["id"]
    page = expert.open(f"?remark={row}")
    assert "Faire durer" in page.text
    assert CANARY not in page.text
    assert soup(page).select_one(f"#remarks-{row} textarea")
    assert expert.remark(row, "À préciser").status_code == 302
    assert Remark.objects.get().quoted.startswith("Faire durer")


def test_a_page_of_content_in_english_for_somebody_who_reads_french(home_page, publisher):
    page = ContentPage(title="Why share", lead="A lead", body=[("quotation", {"text": "Words"})])
    home_page.add_child(instance=page)
    page.save_revision()
    ask(publisher, page, language="en")
    assert Expert().url.startswith("/en/")
    read = soup(Expert().open())
    assert read.select_one(".review-bar")["lang"] == "en"
    assert read.select_one("#remarks-lead")
    assert read.select_one(f"#remarks-{page.body[0].id}")


def test_the_queries_do_not_grow_with_the_remarks(expert, story):
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            expert.open()
        return len(queries)

    expert.open()
    without = count()
    review = ExpertReview.objects.get()
    Remark.objects.bulk_create(
        Remark(review=review, anchor=block_of(story), text=f"{n}") for n in range(40)
    )
    assert count() == without <= 25


def test_readers_get_pages_without_a_trace_of_it(client, toolkit, publisher):
    tool = make_tool(toolkit)
    ask(publisher, tool)
    assert EMAIL not in client.get(tool.url).text
    assert "remark" not in client.get(tool.url).text


def test_an_expert_s_data_are_handed_over_and_forgotten(expert, story, publisher):
    expert.remark("", "Un peu court.")
    expert.answer("changes", "Presque.")
    ask(publisher, story)  # a second time, not answered
    exported = export_all(EMAIL)["expert_reviews"]
    assert {one["verdict_message"] for one in exported} == {"Presque.", ""}
    assert "Un peu court." in str(exported)
    assert 2 in [count for _label, count in held_of(EMAIL)]
    erase_all(EMAIL, texts=False)
    review = ExpertReview.objects.get()
    assert (review.name, review.email, review.verdict_message) == ("", "", "Presque.")
    assert "Claire" not in PageLogEntry.objects.get(action="home.review.answer").message
    assert not OutgoingMail.objects.filter(to=EMAIL).exists()
    assert expert.open().status_code == 200


def test_names_go_a_year_after_the_link_has_ended(expert, story, publisher):
    assert "0" in forget_reviewers()
    ago = timezone.now() - timedelta(days=366)
    ExpertReview.objects.update(expires_at=ago)
    forget_reviewers()
    assert ExpertReview.objects.get().email == ""


# --- What editors do ----------------------------------------------------------------------


def test_an_editor_asks_reminds_extends_and_deals_with_it(signed_in, editor, story):
    client = signed_in(editor)
    reviews = f"/admin/reviews/{story.pk}/"
    assert reviews in client.get(f"/admin/pages/{story.pk}/edit/").text
    invitation = {"name": "Claire", "email": EMAIL, "language": "fr", "days": "7", "pinned": "True"}
    wrong = client.post(f"{reviews}invite/", invitation | {"email": "claire", "days": "200"})
    assert len(soup(wrong).select(".w-field__errors .error-message")) == 2
    assert client.post(f"{reviews}invite/", invitation).url == reviews
    again = client.post(f"{reviews}invite/", invitation)
    assert again.status_code == 200
    review = ExpertReview.objects.get()
    assert review.revision == story.get_latest_revision()
    assert (review.expires_at - timezone.now()).days == 6
    mail = OutgoingMail.objects.get(to=EMAIL)
    assert mail.reply_to == editor.email
    assert Expert().open().status_code == 200
    page = soup(client.get(reviews))
    assert page.select_one(".expert-review-link input")["value"].endswith(Expert().url)

    def press(name: str) -> str:
        return client.post(f"/admin/reviews/act/{review.pk}/", {"act": name}, follow=True).text

    for _time in range(2):
        press("remind")
    assert OutgoingMail.objects.filter(to=EMAIL).count() == 2
    press("extend")
    assert (ExpertReview.objects.get().expires_at - timezone.now()).days == 13
    expert = Expert()
    expert.remark(block_of(story), "Lesquels ?")
    editor_of = f"/admin/pages/{story.pk}/edit/"
    assert "Claire a lu" not in client.get(editor_of).text
    expert.answer("approve")
    assert "Claire a lu" in client.get(editor_of).text
    press("revoke")  # too late: it was answered meanwhile
    review.refresh_from_db()
    assert (review.state, review.revoked_at) == (ExpertReview.State.ANSWERED, None)
    remark = Remark.objects.get()
    link = soup(client.get(reviews)).select_one(f"#remark-{remark.pk} a")
    assert link["href"] == f"/admin/pages/{story.pk}/edit/#block-{block_of(story)}-section"
    answer = {"answer": "Les voici.", "resolved": "1"}
    client.post(f"/admin/reviews/remark/{remark.pk}/", answer)
    remark.refresh_from_db()
    assert (remark.answer, remark.resolved_by) == ("Les voici.", editor)
    assert "Les voici." in expert.open().text
    press("handle")
    assert "Claire a lu" not in client.get(editor_of).text
    assert ExpertReview.objects.get().handled_by == editor
    actions = PageLogEntry.objects.filter(page=story.pk, action__startswith="home.review")
    assert actions.count() == 4
    assert all(entry.message for entry in actions)


def test_only_who_may_change_the_page_sees_its_reviews(signed_in, moderator, publisher, story):
    review = ask(publisher, story)
    remark = review.remarks.create(text="Un mot")
    reviews = f"/admin/reviews/{story.pk}/"
    client = signed_in(moderator)
    addresses = [(f"/admin/reviews/act/{review.pk}/", {"act": "revoke"})]
    addresses += [(f"/admin/reviews/remark/{remark.pk}/", {"resolved": "1"})]
    addresses += [(f"{reviews}invite/", {})]
    for address, data in addresses:
        assert client.post(address, data).url == "/admin/"
    for address in (reviews, f"{reviews}invite/"):
        assert client.get(address).url == "/admin/"
    review.refresh_from_db()
    remark.refresh_from_db()
    assert (review.revoked_at, remark.resolved_at) == (None, None)
    assert signed_in(publisher).get(addresses[0][0]).status_code == 405


def test_the_list_of_reviews_asks_as_much_however_many_there_are(signed_in, publisher, story):
    client = signed_in(publisher)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/admin/reviews/{story.pk}/")
        return len(queries)

    def add(number: int) -> None:
        for n in range(number):
            review = ask(publisher, story, email=f"e{number}-{n}@example.org")
            review.remarks.create(anchor=block_of(story), text="Un mot")

    add(1)
    client.get(f"/admin/reviews/{story.pk}/")
    few = count()
    add(6)
    assert count() == few
