"""Tokens of the API: made by people for themselves, for what their scopes name, until they end."""

import logging
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import APIToken

from home import tokens
from home.models import Scope, TokenGrant

WHOAMI = "/api/v3/whoami/"
TEXT = re.compile(r"wagtail_\w{33}")


def ask(text: str, url: str = WHOAMI, **headers: str):
    return Client().get(url, headers={"Authorization": f"Bearer {text}"} | headers)


def test_a_writer_makes_a_token_for_themselves_and_sees_it_once(editor, signed_in, caplog):
    caplog.set_level(logging.DEBUG)
    client = signed_in(editor)
    form = client.get(reverse("wagtailusers_api_tokens:add"))
    assert form.status_code == 200
    assert b'name="user"' not in form.content
    sent = {"name": "Carnet", "scopes": ["drafts", "write"], "days": "30"}
    made = client.post(reverse("wagtailusers_api_tokens:add"), sent)
    (text,) = set(TEXT.findall(made.text))
    assert "no-store" in made["Cache-Control"]

    token = APIToken.objects.get()
    assert token.user == editor
    assert token.grant.scopes == ["drafts", "write"]
    assert timedelta(days=29) < token.grant.expires_at - timezone.now() <= timedelta(days=30)
    assert text not in {token.key_hash, token.prefix, token.name}
    for address in ("index", "edit"):
        args = [token.pk] if address == "edit" else []
        assert text not in client.get(reverse(f"wagtailusers_api_tokens:{address}", args=args)).text

    assert ask(text).json()["user"]["username"] == editor.username
    token.refresh_from_db()
    assert token.last_used_at
    assert text not in caplog.text

    client.post(reverse("wagtailusers_api_tokens:delete", args=[token.pk]))
    refused = ask(text, **{"Accept-Language": "en"})
    assert refused.status_code == 401
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert "revoked" in refused.json()["detail"]


def test_the_list_says_what_each_is_for_and_when_it_ends(editor, signed_in):
    tokens.make(editor, "Carnet", ["drafts"], 30)
    tokens.make(editor, "Montre", [], None)
    listed = signed_in(editor).get(reverse("wagtailusers_api_tokens:index")).text
    assert "Lire les brouillons des pages" in listed
    assert date_format(timezone.localdate() + timedelta(days=30)) in listed
    assert "jamais" in listed


def test_one_neither_makes_tokens_for_others_nor_sees_theirs(editor, publisher, signed_in):
    tokens.make(publisher, "De quelqu’un d’autre", ["write"], 30)
    client = signed_in(editor)
    sent = {"name": "X", "user": publisher.pk, "days": ""}
    client.post(reverse("wagtailusers_api_tokens:add"), sent)
    token = APIToken.objects.latest("pk")
    assert (token.user, token.grant.scopes, token.grant.expires_at) == (editor, [], None)
    listed = client.get(reverse("wagtailusers_api_tokens:index"))
    assert "quelqu’un" not in listed.text
    foreign = APIToken.objects.get(user=publisher)
    assert client.get(reverse("wagtailusers_api_tokens:edit", args=[foreign.pk])).status_code == 404


@pytest.mark.parametrize("fault", ["wrong", "expired", "inactive"])
def test_a_token_that_is_not_good_reads_nothing_at_all(editor, home_page, fault):
    token, text = tokens.make(editor, "Carnet", [], 30)
    match fault:
        case "wrong":
            text = text[:-1] + ("0" if text[-1] != "0" else "1")
        case "expired":
            TokenGrant.objects.update(expires_at=timezone.now())
        case "inactive":
            editor.is_active = False
            editor.save()
    for url in (WHOAMI, f"/api/v3/pages/{home_page.pk}/"):
        assert ask(text, url).status_code == 401


def test_a_session_is_no_token(editor, signed_in):
    answer = signed_in(editor).get(WHOAMI, headers={"Accept-Language": "en"})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["detail"] == "This needs a token."


def test_without_rights_or_scopes_one_reads_what_everybody_reads(home_page, moderator, editor):
    home_page.save_revision()
    anonymous = Client().get(f"/api/v3/pages/{home_page.pk}/").json()
    for user, scopes in ((moderator, list(Scope)), (editor, [])):
        _token, text = tokens.make(user, "Carnet", scopes, None)
        assert ask(text, f"/api/v3/pages/{home_page.pk}/").json() == anonymous
    draft = ask(text, f"/api/v3/pages/{home_page.pk}/?version=draft")
    assert draft.status_code == 403
    assert draft["WWW-Authenticate"] == 'Bearer error="insufficient_scope", scope="drafts"'
    assert "drafts" in draft.json()["detail"]
