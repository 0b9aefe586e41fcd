"""The workbook in which many experiences are written, in Danish or English."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from maskinrum.knowledge.forms.importing import COLUMNS, FIXED, MOST_ROWS, NAMED, WIDE, allowed, heading
from maskinrum.knowledge.forms.telling import LONGEST, ExperienceForm
from maskinrum.shared.tables import OutColumn, OutSheet, OutValue, write_xlsx

Offered = Sequence[tuple[str, str]]


def import_template(language: str, *, partnerships: Offered, projects: Offered) -> bytes:
    """A sheet to fill in, one that explains each column, and one with the values allowed."""
    names = {"partnership": _distinct(partnerships), "project": _distinct(projects)}
    with override(language):
        sheets = [_to_fill(language, names), _explained(language), _lists(language, names)]
        return write_xlsx(sheets, language=language, title=_("Experiences"))


def _distinct(offered: Offered) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for _key, name in offered))


def _to_fill(language: str, names: Mapping[str, tuple[str, ...]]) -> OutSheet:
    columns = [
        OutColumn(heading(field, language), 40 if field in WIDE else 22, choices=_choices(field, language, names))
        for field in COLUMNS
    ]
    return OutSheet(_("Experiences"), columns, [], open_rows=MOST_ROWS, pinned=1)


def _choices(field: str, language: str, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if field in NAMED:
        return names[field]
    return tuple(words for _value, words in allowed(field, language)) if field in FIXED else ()


def _explained(language: str) -> OutSheet:
    length = _("At most %(most)s characters.") % {"most": LONGEST}
    unchosen = _(
        "Where nobody is chosen, the whole network may read it once it is published. Until then it is a draft."
    )
    rows: list[tuple[OutValue, ...]] = []
    for field in COLUMNS:
        hint = str(ExperienceForm.base_fields[field].help_text or "")
        own = _("Choose from the list.") if field in (*FIXED, *NAMED) else ""
        rows.append((heading(field, language), " ".join(filter(None, (hint, own, length if field in WIDE else "")))))
    rows += [
        (None, None),
        (_("One row, one experience"), _("One text is enough in each row; the rest can be added in the draft.")),
        (_("Left empty"), unchosen),
        (_("At most"), _("%(most)s rows in a file.") % {"most": MOST_ROWS}),
    ]
    return OutSheet(_("How to fill it in"), [OutColumn(_("Column"), 30), OutColumn(_("What to write"), 90)], rows)


def _lists(language: str, names: Mapping[str, tuple[str, ...]]) -> OutSheet:
    # The three columns of themes offer the same.
    fields = [field for field in COLUMNS if field in FIXED and field not in ("theme_2", "theme_3")]
    lists = [[words for _value, words in allowed(field, language)] for field in fields]
    columns = [OutColumn(heading(field, language), 28) for field in (*fields, *NAMED)]
    lists += [list(names[field]) for field in NAMED]
    longest = max(map(len, lists))
    rows = [tuple(one[place] if place < len(one) else None for one in lists) for place in range(longest)]
    return OutSheet(_("Values allowed"), columns, rows)
