"""What tests of a measure's page share."""

from tracker.reporting import actions


def page(client, measure, user, **query):
    client.force_login(user)
    return client.get(measure.get_absolute_url(), query)


def text(client, measure, user, **query):
    return page(client, measure, user, **query).content.decode()


def document(report, *, by, number):
    return actions.attach_document_number(report, by=by, document_number=number)
