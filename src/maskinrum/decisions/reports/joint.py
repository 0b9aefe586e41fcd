"""A joint portfolio in words: what both are told alike, and what each is told of its own."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.joint import OwnShown, TotalShown, common_assumptions, read_joint
from maskinrum.decisions.enums import Criterion, Realisation
from maskinrum.decisions.models import JointPortfolio
from maskinrum.decisions.reports.assumptions import ShownParameter, changed_parameters
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.figures import interval, months, signed_money, signed_percent

BANDS: Final = (
    gettext_lazy("less than a fifth"),
    gettext_lazy("between one and two fifths"),
    gettext_lazy("about half (between two and three fifths)"),
    gettext_lazy("between three and four fifths"),
    gettext_lazy("more than four fifths"),
)


@dataclass(frozen=True)
class Figure:
    """One line of what is told."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class JointPage:
    """What one of the two is shown; ``total`` is empty when the portfolios are too unlike in size to tell it."""

    sentence: str
    total: list[Figure]
    own_sentence: str
    own: list[Figure]


@dataclass(frozen=True)
class AgreedAssumptions:
    """What both calculate with: the choices in words, and the numbers that differ from the shipped ones.

    There are such numbers only in what was calculated while those of the inviting side were taken.
    """

    choices: list[Figure]
    changed: list[ShownParameter]


def joint_page(joint: JointPortfolio, viewer: Viewer) -> JointPage:
    """Put a result into words for one of the two; the other's own part is not read."""
    shown = read_joint(joint.result)
    own = shown.inviting if viewer.organisation == joint.inviting_id else shown.accepting
    return JointPage(
        sentence=_sentence(shown.total),
        total=_total(shown.total) if shown.total else [],
        own_sentence=_own_sentence(own),
        own=_own(own),
    )


def agreed_assumptions(joint: JointPortfolio) -> AgreedAssumptions:
    """The assumptions that both see before one of them agrees, or that a result was calculated with."""
    chosen = Assumptions.from_json(joint.assumptions)
    if joint.result is None:
        chosen = common_assumptions(chosen)
    choices = [
        Figure(_("Compared by"), str(Criterion(chosen.criterion).label)),
        Figure(_("Chance that a project is carried out"), str(Realisation(chosen.realisation).label)),
        Figure(_("“Not yet” starts"), _("%(months)s later") % {"months": months(chosen.shift)}),
    ]
    return AgreedAssumptions(choices, changed_parameters(chosen))


def _sentence(total: TotalShown | None) -> str:
    if total is None:
        return _(
            "The joint result is not shown: one of you has less than a fifth of the volume, or of what is carried out "
            "inside, so it would nearly be the other's own."
        )
    if total.holds:
        return _("Together you save by a joint partnership: it is cheaper in %(n)s of 10 futures.") % {
            "n": total.of_ten
        }
    return _("The numbers do not hold for a joint partnership: it is cheaper in %(n)s of 10 futures.") % {
        "n": total.of_ten
    }


def _total(total: TotalShown) -> list[Figure]:
    return [
        Figure(
            _("Mean difference"),
            signed_percent(total.mean / 100),
            _("of your joint volume, against what each of you would do without a partnership; minus is cheaper"),
        ),
        Figure(
            _("Nine of ten futures"),
            interval(total.low / 100, total.high / 100, unit="percent", sign=True),
            _("of your joint volume"),
        ),
    ]


def _own_sentence(own: OwnShown) -> str:
    if own.worth < 0:
        return _("To you, joining is worth about %(money)s against a strategic partnership of your own.") % {
            "money": _unsigned(-own.worth)
        }
    if own.worth > 0:
        return _("To you, joining costs about %(money)s more than a strategic partnership of your own.") % {
            "money": _unsigned(own.worth)
        }
    return _("To you, joining is worth less than %(money)s either way.") % {"money": _unsigned(own.step)}


def _own(own: OwnShown) -> list[Figure]:
    return [
        Figure(_("Your part of the volume"), str(BANDS[own.band])),
        Figure(
            _("Together against alone"),
            _stepped(own.worth, own.step),
            _("nine of ten futures: %(interval)s") % {"interval": interval(own.low, own.high, unit="mdkk", sign=True)},
        ),
        Figure(_("Together is cheaper for you than alone"), _("%(n)s of 10 futures") % {"n": own.of_ten}),
        Figure(
            _("Alone against the cheapest without a partnership"),
            _stepped(own.alone, own.step),
        ),
        Figure(
            _("Together against the cheapest without a partnership"),
            _stepped(own.alone + own.worth, own.step),
            _("the numbers hold for you") if own.holds else _("the numbers do not hold for you"),
        ),
    ]


def _unsigned(mdkk: float) -> str:
    return signed_money(mdkk).lstrip("+")


def _stepped(value: float, step: float) -> str:
    """An amount in steps; what is nearer to nothing than to a step is not nothing."""
    if value:
        return signed_money(value)
    return _("less than %(money)s either way") % {"money": _unsigned(step)}
