from django.urls import URLPattern, path

from maskinrum.steering.views import decisions, disagreements, starts, welcome

app_name = "steering"

BOARD: list[URLPattern] = []

RUNNING = [
    path("<slug:slug>/beslutninger/", decisions.decisions, name="decisions"),
    path("<slug:slug>/beslutninger/ny/", decisions.new, name="new_decision"),
    path("<slug:slug>/beslutninger/alle.<slug:kind>", decisions.decisions_file, name="decisions_file"),
    path("<slug:slug>/beslutninger/<uuid:decision_id>/", decisions.one, name="decision"),
    path("<slug:slug>/beslutninger/<uuid:decision_id>/ret/", decisions.edit, name="edit_decision"),
    path("<slug:slug>/uenigheder/", disagreements.index, name="disagreements"),
    path("<slug:slug>/uenigheder/ny/", disagreements.new, name="new_disagreement"),
    path("<slug:slug>/uenigheder/navne/<uuid:organisation_id>/", disagreements.names, name="ladder_names"),
    path("<slug:slug>/uenigheder/<uuid:disagreement_id>/", disagreements.one, name="disagreement"),
    path("<slug:slug>/uenigheder/<uuid:disagreement_id>/ret/", disagreements.edit, name="edit_disagreement"),
    path("<slug:slug>/uenigheder/<uuid:disagreement_id>/trin/", disagreements.move, name="climb"),
    path("<slug:slug>/uenigheder/<uuid:disagreement_id>/afslut/", disagreements.end, name="settle"),
    path("<slug:slug>/uenigheder/<uuid:disagreement_id>/erfaring/", disagreements.tell, name="tell"),
    path("<slug:slug>/opstart/", starts.index, name="starts"),
    path("<slug:slug>/opstart/ny/", starts.new, name="new_start"),
    path("<slug:slug>/opstart/<uuid:start_id>/", starts.one, name="start"),
    path("<slug:slug>/opstart/<uuid:start_id>/som.<slug:kind>", starts.fetch, name="start_file"),
    path("<slug:slug>/opstart/<uuid:start_id>/emne/<slug:key>/", starts.answer, name="start_answer"),
    path("<slug:slug>/velkommen/", welcome.welcome, name="welcome"),
    path("<slug:slug>/velkommen/som.<slug:kind>", welcome.fetch, name="welcome_file"),
]

urlpatterns = [*BOARD, *RUNNING]
