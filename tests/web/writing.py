"""What tests about a report's pages do again and again."""

from django.urls import reverse

from tracker.models import ProgressReport


def url(name, report):
    return reverse(f"reports:{name}", args=[report.pk])


def enter(client, user):
    client.force_login(user)
    return client


def open_form(client, report):
    """The fields of the form as a browser would send them back."""
    page = client.get(url("edit", report))
    form = page.context["form"]
    return {"base": page.context["base"], **{name: form[name].value() or "" for name in form.fields}}


def send(client, report, fields, action="save", **more):
    return client.post(url("edit", report), {**fields, "action": action}, **more)


def drafted(report):
    return ProgressReport.objects.get(pk=report.pk).draft
