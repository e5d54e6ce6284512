"""Who manages people makes no superuser, and touches none: Wagtail lets them do both."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from wagtail.users.views.users import CreateView, EditView, UserViewSet


class WithoutPromotion:
    """The box “Administrator” is for superusers to tick."""

    request: HttpRequest

    def get_form(self, *args: Any, **kwargs: Any) -> ModelForm:
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        if "is_superuser" in form.fields and not self.request.user.is_superuser:
            form.fields["is_superuser"].disabled = True
            form.fields["is_superuser"].help_text = _("Only an administrator can tick this.")
        return form


class PersonCreateView(WithoutPromotion, CreateView):
    pass


class PersonEditView(WithoutPromotion, EditView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        check_may_touch(request, [self.object])
        return super().dispatch(request, *args, **kwargs)


class PersonViewSet(UserViewSet):
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView


def check_may_touch(request: HttpRequest, people: list[Any]) -> None:
    if not request.user.is_superuser and any(person.is_superuser for person in people):
        raise PermissionDenied
