"""Which projects belong inside, which to look for more of, and what waiting costs, in words and drawings."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.decisions.analysis.calculation import Case
from maskinrum.decisions.analysis.exploring import Estimate, Explored, Inside, LaterStart, Stat
from maskinrum.decisions.analysis.parameters import Shipped
from maskinrum.decisions.analysis.verdicts import Findings
from maskinrum.decisions.phrases import IN_SENTENCE
from maskinrum.decisions.reports.break_even import break_even_chart, break_even_words
from maskinrum.decisions.reports.verdict import VerdictWords, verdict_of
from maskinrum.shared.charts import Chart, Contribution, contribution_chart
from maskinrum.shared.figures import give_or_take, money, months, number, of_hundred, of_ten, signed_money
from maskinrum.shared.phrases import quoted

ERRORS = 2
# More names than these would make the page longer than anybody reads.
NAMED = 12


@dataclass(frozen=True)
class Line:
    """One kind of project two more of which are added, or one wait; all as words."""

    name: str
    detail: str
    change: str
    error: str
    chance: str
    is_noise: bool


@dataclass(frozen=True)
class ExploredPage:
    """What the longer calculation says.

    ``leave_out``: names of those that can be told to be better left out, ``gain`` what that changes; ``unsure`` says
    of which others it cannot be told, empty where there are none.
    """

    sentence: str
    leave_out: list[str]
    unsure: str
    gain: str
    contributions: Chart | None
    reference: str
    more_sentence: str
    more: list[Line]
    later_sentence: str
    waiting: Chart
    later: list[Line]
    break_even: Chart
    break_even_words: str
    futures: int


def explored_page(found: Explored, case: Case) -> ExploredPage:
    """Put what was found into words and drawings in the active language."""
    more, gain, clear = _more(found, case), _gain(found), _clearly_out(found)
    return ExploredPage(
        sentence=_inside_sentence(found),
        leave_out=[case.facts[row].name for row in clear],
        unsure=_unsure(found, [case.facts[row].name for row in found.inside.leave_out if row not in clear]),
        gain=_with_error(-gain.mean, gain.se),
        contributions=_contributions(found.inside, case),
        reference=str(IN_SENTENCE[found.reference]),
        more_sentence=_more_sentence(more, found),
        more=more,
        later_sentence=_later_sentence(found.later),
        waiting=_waiting(found.later),
        later=[_later(one) for one in found.later],
        break_even=break_even_chart(found.break_even, case),
        break_even_words=break_even_words(found.break_even),
        futures=found.futures,
    )


def completed_verdict(
    found: Explored, findings: Findings | None, answer: str | None = None, shipped: Shipped | None = None
) -> VerdictWords | None:
    """The verdict by the whole rule, where the longer calculation completed it; the rest as in ``verdict_words``."""
    whole = found.completed(findings) if found.weighed else None
    return None if whole is None else verdict_of(whole, answer, shipped)


def _gain(found: Explored) -> Estimate:
    """What the best subset gains, on futures of its own where it was judged on such."""
    return found.judged.gain if found.judged else found.inside.gain


def _is_noise(value: Estimate | Stat) -> bool:
    """Whether a mean cannot be told from nothing by the calculation."""
    return abs(value.mean) <= ERRORS * value.se


def _clearly_out(found: Explored) -> list[int]:
    """The rows of which it can be told that they are better left out, all of them where only the whole was judged."""
    if not found.inside.rows or _gain(found).mean <= 0 or _is_noise(_gain(found)):
        return []
    if found.judged is None:
        return list(found.inside.leave_out)
    return [one.row for one in found.judged.left_out if one.value.mean < 0 and not _is_noise(one.value)]


def _inside_sentence(found: Explored) -> str:
    if not found.inside.as_stated:
        return _("No project may go into an agreement, so there is nothing to choose between.")
    if not found.inside.leave_out:
        return _all_belong(sum(one.value.se > 0 and _is_noise(one.value) for one in found.inside.at_best))
    return _left_out_sentence(found)


def _left_out_sentence(found: Explored) -> str:
    """Whether what the search left out is better left out, as far as it can be told."""
    inside, gain = found.inside, _gain(found)
    words = {"n": len(inside.leave_out), "gain": _with_error(-gain.mean, gain.se)}
    if _is_noise(gain):
        return (
            ngettext(
                "It cannot be told whether the partnership is cheaper without any of the projects: without the one "
                "that the search picked, the mean cost of the whole changes by %(gain)s, which is within the error.",
                "It cannot be told whether the partnership is cheaper without any of the projects: without the %(n)s "
                "that the search picked, the mean cost of the whole changes by %(gain)s, which is within the error.",
                len(inside.leave_out),
            )
            % words
        )
    if gain.mean < 0:
        return (
            _(
                "No project can be told to be better left out: without those that the search picked, the mean cost of "
                "the whole changes by %(gain)s on other futures."
            )
            % words
        )
    if not inside.rows:
        return (
            _(
                "None of the projects belongs inside: with all of them out, the mean cost of the whole changes by "
                "%(gain)s."
            )
            % words
        )
    if not _clearly_out(found):
        return _("The partnership is cheaper with fewer of the projects, but it cannot be told which to leave out.")
    count = len(_clearly_out(found))
    return ngettext(
        "The partnership is cheaper without one of the projects.",
        "The partnership is cheaper without %(n)s of the projects.",
        count,
    ) % {"n": count}


def _all_belong(unclear: int) -> str:
    """That nothing is cheaper to leave out, and of how many the opposite cannot be told either."""
    words = _("Every project that may go in belongs in: none is cheaper to leave out.")
    if unclear:
        words += " " + ngettext(
            "Of %(n)s it cannot be told whether it makes a difference.",
            "Of %(n)s it cannot be told whether they make a difference.",
            unclear,
        ) % {"n": unclear}
    return words


def _unsure(found: Explored, names: Sequence[str]) -> str:
    """Of which the search left out it cannot be told, and what the search's own futures are worth as evidence."""
    out = []
    if names and _clearly_out(found):
        named = ", ".join(quoted(name) for name in names[:NAMED])
        rest = len(names) - NAMED
        if rest > 0:
            named += " " + ngettext("and %(n)s more", "and %(n)s more", rest) % {"n": rest}
        out.append(
            _("The search left out these too, but it cannot be told whether that helps: %(names)s.") % {"names": named}
        )
    if found.inside.leave_out and found.judged:
        words = _("The gain is measured on %(n)s futures that the search had not seen.")
        out.append(words % {"n": number(found.judged.futures)})
    elif found.inside.leave_out:
        out.append(
            _(
                "The gain is measured on the futures the projects were chosen on, so it looks greater than it is. A "
                "new version measures it on others."
            )
        )
    return " ".join(out)


def _gives_most(inside: Inside, case: Case) -> str:
    """Which project gives most, where that can be told; the errors of two are added as if they were independent."""
    best, *others = sorted(inside.at_best, key=lambda one: -one.value.mean)
    if best.value.mean <= 0:
        return _("No project gives the partnership anything")
    if _is_noise(best.value):
        return _("It cannot be told whether any project gives the partnership something")
    name = {"name": case.facts[best.row].name}
    near = others and others[0].value
    if near and best.value.mean - near.mean <= ERRORS * hypot(best.value.se, near.se):
        return _("“%(name)s” and others give the partnership about equally much") % name
    return _("“%(name)s” gives the partnership most") % name


def _contributions(inside: Inside, case: Case) -> Chart | None:
    rows = [
        Contribution(
            case.facts[one.row].name, one.value.mean, one.value.se, _("inside") if one.inside else _("left out")
        )
        for one in inside.at_best
    ]
    if not rows:
        return None
    note = _(
        "What the whole costs without the project inside, less what it costs with it. Contributions do not add up."
    )
    return contribution_chart(
        rows, ident="contributions", title=_gives_most(inside, case), heads=(_("Project"), _("Where")), note=note
    )


def _more(found: Explored, case: Case) -> list[Line]:
    return [
        Line(
            name=case.facts[one.row].name,
            detail=case.facts[one.row].group,
            change=signed_money(-one.gain.mean),
            error=_error(one.gain.se),
            chance=of_hundred(one.p_better.mean),
            is_noise=_is_noise(one.gain),
        )
        for one in found.more
    ]


def _more_sentence(lines: Sequence[Line], found: Explored) -> str:
    """What two more of the best kind do, and whether that is any help."""
    if not lines:
        return ""
    best = lines[0]
    if best.is_noise:
        words = _(
            "It cannot be told whether two more projects help: with two like “%(name)s”, the best, the partnership's "
            "difference moves by %(change)s, which is within the error."
        )
    elif found.more[0].gain.mean > 0:
        words = _("With two more like “%(name)s” the partnership's difference moves by %(change)s from what it is now.")
    else:
        words = _(
            "Two more projects do not help, whatever they are like: with two like “%(name)s”, which harm least, the "
            "partnership's difference moves by %(change)s."
        )
    return words % {"name": best.name, "change": best.change}


def _later_sentence(waits: Sequence[LaterStart]) -> str:
    """What waiting changes: cheaper after one of the waits, dearer after all of them, or that it cannot be told."""
    cheaper = [one for one in waits if one.against_now.mean < 0 and not _is_noise(one.against_now)]
    if cheaper:
        best = min(cheaper, key=lambda one: one.against_now.mean)
        return _("Waiting %(months)s makes the partnership %(money)s cheaper on average (%(error)s).") % {
            "months": months(best.months),
            "money": money(-best.against_now.mean),
            "error": _error(best.against_now.se),
        }
    unclear = [one for one in waits if _is_noise(one.against_now)]
    if unclear:
        words = _(
            "It cannot be told whether waiting pays: starting %(months)s later changes what the partnership costs by "
            "%(change)s on average, which is within the error."
        )
        first = min(unclear, key=lambda one: one.months)
        change = _with_error(first.against_now.mean, first.against_now.se)
        return words % {"months": months(first.months), "change": change}
    first = min(waits, key=lambda one: one.months)
    words = _(
        "Waiting saves nothing: starting %(months)s later makes the partnership %(money)s dearer on average "
        "(%(error)s), and starting now is cheaper in %(chance)s futures."
    )
    return words % {
        "chance": of_ten(first.p_now_cheaper.mean),
        "months": months(first.months),
        "money": money(first.against_now.mean),
        "error": _error(first.against_now.se),
    }


def _waiting(waits: Sequence[LaterStart]) -> Chart:
    rows = [
        Contribution(
            _("%(months)s later") % {"months": months(one.months)},
            -one.against_now.mean,
            one.against_now.se,
            _("best of all compared") if one.standing.leads else "",
        )
        for one in waits
    ]
    return contribution_chart(
        rows,
        ident="waiting",
        title=_("What the partnership gains by starting later"),
        heads=(_("Start"), _("Standing")),
        note=_("Waiting reveals nothing in the calculation; projects that cannot wait are tendered separately."),
    )


def _later(one: LaterStart) -> Line:
    return Line(
        name=_("%(months)s later") % {"months": months(one.months)},
        detail=signed_money(one.difference.mean),
        change=signed_money(one.against_now.mean),
        error=_error(one.against_now.se),
        chance=of_hundred(one.p_now_cheaper.mean),
        is_noise=_is_noise(one.against_now),
    )


def _with_error(mean: float, error: float) -> str:
    return f"{signed_money(mean)} ({_error(error)})"


def _error(error: float) -> str:
    return give_or_take(money(ERRORS * error))
