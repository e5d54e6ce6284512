"""From a document to a tool, in the admin: upload, look and correct, confirm."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from toolkit.columns import COLUMNS
from toolkit.forms import DocumentForm, UploadForm
from toolkit.import_plan import ImportPlan, plan_import
from toolkit.importers.document import DocumentError, ToolDocument
from toolkit.importers.limits import LIMITS
from toolkit.importers.messages import sentence
from toolkit.importers.sandbox import read_document, read_pasted
from toolkit.models import PendingImport, ToolIndexPage, ToolPage
from toolkit.permissions import importable_tools, index_to_import_into
from toolkit.services import apply_import

# What is wrong with a document: its size, else its content.
STATUS = {"file-too-large": 413}


class ImportMixin(WagtailAdminTemplateMixin):
    """What both steps share: who may be here, and where a new tool goes."""

    page_title = gettext_lazy("Import a document")
    header_icon = "upload"

    @cached_property
    def parent(self) -> ToolIndexPage | None:
        return index_to_import_into(self.request.user)

    @cached_property
    def tools(self):
        return importable_tools(self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.parent is None and not self.tools.exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class UploadView(ImportMixin, FormView):
    form_class = UploadForm
    template_name = "toolkit/admin/import_upload.html"

    def get_initial(self) -> dict[str, Any]:
        return {"tool": self.kwargs.get("tool")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"tools": self.tools}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        try:
            document = self.read(form)
        except DocumentError as error:
            field = "file" if form.cleaned_data["file"] else "pasted"
            form.add_error(field, sentence(error.code, error.params))
            return self.form_invalid(form, STATUS.get(error.code, 422))
        pending = self.keep(document, form)
        return redirect("toolkit:import_preview", pending.pk)

    def form_invalid(self, form: UploadForm, status: int = 422) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def read(self, form: UploadForm) -> ToolDocument:
        data = form.cleaned_data
        if data["file"]:
            # One byte more than is allowed is enough to be refused.
            return read_document(data["file"].read(LIMITS.file_size + 1), data["file"].name)
        return read_pasted(data["pasted_html"], data["pasted"])

    @transaction.atomic
    def keep(self, document: ToolDocument, form: UploadForm) -> PendingImport:
        """Store what was read; a tool of the same title is taken for the one to update."""
        PendingImport.objects.stale().delete()
        data = form.cleaned_data
        return PendingImport.objects.create(
            user=self.request.user,
            filename=data["file"].name if data["file"] else "",
            content=document.to_json(),
            tool=data["tool"] or self.tools.filter(title=document.title).first(),
        )


class PreviewView(ImportMixin, View):
    """The tool as understood. Nothing is written before it is confirmed."""

    template_name = "toolkit/admin/import_preview.html"

    @cached_property
    def pending(self) -> PendingImport:
        mine = PendingImport.objects.filter(user=self.request.user)
        return get_object_or_404(mine, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(DocumentForm(self.pending.document))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        action = request.POST.get("action")
        if action == "discard":
            self.pending.delete()
            messages.info(request, _("The import was discarded; nothing has changed."))
            return redirect("toolkit:import")
        if action == "as-new" and self.parent:
            self.pending.tool = None
            self.pending.save(update_fields=["tool"])
            return self.show(DocumentForm(self.pending.document, request.POST))
        form = DocumentForm(self.pending.document, request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        return self.confirm(plan_import(form.document, self.pending.tool), action == "publish")

    def show(self, form: DocumentForm, status: int = 200) -> HttpResponse:
        plan = plan_import(self.pending.document, self.pending.tool)
        form.show(plan)
        context = self.get_context_data(
            form=form,
            plan=plan,
            pending=self.pending,
            columns=COLUMNS,
            may_publish=self.may_publish,
        )
        return self.render_to_response(context, status=status)

    @property
    def may_publish(self) -> bool:
        if self.pending.tool:
            return self.pending.tool.permissions_for_user(self.request.user).can_publish()
        return bool(
            self.parent
            and self.parent.permissions_for_user(self.request.user).can_publish_subpage()
        )

    @transaction.atomic
    def confirm(self, plan: ImportPlan, publish: bool) -> HttpResponse:
        # First, and under its lock: a second click finds nothing left to confirm.
        confirmed, _rows = PendingImport.objects.filter(pk=self.pending.pk).delete()
        if not confirmed:
            raise Http404
        tool = apply_import(
            plan,
            parent=self.parent,
            user=self.request.user,
            publish=publish,
            retire=[int(pk) for pk in self.request.POST.getlist("retire") if pk.isdecimal()],
        )
        messages.success(self.request, report(tool, plan, publish))
        return redirect(reverse("wagtailadmin_explore", args=[tool.pk]))


def report(tool: ToolPage, plan: ImportPlan, publish: bool) -> str:
    if publish:
        outcome = _("“%(tool)s” is published: %(size)s.")
    else:
        outcome = _("“%(tool)s” is saved as a draft: %(size)s.")
    return outcome % {"tool": tool.title, "size": plan.size}
