"""From an export to the blog, in the admin: send it, see what it would do, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from blog.importers.errors import ExportError
from blog.importers.messages import sentence
from blog.importing.forms import ExportForm
from blog.importing.uploads import Upload, find, keep
from blog.imports.disqus import import_disqus, read_mapping
from blog.imports.report import CommentsReport, StoriesReport
from blog.imports.wordpress import import_wordpress

# What a request may take; more than that would keep a browser waiting for minutes.
MOST_COMMENTS = 20_000
MOST_STORIES = 500

type Report = CommentsReport | StoriesReport


class ImportMixin(PermissionRequiredMixin, WagtailAdminTemplateMixin):
    permission_required = "blog.import_comments"
    raise_exception = True
    page_title = gettext_lazy("Import comments or posts")
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def show(self, upload: Upload, report: Report, *, done: bool) -> HttpResponse:
        self.template_name = "blog/imports/report.html"
        context = self.get_context_data(
            kind=upload.kind,
            report=report,
            comments=report if isinstance(report, CommentsReport) else report.comments,
            done=done,
            token=upload.token(self.request.user.pk),
            too_many=is_too_much(report),
        )
        return self.render_to_response(context)


class UploadView(ImportMixin, FormView):
    """The file is read to its end at once; what is wrong with it is said below its field."""

    form_class = ExportForm
    template_name = "blog/imports/upload.html"

    def form_valid(self, form: ExportForm) -> HttpResponse:
        data = form.cleaned_data
        upload = keep(data["kind"], data["file"], data["threads"])
        try:
            report = run(upload, dry_run=True)
        except ExportError as error:
            upload.delete()
            field = "threads" if error.code.startswith("csv-") else "file"
            form.add_error(field, sentence(error.code, error.params))
            return self.form_invalid(form)
        return self.show(upload, report, done=False)

    def form_invalid(self, form: ExportForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ConfirmView(ImportMixin, View):
    """A second click finds everything there already, and adds nothing."""

    def post(self, request: HttpRequest) -> HttpResponse:
        upload = find(request.POST.get("token", ""), request.user.pk)
        if upload is None:
            messages.error(request, _("The file is no longer kept. Send it again."))
            return redirect("imports:upload")
        if request.POST.get("action") == "discard":
            upload.delete()
            messages.info(request, _("The import was discarded; nothing has changed."))
            return redirect("imports:upload")
        if is_too_much(run(upload, dry_run=True)):
            raise Http404
        report = run(upload)
        comments = report if isinstance(report, CommentsReport) else report.comments
        if not comments.unmatched:
            upload.delete()
        messages.success(request, f"{report.summary}.")
        return self.show(upload, report, done=True)


class ThreadsView(ImportMixin, View):
    """The threads without a story, as a list to fill in."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        upload = find(token, request.user.pk)
        if upload is None or upload.kind != "disqus":
            raise Http404
        report = run(upload, dry_run=True)
        disposition = 'attachment; filename="threads.csv"'
        return HttpResponse(
            # The mark tells spreadsheets that it is UTF-8.
            f"\ufeff{report.csv}",
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": disposition},
        )


def run(upload: Upload, *, dry_run: bool = False) -> Any:
    """Raises ``ExportError``."""
    if upload.kind == "wordpress":
        return import_wordpress(upload.export, dry_run=dry_run)
    stories = {}
    if upload.threads.exists():
        try:
            with upload.threads.open(encoding="utf-8-sig", newline="") as lines:
                stories = read_mapping(lines)
        except UnicodeDecodeError as error:
            raise ExportError("unknown-encoding") from error
    return import_disqus(upload.export, mapping=stories, dry_run=dry_run)


def is_too_much(report: Report) -> bool:
    if isinstance(report, CommentsReport):
        return report.imported > MOST_COMMENTS
    stories = report.published + report.drafts.total()
    return stories > MOST_STORIES or report.comments.imported > MOST_COMMENTS
