"""What changed while nothing was planned."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
URL = reverse("since:index")


def test_without_any_period_it_looks_back_for_a_while(client, outsider, in_english):
    client.force_login(outsider)

    response = client.get(URL)

    assert response.status_code == 200
    assert "Nothing has changed" in response.text
