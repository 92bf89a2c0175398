"""The doors: the admin panel, and the site map of everybody else."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("tracker.web.urls")),
]

handler400 = "tracker.web.views.errors.bad_request"
handler403 = "tracker.web.views.errors.forbidden"
handler404 = "tracker.web.views.errors.not_found"
handler500 = "tracker.web.views.errors.server_error"
