"""What an action refuses, carried back to the form that asked."""

from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils.translation import gettext as _


class Refused(Exception):
    """An action said no. It leaves the transaction, so that nothing is half saved; ``errors`` says why."""

    def __init__(self, errors):
        super().__init__(errors)
        self.errors = errors


@contextmanager
def refusals(row=None):
    """Turn what an action raises into ``Refused``; with ``row`` its sentences name that row instead of fields."""
    try:
        yield
    except ValidationError as error:
        raise Refused(_about(row, error.messages) if row is not None else error) from error
    except PermissionDenied as error:
        raise Refused(ValidationError(str(error))) from error
    except ProtectedError as error:
        raise Refused(ValidationError(_("Something else stands on “%(row)s”; it stays") % {"row": row})) from error
    except IntegrityError as error:
        raise Refused(ValidationError(_("Somebody saved the same at the same moment; look at the list"))) from error


class Answerable:
    """A form that can show what an action refused beside the fields it is about."""

    def take(self, error):
        for name, errors in error.update_error_dict({}).items():
            known = name != NON_FIELD_ERRORS and name in self.fields
            self.add_error(name if known else None, list(errors))


def _about(row, messages):
    return ValidationError([f"{row}: {message}" for message in messages])
