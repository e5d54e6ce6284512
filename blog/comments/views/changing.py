"""Correcting and taking back one's own comment, for a few minutes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from blog.comments import services
from blog.comments.forms import EditForm
from blog.comments.ownership import own_comment, own_url
from blog.comments.services import Refused
from blog.comments.views.answers import page, personal
from blog.models import Comment
from home.requests import same_origin_required


@same_origin_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    comment = own_comment(request, pk)
    if request.method != "POST":
        services.check_changeable(comment)
        form = EditForm(initial={"text": comment.comment})
        return page(request, "change", {"comment": comment, "form": form})
    form = EditForm(request.POST)
    if form.is_valid():
        try:
            services.edit(comment, form.cleaned_data["text"])
            return redirect(own_url("sent", comment))
        except Refused as refused:
            form.add_error(None, refused.sentence)
            return page(request, "change", {"comment": comment, "form": form}, refused.status)
    return page(request, "change", {"comment": comment, "form": form}, 422)


@same_origin_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    comment = own_comment(request, pk)
    if comment.state != Comment.State.DELETED:
        if request.method != "POST":
            services.check_changeable(comment)
            return page(request, "delete", {"comment": comment})
        services.delete(comment)
    return redirect(own_url("sent", comment))
