"""Addresses about oneself."""

from django.urls import path

from maskinrum.organisations.views import me, me_access, me_data

app_name = "organisations"
urlpatterns = [
    path("", me.me, name="me"),
    path("navn/", me.name, name="name"),
    path("sprog/", me.language, name="language"),
    path("mails/", me.mail, name="mail"),
    path("steder/", me_access.sessions, name="sessions"),
    path("steder/andre/slut/", me_access.end_other_sessions, name="end_other_sessions"),
    path("steder/<slug:mark>/slut/", me_access.end_session, name="end_session"),
    path("data/", me_data.own_data, name="own_data"),
    path("data/maskinrum-mine-data.<slug:kind>", me_data.own_data_file, name="own_data_file"),
    path("data/<slug:table>/", me_data.own_kind, name="own_kind"),
    path("slet/", me_data.close, name="close_account"),
]
