"""Where running partnerships answer."""

from django.urls import URLPattern, path

from maskinrum.steering.views import board, board_editing, board_files, decisions, disagreements, starts, welcome

app_name = "steering"

_PLACE = "<slug:slug>/projekter/<uuid:placement_id>"

# The portfolio board.
board_patterns: list[URLPattern] = [
    path("", board.index, name="index"),
    path("ny/", board_editing.new, name="new_board"),
    path("<slug:slug>/", board.board, name="board"),
    path("<slug:slug>/tidslinje/", board.timeline, name="timeline"),
    path("<slug:slug>/aftale/", board_editing.terms, name="terms"),
    path("<slug:slug>/filer/", board_files.files, name="board_files"),
    path("<slug:slug>/filer/tavle.<slug:kind>", board_files.export, name="board_export"),
    path("<slug:slug>/filer/laes/", board_files.read, name="board_read"),
    path("<slug:slug>/projekter/", board_editing.add_projects, name="add_projects"),
    path(f"{_PLACE}/", board.project, name="project"),
    path(f"{_PLACE}/ret/", board_editing.edit_project, name="edit_project"),
    path(f"{_PLACE}/fjern/", board_editing.remove_project, name="remove_project"),
]

# Decisions, the conflict ladder, start-ups and the welcome pack.
running_patterns: list[URLPattern] = [
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
    path("<slug:slug>/uenigheder/<uuid:disagreement_id>/afgoerelse/", disagreements.decided, name="decided"),
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

urlpatterns: list[URLPattern] = [*board_patterns, *running_patterns]
