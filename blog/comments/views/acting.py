"""Liking and reporting: without an account, once for each person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from blog.comments import services
from blog.comments.forms import ReportForm
from blog.comments.guests import Guest, guest_of, person_of
from blog.comments.ownership import readable_comment
from blog.comments.views.answers import done, page, personal, remembering
from home.requests import same_origin_required, sent_data


@same_origin_required
@personal
@require_POST
def like(request: HttpRequest, pk: int) -> HttpResponse:
    """Like a comment, or no longer. A script is told; anybody else is led back to it."""
    comment = readable_comment(pk)
    guest = guest_of(request) or Guest()
    liked, count = services.toggle_like(comment, person_of(request, guest))
    if request.headers.get("Accept") == "application/json":
        response: HttpResponse = JsonResponse({"liked": liked, "count": count})
    else:
        response = redirect(comment)
    return remembering(response, request, guest)


@same_origin_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    comment = readable_comment(pk)
    form = ReportForm(sent_data(request))
    if request.method != "POST":
        return page(request, "report", {"comment": comment, "form": form})
    if not form.is_valid():
        return page(request, "report", {"comment": comment, "form": form}, 422)
    guest = guest_of(request) or Guest()
    given = form.cleaned_data
    services.report(comment, person_of(request, guest), given["reason"], given["note"])
    answer = done(
        request,
        _("Thank you for telling us"),
        _("A moderator will read this comment again. Nobody is told that it was you."),
        story=comment.story,
        back=comment.get_absolute_url(),
    )
    return remembering(answer, request, guest)
