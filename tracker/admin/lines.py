"""Rows that stand below another row and are only shown there."""

from django.contrib import admin

from tracker.people.permissions import can_administer


class ReadOnlyLines(admin.TabularInline):
    """Rows to look at below the row they belong to."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return can_administer(request.user)
