from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from maskinrum.shared.periodic import periodic


class KnowledgeConfig(AppConfig):
    name = "maskinrum.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        """Open experiences to the parties of their partnership, and say what our verbs and letters are called."""
        from django.urls import reverse  # noqa: PLC0415 - models are not there before this

        from maskinrum.knowledge.actions.letters import (  # noqa: PLC0415
            EXPERIENCE_ANSWERED,
            EXPERIENCE_NAMED,
            FILE_SET_ASIDE,
            TOOL_NEWER,
        )
        from maskinrum.knowledge.actions.opening import ask_when_opened  # noqa: PLC0415
        from maskinrum.knowledge.models import Booklet, Experience, Recommendation, Tool  # noqa: PLC0415
        from maskinrum.knowledge.phrases import TABLES, TYPES, VERBS  # noqa: PLC0415
        from maskinrum.knowledge.queries import experiences_of_parties  # noqa: PLC0415
        from maskinrum.organisations.actions import on_grant  # noqa: PLC0415
        from maskinrum.organisations.phrases import name_in_log, name_tables  # noqa: PLC0415
        from maskinrum.organisations.queries import open_to_parties, show_sharing_at  # noqa: PLC0415
        from maskinrum.shared.mail import declare_mail  # noqa: PLC0415

        def sharing_at(space: str) -> Callable[[Any], str]:
            return lambda row: reverse(f"{space}:sharing", args=[row.key])

        open_to_parties(Experience, experiences_of_parties)
        on_grant(Experience, ask_when_opened)
        shared = {"knowledge": Experience, "tools": Tool, "recommendations": Recommendation, "booklets": Booklet}
        for space, model in shared.items():
            show_sharing_at(model, sharing_at(space))
        name_tables(TABLES)
        name_in_log(verbs=VERBS, types=TYPES)
        letters = {
            EXPERIENCE_NAMED: _("An experience names us"),
            EXPERIENCE_ANSWERED: _("What came of an experience"),
            FILE_SET_ASIDE: _("A file of ours was put aside"),
        }
        for name, label in letters.items():
            declare_mail(name, label, is_mutable=False, template=f"knowledge/letters/{name}.txt")
        declare_mail(
            TOOL_NEWER,
            _("when a tool that we used has a newer version"),
            is_mutable=True,
            template=f"knowledge/letters/{TOOL_NEWER}.txt",
        )
        self.say_what_is_typed()
        self.say_what_merges()
        self.be_found()

    def say_what_is_typed(self) -> None:
        """Let people take along what they typed before they had to sign in, and have not saved; and in which words."""
        from maskinrum.knowledge.indexing import theme_words  # noqa: PLC0415
        from maskinrum.knowledge.phrases import FIELD_NAMES, OWN_COLUMNS  # noqa: PLC0415
        from maskinrum.knowledge.views.stash import typed_words  # noqa: PLC0415
        from maskinrum.organisations.queries import tell_typed  # noqa: PLC0415
        from maskinrum.organisations.reports import name_columns, name_typed, name_values  # noqa: PLC0415

        tell_typed(typed_words)
        name_typed(FIELD_NAMES)
        name_columns(OWN_COLUMNS)
        name_values({"theme_codes": lambda codes: ", ".join(map(theme_words, codes.split())), "theme": theme_words})

    def say_what_merges(self) -> None:
        """Say what of ours moves when an organisation is merged into another."""
        from maskinrum.knowledge.actions import move_experiences, move_named, move_uses  # noqa: PLC0415
        from maskinrum.knowledge.models import Experience, ExperienceUse, NamedPartner  # noqa: PLC0415
        from maskinrum.organisations.actions import on_merge  # noqa: PLC0415

        told, used = _("Experiences"), _("Experiences that were used")
        on_merge("experiences", told, lambda one: Experience.objects.filter(organisation=one), move_experiences)
        on_merge("experience_uses", used, lambda one: ExperienceUse.objects.filter(organisation=one), move_uses)
        on_merge(
            "named_partners",
            _("Experiences that name it"),
            lambda one: NamedPartner.objects.filter(organisation=one),
            move_named,
        )

        self.say_what_else_merges()

    def say_what_else_merges(self) -> None:
        """The same of tools, recommendations and booklets."""
        from maskinrum.knowledge.actions import move_booklets, move_tools  # noqa: PLC0415
        from maskinrum.knowledge.models import Booklet, Recommendation, Tool, ToolUse  # noqa: PLC0415
        from maskinrum.organisations.actions import on_merge  # noqa: PLC0415

        on_merge("tools", _("Tools"), lambda one: Tool.objects.filter(organisation=one), move_tools)
        on_merge("tool_uses", _("Tools that were used"), lambda one: ToolUse.objects.filter(organisation=one))
        on_merge("booklets", _("Booklets"), lambda one: Booklet.objects.filter(organisation=one), move_booklets)
        on_merge("recommendations", _("Recommendations"), lambda one: Recommendation.objects.filter(organisation=one))

    def be_found(self) -> None:
        """Offer experiences to the search, and to stand beside the pages of others; all the rest too."""
        from maskinrum.knowledge.indexing import offer_everything  # noqa: PLC0415 - models are not there before this
        from maskinrum.knowledge.indexing.booklets import offer_booklets  # noqa: PLC0415
        from maskinrum.knowledge.indexing.evidence import offer_evidence  # noqa: PLC0415
        from maskinrum.knowledge.indexing.recommendations import offer_recommendations  # noqa: PLC0415
        from maskinrum.knowledge.indexing.tools import offer_tools  # noqa: PLC0415
        from maskinrum.knowledge.reports.block import render_beside  # noqa: PLC0415
        from maskinrum.shared.beside import offer_beside  # noqa: PLC0415

        offer_everything()
        offer_recommendations()
        offer_tools()
        offer_booklets()
        offer_evidence()
        offer_beside("experiences", render_beside)
        periodic("tidy_files", every=timedelta(days=1), function="maskinrum.knowledge.actions.tidy_files")
        periodic("clean_stored", every=timedelta(hours=1), function="maskinrum.knowledge.actions.clean_stored")
        periodic("sink_overdue", every=timedelta(days=1), function="maskinrum.knowledge.actions.sink_overdue")
