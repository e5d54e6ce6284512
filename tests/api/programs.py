"""Programs that ask the API, each with one token."""

import json

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from home import tokens


class Program:
    """Without a user it shows no token."""

    def __init__(self, user: User | None = None, *scopes: str) -> None:
        self.headers = {"Accept-Language": "en"}
        if user:
            _token, text = tokens.make(user, "Programme", scopes, None)
            self.headers["Authorization"] = f"Bearer {text}"

    def get(self, url: str) -> HttpResponse:
        return Client().get(url, headers=self.headers)

    def ask(self, method: str, url: str, body: object = None, **headers: str) -> HttpResponse:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        data = "" if body is None else json.dumps(body)
        send = getattr(Client(), method)
        return send(url, data, "application/json", headers=self.headers | given)

    def post(self, url: str, body: object = None, **headers: str) -> HttpResponse:
        return self.ask("post", url, body, **headers)

    def patch(self, url: str, body: object, **headers: str) -> HttpResponse:
        return self.ask("patch", url, body, **headers)

    def delete(self, url: str) -> HttpResponse:
        return self.ask("delete", url)
