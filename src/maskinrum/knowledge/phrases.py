"""What the fields of an experience and the verbs of the log are called."""

from django.utils.translation import gettext_lazy as _

FIELD_NAMES = {
    "title": _("Title"),
    "title_en": _("Title in English"),
    "context": _("Context"),
    "happened": _("What happened?"),
    "effect_text": _("Effect"),
    "advice": _("Advice to the next"),
    "themes": _("Themes"),
    "phase": _("Phase"),
    "role": _("Told from the side of"),
    "works": _("Kind of project"),
    "effect": _("How it went"),
    "evidence": _("What it rests on"),
    "visibility": _("Who may read it?"),
    "partnership": _("Partnership"),
    "project": _("Project"),
    "source_url": _("Source"),
    "source_label": _("How well it is known"),
    "language": _("Language"),
}

VERBS = {
    "start_experience": _("began to tell an experience"),
    "change_experience": _("changed an experience"),
    "discard_draft": _("threw a draft away"),
    "send_experience": _("sent an experience on to be read"),
    "take_back_experience": _("took an experience back"),
    "send_back_experience": _("sent an experience back"),
    "pass_experience": _("asked those whom an experience names"),
    "answer_for_partner": _("answered for an organisation that is named"),
    "publish_experience": _("published an experience"),
    "renew_experience": _("said that an experience still holds"),
    "supersede_experience": _("replaced an experience"),
    "retire_experience": _("retired an experience"),
    "merge_experience": _("merged two experiences"),
    "load_experience": _("brought an experience that ships"),
    "record_use": _("said that an experience was used"),
    "change_use": _("changed how the use of an experience went"),
    "add_comment": _("added to an experience"),
    "attach_file": _("attached a file"),
    "remove_file": _("took an attached file away"),
    "remove_comment": _("took a comment away"),
    "load_tool": _("brought a tool that ships"),
    "bring_version": _("brought a new version of a tool"),
    "bring_variant": _("brought an own variant of a tool"),
    "record_tool_use": _("said that a tool was used"),
    "change_tool_use": _("changed how the use of a tool went"),
    "load_recommendation": _("brought a recommendation that ships"),
    "write_recommendation": _("wrote a recommendation"),
}

TABLES = {
    "knowledge_experience": _("Experiences you have told"),
    "knowledge_experienceversion": _("Versions of experiences you have written"),
    "knowledge_namedpartner": _("Answers you gave for an organisation that is named"),
    "knowledge_experienceuse": _("Uses of experiences you have told of"),
    "knowledge_experiencecomment": _("Comments you have written"),
    "knowledge_attachment": _("Photos and documents you have brought"),
}

TYPES = {
    "knowledge.Experience": _("experience"),
    "knowledge.ExperienceUse": _("use of an experience"),
    "knowledge.ExperienceComment": _("comment"),
    "knowledge.Attachment": _("attached file"),
    "knowledge.Tool": _("tool"),
    "knowledge.ToolUse": _("use of a tool"),
    "knowledge.Recommendation": _("recommendation"),
}
