"""The lists beside the queue: banned people, and the log."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from blog.models import Ban
from blog.moderation import actions, log, sentences
from blog.moderation.forms import BanForm, LogForm
from blog.moderation.views import ModerationPage, ModeratorsOnly

PAGE_LENGTH = 50


class BansView(ModerationPage, FormView):
    """Who is banned, and a form to ban somebody else."""

    form_class = BanForm
    template_name = "blog/moderation/bans.html"
    page_title = gettext_lazy("Banned people")
    header_icon = "lock"

    def get_initial(self) -> dict[str, Any]:
        return {"kind": Ban.Kind.EMAIL, "days": "30"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bans = Paginator(Ban.objects.in_force().select_related("created_by"), PAGE_LENGTH)
        page = bans.get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {"page": page}

    def form_valid(self, form: BanForm) -> HttpResponse:
        data = form.cleaned_data
        _ban, waiting = actions.ban(
            self.request.user,
            data["kind"],
            data["value"],
            reason=data["reason"],
            until=form.until,
            set_aside=data["set_aside"],
        )
        sentences.tell_banned(self.request, waiting)
        return redirect("moderation:bans")

    def form_invalid(self, form: BanForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class LiftView(ModeratorsOnly, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            actions.lift(request.user, pk)
        except Ban.DoesNotExist as gone:
            raise Http404 from gone
        messages.success(request, _("The ban is lifted."))
        return redirect("moderation:bans")


class LogView(ModerationPage, TemplateView):
    """Who moderated what, and when."""

    template_name = "blog/moderation/log.html"
    page_title = gettext_lazy("Log of the moderation")
    header_icon = "history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = log.entries()
        active = entries.order_by().values("user")
        people = get_user_model().objects.filter(pk__in=active).order_by("username")
        form = LogForm(people, self.request.GET)
        form.is_valid()
        for name in ("action", "user"):
            if value := form.cleaned_data.get(name):
                entries = entries.filter(**{name: value})
        page = Paginator(entries, PAGE_LENGTH).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "form": form,
            "page": page,
            "entries": sentences.told(page.object_list),
        }
