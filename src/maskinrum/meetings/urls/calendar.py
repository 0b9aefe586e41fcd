"""Where calendars answer."""

from django.urls import path

from maskinrum.meetings.views import calendars

app_name = "calendar"
urlpatterns = [
    path("", calendars.index, name="index"),
    path("aabne.ics", calendars.everybody, name="open"),
    path("min/<slug:token>.ics", calendars.own, name="own"),
    path("lav/", calendars.make, name="make"),
    path("tilbagekald/", calendars.revoke, name="revoke"),
]
