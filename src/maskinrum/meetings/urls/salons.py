"""Where salons answer."""

from django.urls import path

from maskinrum.meetings.views import planning_salons, salon_files, salons, sign_up

app_name = "salons"
urlpatterns = [
    path("", salons.index, name="index"),
    path("ny/", planning_salons.new, name="new"),
    path("min/<slug:token>/", sign_up.own, name="own"),
    path("min/<slug:token>/tag-pladsen/", sign_up.accept, name="accept"),
    path("min/<slug:token>/meld-fra/", sign_up.leave, name="leave"),
    path("min/<slug:token>/salon.ics", sign_up.own_calendar, name="own_calendar"),
    path("min/<slug:token>/tre-spoergsmaal/", sign_up.feedback, name="feedback"),
    path("<slug:key>/", salons.salon, name="salon"),
    path("<slug:key>/salon.ics", salons.calendar, name="calendar"),
    path("<slug:key>/tilmeldt/", salons.signed_up, name="signed_up"),
    path("<slug:key>/ret/", planning_salons.edit, name="edit"),
    path("<slug:key>/aabn/", planning_salons.open_up, name="open"),
    path("<slug:key>/luk/", planning_salons.close, name="close"),
    path("<slug:key>/aflys/", planning_salons.call_off, name="call_off"),
    path("<slug:key>/bagefter/", planning_salons.afterwards, name="afterwards"),
    path("<slug:key>/filer/", salon_files.files, name="files"),
    path("<slug:key>/filer/<uuid:file_id>/", salon_files.fetch, name="file"),
    path("<slug:key>/filer/<uuid:file_id>/fjern/", salon_files.remove, name="remove_file"),
    path("<slug:key>/deltagere/", planning_salons.participants, name="participants"),
    path("<slug:key>/deltagere/<uuid:sign_up_id>/", planning_salons.arrival, name="arrival"),
    path("<slug:key>/deltagere/<uuid:sign_up_id>/retur/", planning_salons.undelivered, name="undelivered"),
]
