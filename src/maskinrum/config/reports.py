"""The two first partnerships, put into the words and shape that a drawing needs."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.config.queries import Founder, Job
from maskinrum.shared.charts import AxisPartnership, AxisWorks, Drawings, partnership_axis


def founders_axis(founders: Sequence[Founder], today: date) -> Drawings:
    """Return planning, agreement, option and known jobs of the founders on one axis, with the needle at ``today``."""
    title = _("The time axis of the two first partnerships. The figures stand in the table below.")
    return partnership_axis([_partnership(founder) for founder in founders], today=today, ident="founders", title=title)


def _partnership(founder: Founder) -> AxisPartnership:
    return AxisPartnership(
        name=founder.name,
        partners=founder.partners,
        planning=founder.planning,
        start=founder.start,
        end=founder.end,
        option_end=founder.option_end,
        works=[AxisWorks(_works_name(job), job.start, job.end) for job in founder.jobs],
    )


def _works_name(job: Job) -> str:
    if job.homes is None:
        return job.name
    words = ngettext("%(name)s, %(count)d home", "%(name)s, %(count)d homes", job.homes)
    return words % {"name": job.name, "count": job.homes}
