"""Who reviews what: pages in two steps, stories in one, contributions in two."""

from django.db import migrations

STOCK = "Moderators approval"
PAGES, STORIES, CONTRIBUTIONS = (
    "Relecture et publication",
    "Publication des récits",
    "Étude des contributions",
)
# The workflow, its steps in order: name, group, days to decide.
WORKFLOWS = {
    PAGES: [("Relecture", "Rédaction", 7), ("Approbation", "Publication", 7)],
    STORIES: [("Relecture d’un récit", "Publication", 7)],
    CONTRIBUTIONS: [
        ("Étude d’une contribution", "Rédaction", 14),
        ("Approbation d’une contribution", "Publication", 7),
    ],
}


def make(apps, schema_editor):
    retire_stock(apps)
    for name, steps in WORKFLOWS.items():
        workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=name)
        for order, step in enumerate(steps):
            apps.get_model("wagtailcore", "WorkflowTask").objects.create(
                workflow=workflow, task=make_task(apps, *step), sort_order=order
            )
    root = apps.get_model("wagtailcore", "Page").objects.filter(depth=1)
    for page in root:
        assign(apps, PAGES, page.pk)
    for index in apps.get_model("blog", "BlogIndexPage").objects.all():
        assign(apps, STORIES, index.pk)


def make_task(apps, name, group_name, days):
    model = apps.get_model("home", "ReviewTask")
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="home", model="reviewtask"
    )
    task = model.objects.create(name=name, content_type=content_type, days=days)
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=group_name)
    task.groups.add(group)
    return task


def assign(apps, name, page_id):
    """A page has one workflow: what people chose for it stays."""
    workflow = apps.get_model("wagtailcore", "Workflow").objects.get(name=name)
    apps.get_model("wagtailcore", "WorkflowPage").objects.get_or_create(
        page_id=page_id, defaults={"workflow": workflow}
    )


def retire_stock(apps):
    """Wagtail's own goes; where pages went through it, it stays as their history."""
    for workflow in apps.get_model("wagtailcore", "Workflow").objects.filter(name=STOCK):
        workflow.workflow_pages.all().delete()
        if workflow.workflow_states.exists():
            workflow.active = False
            workflow.save(update_fields=["active"])
        else:
            workflow.delete()
    unused = apps.get_model("wagtailcore", "Task").objects.filter(
        name=STOCK, workflow_tasks=None, task_states=None
    )
    unused.delete()


def take_back(apps, schema_editor):
    apps.get_model("wagtailcore", "Workflow").objects.filter(name__in=WORKFLOWS).delete()
    names = [name for steps in WORKFLOWS.values() for name, _group, _days in steps]
    apps.get_model("home", "ReviewTask").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("agirtot", "0001_roles"),
        ("blog", "0006_order_of_authors"),
        ("home", "0005_workflow_tasks"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(make, take_back)]
