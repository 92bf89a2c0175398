"""Organizations, the people who act for them, and what supervisors decide on."""

from django import forms
from django.contrib import admin
from django.contrib.auth.forms import SetPasswordMixin
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import ActionAdmin, ActionForm
from tracker.admin.choices import Choices
from tracker.admin.questions import Question, QuestionForm
from tracker.people import actions as people
from tracker.people.models import FormerName, Organization, User
from tracker.people.roles import Role
from tracker.plans.models import ReviewScope


class FormerNameLines(admin.TabularInline):
    model = FormerName
    extra = 0
    ordering = ["until_on"]


@admin.register(Organization)
class OrganizationAdmin(ActionAdmin):
    list_display = ["name", "short_name", "level", "parent", "phone", "active_from", "active_until", "position"]
    search_fields = ["name", "short_name", "former_names__name"]
    list_filter = ["level", ("active_until", admin.EmptyFieldListFilter), "is_demonstration"]
    list_select_related = ["parent"]
    autocomplete_fields = ["parent"]
    ordering = ["position", "name"]
    inlines = [FormerNameLines]
    view_on_site = True
    fieldsets = [
        (None, {"fields": ["name", "short_name", "level", "parent", "phone", "position"]}),
        (_("Source"), {"fields": ["source", "confidence"]}),
        (_("Existence"), {"fields": ["active_from", "active_until"], "description": _(
            "An organization that is dissolved gets a last day; it is not deleted. When it is renamed, write the new "
            "name above and the old one below."
        )}),
    ]

    def keep(self, row, form, *, by, changes):
        people.keep_organization(row, by=by, changes=changes)

    def remove(self, row, *, by):
        people.remove(row, by=by)

    def keep_line(self, row, *, by, changes):
        people.keep_former_name(row, by=by, changes=changes)

    def remove_line(self, row, *, by):
        people.remove(row, by=by)


class PersonForm(ActionForm):
    def clean(self):
        super().clean()
        stands_alone = self.cleaned_data.get("role") in {Role.ADMINISTRATOR, Role.AUDITOR}
        if not stands_alone and not self.cleaned_data.get("organization") and "organization" not in self.errors:
            self.add_error("organization", _("Choose the organization that this person acts for"))


class NewPersonForm(SetPasswordMixin, PersonForm):
    password1, password2 = SetPasswordMixin.create_password_fields()

    def clean(self):
        super().clean()
        self.validate_passwords()

    def _post_clean(self):
        super()._post_clean()
        self.validate_password_for_user(self.instance)


class PasswordForm(SetPasswordMixin, QuestionForm):
    password1, password2 = SetPasswordMixin.create_password_fields(label1=_("New password"))

    def clean(self):
        super().clean()
        self.validate_passwords()
        self.validate_password_for_user(self.row)


def set_password(user, *, by, password1, password2):
    people.keep_person(user, by=by, password=password1)


SET_PASSWORD = Question(
    name="password", label=_("Set a new password"), form=PasswordForm, act=set_password,
    explanation=_("Tell the person the new password yourself; they can change it under “My account”. "
                  "It signs them out wherever they are signed in."),
    done=_("The new password is set"),
)


class ReviewScopeLines(Choices, admin.TabularInline):
    model = ReviewScope
    extra = 0
    autocomplete_fields = ["plan", "area"]
    ordering = ["plan", "area"]


@admin.register(User)
class UserAdmin(ActionAdmin):
    form = PersonForm
    list_display = ["username", "name", "role", "organization", "position", "phone", "is_active", "last_login"]
    list_display_links = ["username", "name"]
    search_fields = ["username", "name", "organization__name", "organization__short_name"]
    list_filter = ["role", "is_active", "organization", "is_demonstration"]
    list_select_related = ["organization"]
    autocomplete_fields = ["organization"]
    ordering = ["organization__position", "role", "username"]
    questions = (SET_PASSWORD,)
    inlines = [ReviewScopeLines]
    fieldsets = [
        (None, {"fields": ["username", "name"]}),
        (_("What this person may do"), {"fields": ["role", "organization", "is_active"], "description": _(
            "The role says what a person may do, the organization for whom. Who leaves loses the tick at "
            "“may sign in”; what they did stays on record under their name."
        )}),
        (_("How to reach them"), {"fields": ["position", "phone", "email"]}),
    ]
    PASSWORD = (_("Password"), {"fields": ["password1", "password2"]})

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else [*self.fieldsets, self.PASSWORD]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs |= {"form": NewPersonForm, "fields": [name for name in kwargs["fields"] if "password" not in name]}
        return super().get_form(request, obj, change=change, **kwargs)

    def get_inlines(self, request, obj):
        return self.inlines if obj and obj.is_supervisor else []

    def keep(self, row, form, *, by, changes):
        people.keep_person(row, by=by, password=form.cleaned_data.get("password1"), changes=changes)

    def remove(self, row, *, by):
        people.remove(row, by=by)


class SupervisorChoice(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        super().__init__(queryset=User.objects.supervisors().order_by("name"), label=_("Supervisor"), **kwargs)


class ReviewScopeForm(ActionForm):
    user = SupervisorChoice()


@admin.register(ReviewScope)
class ReviewScopeAdmin(ActionAdmin):
    form = ReviewScopeForm
    list_display = ["user", "plan", "area"]
    search_fields = ["user__name", "user__username", "area__name"]
    list_filter = ["plan", "area"]
    list_select_related = ["user", "plan", "area"]
    autocomplete_fields = ["plan", "area"]
    ordering = ["plan", "area", "user__name"]
    fieldsets = [(None, {"fields": ["user", "plan", "area"], "description": _(
        "A supervisor without a scope decides on nothing. Nobody decides on their own organization's reports."
    )})]
