"""How a figure of the evaluation is written, and what may be said of it. Nothing more is said than the figures hold."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maskinrum.evaluation.facts.offers import SIGNALS, offered_as
from maskinrum.evaluation.facts.reading import Range
from maskinrum.evaluation.facts.series import FIXED, TOO_FEW, ReadSeries, Signal
from maskinrum.evaluation.facts.signals import CHANGE, GAP, SPREAD
from maskinrum.evaluation.models import Finding, Wording
from maskinrum.shared import figures

Saw = Mapping[str, Any]
SaySignal = Callable[[str, Saw], str]
"""From the name of what is measured and what the signal saw to one sentence."""


def withheld() -> str:
    """The same words for everything that may not be shown, whatever the reason."""
    return _("not shown")


def words_in_language(texts: Mapping[str, str]) -> str:
    """The text in the language that is read."""
    code = (get_language() or "da")[:2]
    return texts.get(code) or texts["da"]


def says(wording: Wording) -> str:
    """The statement in the language that is read."""
    return words_in_language({"da": wording.text_da, "en": wording.text_en})


def median(found: Range | None) -> str:
    """A median of a scale."""
    return withheld() if found is None else figures.number(found.estimate, 1)


def between(found: Range | None, decimals: int = 1) -> str:
    """The interval of a figure."""
    return withheld() if found is None else figures.interval(found.low, found.high, decimals)


def share(found: Range | None) -> str:
    """A share with its interval."""
    if found is None:
        return withheld()
    ends = figures.interval(found.low, found.high, 0, "percent")
    return _("%(share)s (%(ends)s)") % {"share": figures.percent(found.estimate), "ends": ends}


def difference(found: Range | None) -> str:
    """A difference with its interval, and its sign."""
    if found is None:
        return withheld()
    ends = figures.interval(found.low, found.high, 1, sign=True)
    return _("%(difference)s (%(ends)s)") % {"difference": figures.signed(found.estimate, 1), "ends": ends}


def rate(answered: int, invited: int) -> str:
    """How many of the invited answered."""
    told = {"answered": figures.number(answered), "invited": figures.number(invited)}
    if not invited:
        return ngettext("%(answered)s answer", "%(answered)s answers", answered) % told
    told["share"] = figures.percent(answered / invited)
    return _("%(answered)s of %(invited)s (%(share)s)") % told


def places_said(numbers: Sequence[int]) -> str:
    """Rounds by number: *7*, or *5, 6 and 7*."""
    said = [figures.number(number) for number in numbers]
    if len(said) == 1:
        return said[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(said[:-1]), "last": said[-1]}


def rule_said(rule: str, numbers: Sequence[int], *, above: bool | None) -> str:
    """A rule of the control chart in plain words."""
    told = {"rounds": places_said(numbers), "n": figures.number(len(numbers))}
    if rule == "beyond":
        if above:
            return _("round %(rounds)s lies above the upper limit") % told
        return _("round %(rounds)s lies below the lower limit") % told
    if rule == "two_of_three":
        if above:
            return _("two of three in succession lie near the upper limit (rounds %(rounds)s)") % told
        return _("two of three in succession lie near the lower limit (rounds %(rounds)s)") % told
    if above:
        return _("%(n)s rounds in succession lie above the centre (%(rounds)s)") % told
    return _("%(n)s rounds in succession lie below the centre (%(rounds)s)") % told


def signal_in(read: ReadSeries, signal: Signal) -> str:
    """A signal of a series in plain words."""
    numbers = [read.rounds[place].number for place in signal.places]
    return rule_said(signal.rule, numbers, above=signal.above)


def series_sentence(read: ReadSeries) -> str:
    """The one sentence under a chart of a series: what can be said, and nothing more."""
    last = read.last
    shown = sum(one.mean is not None for one in read.rounds[last.start :]) if last else 0
    if last is None or shown == 0:
        return _("No round can be shown yet.")
    told = {"n": figures.number(shown), "base": figures.number(last.based_on)}
    if last.firmness == TOO_FEW:
        many = _("%(n)s rounds: too few points to say anything.") % told
        return many if shown > 1 else _("One round: too few points to say anything.")
    if not read.signals:
        if last.firmness == FIXED:
            return _("No signal: all rounds vary as they usually do (limits of the first %(base)s).") % told
        return _("No signal so far: trial limits of %(n)s rounds, that still move.") % told
    what = signal_in(read, read.signals[-1])
    if last.firmness == FIXED:
        return _("Signal: %(what)s. Look for a second sign before you act.") % {"what": what}
    return _("Signal on trial limits: %(what)s. The limits still move, so look for a second sign.") % {"what": what}


def in_sentence(name: str) -> str:
    """A statement where a sentence goes on after it: without its full stop."""
    return name.removesuffix(".")


def change_sentence(name: str, found: Range, since: str = "") -> str:
    """A change that may be called one, or that it may not."""
    told = {"name": in_sentence(name), "difference": difference(found)}
    if not found.differs:
        return _("%(name)s: the difference %(difference)s may be luck.") % told
    if found.estimate > 0:
        return _("%(name)s: higher than in the round before, %(difference)s.") % told
    return _("%(name)s: lower than in the round before, %(difference)s.") % told


def _say_change(name: str, saw: Saw) -> str:
    return change_sentence(name, Range(saw["estimate"], saw["low"], saw["high"]))


def _say_gap(name: str, saw: Saw) -> str:
    found = difference(Range(saw["estimate"], saw["low"], saw["high"]))
    return _("%(name)s: it matters more than it is good, %(difference)s levels.") % {
        "name": in_sentence(name),
        "difference": found,
    }


def _say_spread(name: str, saw: Saw) -> str:
    told = {"name": in_sentence(name), "low": figures.number(saw["low"]), "high": figures.number(saw["high"])}
    return _("%(name)s: the parties lie from level %(low)s to level %(high)s.") % told


def _say_rule(name: str, saw: Saw, rule: str) -> str:
    what = rule_said(rule, saw["rounds"], above=saw["above"])
    return _("%(name)s: %(what)s.") % {"name": in_sentence(name), "what": what}


_OWN: dict[str, SaySignal] = {CHANGE: _say_change, GAP: _say_gap, SPREAD: _say_spread}
RULES = ("beyond", "two_of_three", "eight_on_a_side")


def signal_sentence(row: Finding, name: str) -> str:
    """What the signal of a finding saw; nothing for one that a person wrote."""
    if row.signal in RULES:
        return _say_rule(name, row.saw, row.signal)
    say = _OWN.get(row.signal) or offered_as(SIGNALS, row.signal)
    return say(name, row.saw) if say else ""


def after_sentence(row: Finding) -> str:
    """What the round after a finding says of whether it helped, in honest words; nothing before there is one."""
    if row.measured_again is None:
        return ""
    told = {"round": figures.number(row.measured_again.number)}
    if row.after.get("is_withheld"):
        return _("Round %(round)s cannot be compared: one of the two is not shown.") % told
    if row.after.get("has_other_words"):
        return _("Round %(round)s cannot be compared: other words were asked.") % told
    if "estimate" not in row.after:
        told |= {"before": figures.number(row.value_before, 1), "after": figures.number(row.value_after, 1)}
        return _("Before: %(before)s. In round %(round)s: %(after)s. No interval is known, so it may be luck.") % told
    found = Range(row.after["estimate"], row.after["low"], row.after["high"])
    told |= {
        "before": figures.number(row.after["median_before"], 1),
        "after": figures.number(row.value_after, 1),
        "n": figures.number(row.after["before"]),
        "m": figures.number(row.after["after"]),
        "difference": difference(found),
    }
    measured = (
        _(
            "Before: %(before)s (%(n)s answers). In round %(round)s: %(after)s (%(m)s answers). "
            "Difference: %(difference)s."
        )
        % told
    )
    if not found.differs:
        return measured + " " + _("The difference may be luck.")
    moved = _("It is higher than before.") if found.estimate > 0 else _("It is lower than before.")
    return f"{measured} {moved} " + _("Whether that is because of what you did, the round cannot tell.")
