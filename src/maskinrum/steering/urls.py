"""Where running partnerships answer."""

from django.urls import URLPattern, path

from maskinrum.steering.views import board, board_editing, board_files

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

urlpatterns: list[URLPattern] = [*board_patterns]
