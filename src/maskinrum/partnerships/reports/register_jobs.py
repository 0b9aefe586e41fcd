"""Known jobs as lines of a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from maskinrum.partnerships.models import KnownJob
from maskinrum.partnerships.queries import job_facts
from maskinrum.partnerships.reports.wording import period_words, value_words
from maskinrum.shared import figures


@dataclass(frozen=True)
class JobLine:
    """A job in words; what is empty is not known."""

    name: str
    client: str
    homes: str
    value: str
    when: str
    label: str
    source_url: str


def job_lines(jobs: Iterable[KnownJob]) -> list[JobLine]:
    """Return jobs in words."""
    return [
        JobLine(
            name=job.name,
            client=job.client,
            homes=figures.number(job.homes) if job.homes is not None else "",
            value=value_words(job_facts(job)),
            when=period_words(job.begins, job.ends),
            label=job.label,
            source_url=job.source_url,
        )
        for job in jobs
    ]
