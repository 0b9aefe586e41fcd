"""Writes: experiences from draft to published and on, who used them, and what others add."""

from maskinrum.knowledge.actions.approval import answer_for_partner
from maskinrum.knowledge.actions.attachments import attach_file, remove_file, tidy_files
from maskinrum.knowledge.actions.booklets import (
    add_to_booklet,
    begin_booklet,
    change_booklet,
    discard_booklet,
    move_booklets,
    move_item,
    remove_item,
    write_in_booklet,
)
from maskinrum.knowledge.actions.cleaning_old import clean_stored
from maskinrum.knowledge.actions.drafts import change_experience, discard_draft, start_draft
from maskinrum.knowledge.actions.duplicates import suggest_again, tell_apart
from maskinrum.knowledge.actions.erasing import (
    erase_from_booklets,
    erase_from_evidence,
    erase_from_experiences,
    erase_from_recommendations,
    erase_from_tools,
)
from maskinrum.knowledge.actions.evidence import (
    keep_network_row,
    load_evidence,
    retire_evidence,
    write_evidence,
)
from maskinrum.knowledge.actions.importing import import_experiences
from maskinrum.knowledge.actions.keeping import (
    move_experiences,
    move_named,
    move_uses,
    renew_experience,
    retire_experience,
    sink_overdue,
    supersede_experience,
)
from maskinrum.knowledge.actions.merging import merge_experiences
from maskinrum.knowledge.actions.recommendations import load_recommendations, write_recommendation
from maskinrum.knowledge.actions.review import pass_review, send_back, send_to_review, take_back
from maskinrum.knowledge.actions.shipped import load_experiences
from maskinrum.knowledge.actions.shipped_tools import load_tools
from maskinrum.knowledge.actions.tools import bring_tool, move_tools, record_tool_use
from maskinrum.knowledge.actions.use import add_comment, record_use, remove_comment
from maskinrum.knowledge.actions.versions import close_version

__all__ = [
    "add_comment",
    "add_to_booklet",
    "answer_for_partner",
    "attach_file",
    "begin_booklet",
    "bring_tool",
    "change_booklet",
    "change_experience",
    "clean_stored",
    "close_version",
    "discard_booklet",
    "discard_draft",
    "erase_from_booklets",
    "erase_from_evidence",
    "erase_from_experiences",
    "erase_from_recommendations",
    "erase_from_tools",
    "import_experiences",
    "keep_network_row",
    "load_evidence",
    "load_experiences",
    "load_recommendations",
    "load_tools",
    "merge_experiences",
    "move_booklets",
    "move_experiences",
    "move_item",
    "move_named",
    "move_tools",
    "move_uses",
    "pass_review",
    "record_tool_use",
    "record_use",
    "remove_comment",
    "remove_file",
    "remove_item",
    "renew_experience",
    "retire_evidence",
    "retire_experience",
    "send_back",
    "send_to_review",
    "sink_overdue",
    "start_draft",
    "suggest_again",
    "supersede_experience",
    "take_back",
    "tell_apart",
    "tidy_files",
    "write_evidence",
    "write_in_booklet",
    "write_recommendation",
]
