"""A chain as one JSON document of a stated form, version 1."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from importlib.resources import files
from typing import Final, cast

from maskinrum.deadlines.chain import Chain, Step
from maskinrum.deadlines.counting import Ending, Move
from maskinrum.deadlines.periods import Applied, Period
from maskinrum.deadlines.reading import Text
from maskinrum.deadlines.rules import LegalRules, Rule
from maskinrum.deadlines.working_days import Closed, WorkingDays

VERSION: Final = 1
DEADLINES_SCHEMA: Final[dict[str, object]] = cast(
    "dict[str, object]",
    json.loads(files("maskinrum.deadlines").joinpath("deadlines.schema.json").read_text(encoding="utf-8")),
)


def chain_document(
    chain: Chain,
    rules: LegalRules,
    working: WorkingDays,
    *,
    wished: date | None = None,
    backward: Chain | None = None,
) -> dict[str, object]:
    """A chain and what it rests on as JSON values, following ``DEADLINES_SCHEMA``."""
    ends = [*(step.ending.end for step in chain.steps), *(watch.period.end for watch in chain.watches)]
    return {
        "version": VERSION,
        "disclaimer": asdict(rules.disclaimer),
        "question": _question(chain),
        "working_days": _working(working, min(chain.dispatch, *ends), max(ends)),
        **_course(chain),
        "wished_signature": None if wished is None else wished.isoformat(),
        "latest_dispatch": None if backward is None else _course(backward),
    }


def _question(chain: Chain) -> dict[str, object]:
    asked = chain.question
    return {
        "procedure": asked.procedure,
        "name": asdict(chain.procedure.name),
        "variant_of": chain.variant_of,
        "shortenings": dict(asked.shortenings),
        "days": dict(asked.days),
        "channel": asked.channel,
        "prior_notice": None if asked.prior_notice is None else asked.prior_notice.isoformat(),
    }


def _working(working: WorkingDays, first: date, last: date) -> dict[str, object]:
    return {
        "doubtful_closed": sorted(working.doubtful),
        "added": sorted(day.isoformat() for day in working.added),
        "removed": sorted(day.isoformat() for day in working.removed),
        "verified": working.rules.verified,
        "closed": [_closed(closed) for closed in working.listed(first, last)],
    }


def _course(chain: Chain) -> dict[str, object]:
    window = chain.prior_notice_window
    return {
        "dispatch": chain.dispatch.isoformat(),
        "earliest_signature": chain.earliest_signature.isoformat(),
        "signature": chain.signature.isoformat(),
        "prior_notice_window": None if window is None else [day.isoformat() for day in window],
        "unverified": list(chain.unverified),
        "not_in_force": list(chain.not_in_force),
        "steps": [_step(step) for step in chain.steps],
        "watches": [{"stage": watch.stage, **_period(watch.period)} for watch in chain.watches],
    }


def _step(step: Step) -> dict[str, object]:
    return {
        "stage": step.stage,
        "basis": step.basis,
        "event": step.event,
        "rule": None if step.rule is None else _rule(step.rule),
        "shortenings": [_applied(one) for one in step.applied],
        "unverified": list(step.unverified),
        **_ending(step.ending),
    }


def _period(period: Period) -> dict[str, object]:
    return {
        "event": period.rule.event,
        "rule": _rule(period.rule),
        "unverified": list(period.unverified),
        **_ending(period.ending),
    }


def _ending(ending: Ending) -> dict[str, object]:
    return {
        "from": ending.event.isoformat(),
        "count": ending.count,
        "unit": ending.unit,
        "start": ending.start.isoformat(),
        "nominal_end": ending.nominal_end.isoformat(),
        "moves": [_move(move) for move in ending.moves],
        "end": ending.end.isoformat(),
    }


def _move(move: Move) -> dict[str, object]:
    closed = None if move.closed is None else _closed(move.closed)
    return {"rule": move.rule, "day": move.day.isoformat(), "closed": closed}


def _closed(closed: Closed) -> dict[str, object]:
    return {
        "day": closed.day.isoformat(),
        "kind": closed.kind,
        "slug": closed.slug,
        "name": _text(closed.name),
    }


def _rule(rule: Rule) -> dict[str, object]:
    rests = rule.reference
    return {
        "id": rests.id,
        "paragraph": rests.paragraph,
        "minimum": rule.count,
        "verified": rests.verified,
        "label": rests.label,
        "source": rests.source,
        "text": _text(rests.text),
        "note": _text(rests.note),
    }


def _applied(applied: Applied) -> dict[str, object]:
    one = applied.shortening
    return {
        "code": one.code,
        "count": applied.count,
        "paragraph": one.paragraph,
        "verified": one.verified,
        "condition": _text(one.condition),
    }


def _text(text: Text | None) -> Mapping[str, str] | None:
    return None if text is None else asdict(text)
