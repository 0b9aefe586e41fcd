from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from maskinrum.shared.privacy import NO_PERSONAL_DATA, Clock, declare_table, start_clock

VERBS = {
    "add_project": _("added a project"),
    "change_project": _("changed a project"),
    "record_outcome": _("said what became of a project"),
    "remove_project": _("took a project off the list"),
    "add_joint_estimate": _("added a joint estimate to the register"),
    "change_joint_estimate": _("changed a joint estimate of the register"),
    "add_partnership": _("added a partnership to the register"),
    "change_partnership": _("changed a partnership of the register"),
    "send_correction": _("said what is wrong in the register"),
    "answer_correction": _("answered a correction to the register"),
}
TYPES = {
    "partnerships.Correction": _("correction"),
    "partnerships.JointEstimate": _("joint estimate"),
    "partnerships.Partnership": _("partnership"),
    "partnerships.Project": _("project"),
}

TABLES = {
    "partnerships_correction": _("What you have said is wrong in the register, or answered"),
    "partnerships_partnershipchange": _("What you have changed in the register"),
}


class PartnershipsConfig(AppConfig):
    name = "maskinrum.partnerships"
    label = "partnerships"

    def ready(self) -> None:
        """Open the rows of a partnership to its parties, and say what becomes of ours when time or mergers pass."""
        from maskinrum.organisations.phrases import name_in_log, name_tables  # noqa: PLC0415 - models are not there before this
        from maskinrum.organisations.queries import open_to_parties  # noqa: PLC0415
        from maskinrum.partnerships import indexing  # noqa: PLC0415
        from maskinrum.partnerships.actions import forget_addresses  # noqa: PLC0415
        from maskinrum.partnerships.actions.corrections import CORRECTION_ANSWERED, CORRECTION_SENT  # noqa: PLC0415
        from maskinrum.partnerships.models import Partnership  # noqa: PLC0415
        from maskinrum.partnerships.queries import answered_corrections, partnerships_of  # noqa: PLC0415
        from maskinrum.partnerships.reports.waiting import corrections_that_wait  # noqa: PLC0415
        from maskinrum.shared.beside import offer_beside  # noqa: PLC0415
        from maskinrum.shared.mail import declare_mail  # noqa: PLC0415

        declare_table("partnerships_partnership_also_in", NO_PERSONAL_DATA)
        open_to_parties(Partnership, partnerships_of)
        start_clock(Clock("partnerships_correction", answered_corrections, forget_addresses))
        name_in_log(verbs=VERBS, types=TYPES)
        name_tables(TABLES)
        letter = "register/letters/correction_answered.txt"
        declare_mail(CORRECTION_ANSWERED, _("Answer to a correction"), is_mutable=False, template=letter)
        told = _("when somebody says that something in a register entry that I look after is wrong")
        declare_mail(CORRECTION_SENT, told, is_mutable=True, template="register/letters/correction_sent.txt")
        offer_beside("secretariat", corrections_that_wait)
        self.say_what_merges()
        indexing.offer_everything()

    def say_what_merges(self) -> None:
        """Say what of ours moves when an organisation is merged into another."""
        from maskinrum.organisations.actions import on_merge  # noqa: PLC0415 - models are not there before this
        from maskinrum.partnerships.actions import move_call_off_rights, move_parties  # noqa: PLC0415
        from maskinrum.partnerships.models import CallOffRight, Partnership, Party, Project  # noqa: PLC0415

        on_merge("projects", _("Projects"), lambda one: Project.objects.filter(organisation=one))
        on_merge("partnerships", _("Partnerships as client"), lambda one: Partnership.objects.filter(organisation=one))
        on_merge(
            "parties", _("Partnerships as a party"), lambda one: Party.objects.filter(organisation=one), move_parties
        )
        on_merge(
            "call_off_rights",
            _("Rights to call off"),
            lambda one: CallOffRight.objects.filter(organisation=one),
            move_call_off_rights,
        )
