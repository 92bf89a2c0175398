"""What tests about pages share."""

import pytest
from django.conf import settings
from django.utils import translation


@pytest.fixture
def in_english(client):
    """The pages in English, because the sources are."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with translation.override("en"):
        yield
