"""What anybody may read: live, and in no private section, not even by way of a copy."""

import pytest
from wagtail.models import Page

from home.models import ContentPage, HomePage, ThemeIndexPage
from home.readable import readable


@pytest.fixture
def page(home_page) -> ContentPage:
    return home_page.add_child(instance=ContentPage(title="Une page", slug="une-page"))


def seen(page: Page) -> bool:
    return readable(Page.objects.filter(pk=page.pk)).exists()


def test_a_live_page_is_readable(page):
    assert seen(page)


def test_a_draft_is_not(page):
    page.unpublish()
    assert not seen(page)


@pytest.mark.parametrize("restriction", ["login", "password", "groups"])
def test_a_private_page_is_not(page, restriction):
    page.view_restrictions.create(restriction_type=restriction, password="x")
    assert not seen(page)


def test_a_page_below_a_private_one_is_not(page, home_page):
    home_page.view_restrictions.create(restriction_type="login")
    assert not seen(page)


def test_a_page_beside_a_private_one_is(page, home_page):
    """Paths that begin alike are no ancestors: 0001 of 00010002, not of 00020001."""
    other = home_page.add_child(instance=ContentPage(title="Autre", slug="autre"))
    other.view_restrictions.create(restriction_type="login")
    assert seen(page)


def test_the_copy_of_a_private_page_is_not(page, root):
    elsewhere = root.add_child(instance=HomePage(title="Ailleurs", slug="ailleurs", heading="x"))
    alias = page.create_alias(parent=elsewhere)
    copy_of_alias = alias.create_alias(parent=elsewhere, update_slug="encore")
    assert seen(alias)
    page.view_restrictions.create(restriction_type="login")
    assert not seen(alias)
    assert not seen(copy_of_alias)


def test_one_query_answers(page, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(readable(Page.objects.all()))


def test_the_sitemap_names_no_copy_of_a_private_page(client, page, home_page):
    section = home_page.add_child(instance=ThemeIndexPage(title="Ailleurs", slug="ailleurs"))
    alias = page.create_alias(parent=section, update_slug="copie")
    assert alias.url in client.get("/sitemap.xml").text
    page.view_restrictions.create(restriction_type="login")
    assert alias.url not in client.get("/sitemap.xml").text
