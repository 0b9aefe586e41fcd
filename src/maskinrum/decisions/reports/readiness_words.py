"""The sentences about readiness, and its figures as they are read."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.decisions.analysis.readiness import MOST_POINTS, TERM, KeptReadiness, Score, Standing
from maskinrum.decisions.analysis.readiness.scoring import LEAST_FACTOR, MOST_FACTOR
from maskinrum.decisions.enums import ReadinessLevel
from maskinrum.shared.figures import money, months, number, percent, unknown

COUNTS = ("projects_past_own_decision", "expected_teams")


def told(metric: str, value: float | None) -> str:
    """A value of a metric as it is read: a count, a share, money a year, months, or points."""
    if value is None:
        return unknown()
    if metric in COUNTS:
        return number(value)
    if metric == "volume_per_year":
        return _("%(amount)s a year") % {"amount": money(value)}
    if metric == TERM:
        return months(value)
    return percent(value, 0 if round(value, 2) == round(value, 4) else 1) if metric else value_words(value)


def value_words(points: float) -> str:
    """Points out of the most there are."""
    shown = number(points, 0 if points == int(points) else 1)
    return _("%(points)s of %(most)s") % {"points": shown, "most": MOST_POINTS}


def conclusion(standing: Standing) -> str:
    """The answer in one or two sentences: gates first, for no points make up for one."""
    waiting = len(standing.shut_gates)
    if waiting:
        words = ngettext(
            "One gate has no yes yet. No points make up for it.",
            "%(n)s gates have no yes yet. No points make up for them.",
            waiting,
        )
        return words % {"n": waiting}
    stops = len(standing.signs.stops)
    if stops:
        words = ngettext(
            "All gates have a yes, but one warning sign says stop.",
            "All gates have a yes, but %(n)s warning signs say stop.",
            stops,
        )
        return words % {"n": stops}
    if standing.score.level is None:
        return _("All gates have a yes. The points are not given yet.")
    return {
        ReadinessLevel.READY: _("All gates have a yes, and the points say that you are ready."),
        ReadinessLevel.ON_THE_WAY: _("All gates have a yes. The points say that you are on the way, not there yet."),
        ReadinessLevel.NOT_READY: _("All gates have a yes, but the points say that you are not ready."),
    }[standing.score.level]


def score_words(score: Score, *, is_scored: bool) -> str:
    """The score out of a hundred, an interval while points are missing, or that it is not known."""
    if score.is_whole:
        return _("%(score)s of 100") % {"score": number(score.low, 1)}
    if not is_scored:
        return unknown()
    return _("between %(low)s and %(high)s of 100") % {"low": number(score.low, 1), "high": number(score.high, 1)}


def robustness_words(standing: Standing | KeptReadiness) -> str:
    """How often the level changes when the weights do, with what was drawn; nothing while points are missing."""
    found = standing.robustness
    if found is None or standing.score.level is None:
        return ""
    words = _(
        "The level is “%(level)s”. We drew %(draws)s other sets of weights, each weight between %(least)s and %(most)s "
        "times what it is, and made a hundred of them again (seed %(seed)s). In %(changed)s of %(draws)s the level was "
        "another: %(share)s."
    )
    return words % {
        "level": standing.score.level.label,
        "draws": number(found.draws),
        "least": number(LEAST_FACTOR, 1),
        "most": number(MOST_FACTOR, 1),
        "seed": found.seed,
        "changed": number(found.changed),
        "share": percent(found.share, 2),
    }
