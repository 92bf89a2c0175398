"""The site map: every address people use, by the module of its views."""

from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from tracker.web.forms.account import SignInForm
from tracker.web.views import (
    account,
    copies,
    evidence,
    exceptions,
    help,
    lights,
    measure,
    measures,
    notices,
    organizations,
    overview,
    plan,
    rates,
    reports,
    returns,
    review,
    since,
    work,
    writing,
)

urlpatterns = [
    path("", include(([path("", work.home, name="home")], "work"))),
    path("overview/", include(([path("", overview.index, name="index")], "overview"))),
    path("measures/", include(([
        path("", measures.index, name="index"),
        path("<slug:code>/", measure.show, name="show"),
        path("<slug:code>/light/", lights.set_light, name="light"),
        path("<slug:code>/light/end/", lights.end, name="end_light"),
    ], "measures"))),
    path("rules/", include(([path("", lights.rules, name="rules")], "lights"))),
    path("reports/<int:pk>/", include(([
        path("", reports.show, name="show"),
        path("edit/", writing.edit, name="edit"),
        path("autosave/", writing.autosave, name="autosave"),
        path("preview/", writing.preview, name="preview"),
        path("check/", writing.check, name="check"),
        path("submit/", reports.submit, name="submit"),
        path("receipt/", reports.receipt, name="receipt"),
        path("recall/", reports.recall, name="recall"),
        path("sign/", reports.sign, name="sign"),
        path("correct/", reports.correct, name="correct"),
        path("evidence/", evidence.attach, name="attach"),
        path("exception/", exceptions.grant, name="exception"),
        path("exception/end/", exceptions.end, name="end_exception"),
    ], "reports"))),
    path("evidence/<int:pk>/", include(([
        path("", evidence.download, name="download"),
        path("remove/", evidence.remove, name="remove"),
    ], "evidence"))),
    path("review/", include(([
        path("", review.index, name="index"),
        path("<int:pk>/", review.show, name="show"),
    ], "review"))),
    path("copies/", include(([
        path("make/", copies.make, name="make"),
        path("return/", copies.upload, name="upload"),
    ], "copies"))),
    path("returns/<int:pk>/", include(([
        path("", returns.show, name="show"),
        path("choose/", returns.choose, name="choose"),
        path("apply/", returns.apply, name="apply"),
        path("drop/", returns.drop, name="drop"),
        path("marked/", returns.marked, name="marked"),
    ], "returns"))),
    path("organizations/<int:pk>/", include(([path("", organizations.show, name="show")], "organizations"))),
    path("rates/", include(([path("", rates.index, name="index")], "rates"))),
    path("changes/", include(([path("", since.index, name="index")], "since"))),
    path("plan/", include(([path("", plan.show, name="show")], "plan"))),
    path("notices/", include(([path("", notices.index, name="index")], "notices"))),
    path("account/", include(([
        path("", account.show, name="show"),
        path("password/", account.password, name="password"),
    ], "account"))),
    path("help/", include(([path("", help.show, name="show")], "help"))),
    path("login/", auth.LoginView.as_view(form_class=SignInForm, redirect_authenticated_user=True), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("language/", login_not_required(account.language), name="set_language"),
]
