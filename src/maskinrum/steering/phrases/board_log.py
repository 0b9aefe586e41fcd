"""What the board writes in the log, and what its tables are called there."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "open_board": _("opened the board of a partnership"),
    "change_board": _("changed the maximum or the option of a board"),
    "place_project": _("put a project on a board"),
    "change_placement": _("changed a project on a board"),
    "change_call_offs": _("changed the call-offs of a project"),
    "import_board": _("read a board from a file"),
    "remove_placement": _("took a project off a board"),
}
TYPES = {"steering.Board": _("board"), "steering.Placement": _("project on a board")}
