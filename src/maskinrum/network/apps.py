from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from maskinrum.shared.periodic import periodic
from maskinrum.shared.privacy import Clock, start_clock


class NetworkConfig(AppConfig):
    name = "maskinrum.network"
    label = "network"

    def ready(self) -> None:
        """Open questions to the parties of their partnership, and say what our verbs, letters and places are called."""
        from maskinrum.network.models import Question  # noqa: PLC0415 - models are not there before this
        from maskinrum.network.phrases import FIELD_NAMES, OWN_COLUMNS, TABLES, TYPES, VERBS  # noqa: PLC0415
        from maskinrum.network.queries import cards_left_behind, questions_of_parties  # noqa: PLC0415
        from maskinrum.organisations.actions import remove_rows  # noqa: PLC0415
        from maskinrum.organisations.phrases import name_in_log, name_tables  # noqa: PLC0415
        from maskinrum.organisations.queries import open_to_parties  # noqa: PLC0415
        from maskinrum.organisations.reports import name_columns, name_typed  # noqa: PLC0415

        open_to_parties(Question, questions_of_parties)
        name_tables(TABLES)
        name_in_log(verbs=VERBS, types=TYPES)
        name_typed(FIELD_NAMES)
        name_columns(OWN_COLUMNS)
        start_clock(Clock("network_contactcard", cards_left_behind, remove_rows))
        self.declare_letters()
        self.say_what_merges()
        self.be_found()
        self.stand_in_calendars()
        daily = "maskinrum.network.actions.propose_conversations"
        digests = "maskinrum.network.actions.send_settled_digests"
        periodic("send_digests", every=timedelta(minutes=15), function=digests)
        left = "maskinrum.network.actions.leave_conversations"
        periodic("leave_conversations", every=timedelta(minutes=15), function=left)
        periodic("propose_conversations", every=timedelta(days=1), function=daily)
        periodic("route_questions", every=timedelta(minutes=30), function="maskinrum.network.actions.route_questions")
        periodic(
            "escalate_unanswered", every=timedelta(hours=6), function="maskinrum.network.actions.escalate_unanswered"
        )

    def declare_letters(self) -> None:
        """Say which letters there are, and which of them a person may do without."""
        from maskinrum.network.actions.digests import DIGEST, may_still_go  # noqa: PLC0415 - as below
        from maskinrum.network.actions.letters import (  # noqa: PLC0415 - models are not there before this
            ANSWER_ACCEPTED,
            QUESTION_ANSWERED,
            QUESTION_FITS,
            QUESTION_UNANSWERED,
            SPARRING_AGREED,
            SPARRING_ASKED,
            SPARRING_LEFT,
            SPARRING_OFFERED,
            SPARRING_WITHDRAWN,
        )
        from maskinrum.shared.mail import declare_mail  # noqa: PLC0415

        letters = {
            QUESTION_FITS: (_("when somebody asks about what I have told of"), True),
            QUESTION_ANSWERED: (_("when somebody writes below a question of mine"), True),
            ANSWER_ACCEPTED: (_("when an answer of mine helped"), True),
            SPARRING_ASKED: (_("when somebody asks me for a conversation"), True),
            SPARRING_AGREED: (_("A conversation that is agreed"), False),
            SPARRING_OFFERED: (_("A time is proposed for a conversation"), False),
            SPARRING_WITHDRAWN: (_("A wish for a conversation that is taken back"), False),
            SPARRING_LEFT: (_("A conversation that does not take place"), False),
            QUESTION_UNANSWERED: (_("A question that nobody has answered"), False),
        }
        declare_mail(
            DIGEST,
            _("when there is something new about what I follow"),
            is_mutable=True,
            template="",
            is_still_right=may_still_go,
        )
        for name, (label, is_mutable) in letters.items():
            declare_mail(name, label, is_mutable=is_mutable, template=f"network/letters/{name}.txt")

    def say_what_merges(self) -> None:
        """Say what of ours moves when an organisation is merged into another; questions without a name have none."""
        from maskinrum.network.actions import move_cards, move_stand  # noqa: PLC0415 - models are not there before this
        from maskinrum.network.models import (  # noqa: PLC0415
            ContactCard,
            Contribution,
            Question,
            SparringProposal,
            SparringRequest,
            Stand,
        )
        from maskinrum.organisations.actions import on_merge  # noqa: PLC0415

        wishes, asked = _("Wishes for a conversation"), _("Conversations that people were asked for")
        on_merge("sparring", wishes, lambda one: SparringRequest.objects.filter(organisation=one))
        on_merge("sparring_asked", asked, lambda one: SparringProposal.objects.filter(organisation=one))
        on_merge("stand", _("Where it stands"), lambda one: Stand.objects.filter(organisation=one), move_stand)
        shown = _("What people show of themselves")
        on_merge("contact_cards", shown, lambda one: ContactCard.objects.filter(organisation=one), move_cards)

        on_merge("questions", _("Questions"), lambda one: Question.objects.filter(organisation=one))
        on_merge("contributions", _("Answers to questions"), lambda one: Contribution.objects.filter(organisation=one))

    def stand_in_calendars(self) -> None:
        """Let conversations stand in the calendars of the two who talk."""
        from maskinrum.network.queries.conversation_events import conversation_events  # noqa: PLC0415 - as above
        from maskinrum.shared.calendar import offer_events  # noqa: PLC0415

        offer_events("conversations", conversation_events)

    def be_found(self) -> None:
        """Offer questions to the search and to whoever follows something, and a way to ask where a search ends."""
        from maskinrum.network.indexing import offer_questions  # noqa: PLC0415 - models are not there before this
        from maskinrum.network.indexing.stands import offer_stands  # noqa: PLC0415
        from maskinrum.network.queries.following import offer_own_news  # noqa: PLC0415
        from maskinrum.network.reports.feed_links import render_feed_links  # noqa: PLC0415
        from maskinrum.network.reports.questions import render_answers_to  # noqa: PLC0415
        from maskinrum.network.reports.search_end import render_way_to_ask  # noqa: PLC0415
        from maskinrum.network.reports.stands import render_stand  # noqa: PLC0415
        from maskinrum.shared.beside import offer_beside  # noqa: PLC0415

        offer_questions()
        offer_stands()
        offer_own_news()
        offer_beside("experience", render_answers_to)
        offer_beside("head", render_feed_links)
        offer_beside("organisation", render_stand)
        offer_beside("search_end", render_way_to_ask)
