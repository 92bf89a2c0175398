"""What a password must be, where Django's own sentence has no translation."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LengthValidator(MinimumLengthValidator):
    """Django's rule in words that are translated."""

    def get_error_message(self):
        return _("The password needs at least %(least)d characters.") % {"least": self.min_length}
