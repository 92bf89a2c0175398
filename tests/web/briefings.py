"""What tests of the pages of briefings share."""

from django.urls import reverse


def post(client, page, /, *args, **fields):
    return client.post(reverse(f"briefings:{page}", args=args), fields, follow=True)


def get(client, name, *args):
    return client.get(reverse(f"briefings:{name}", args=args))


def said(page):
    return [str(message) for message in page.context["messages"]]
