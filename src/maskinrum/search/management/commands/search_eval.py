"""``maskinrum search-eval DIR``: how well the search answers a judged collection. Needs no database."""

import json
import lzma
import resource
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from maskinrum.search.index import Document, Index
from maskinrum.search.index.evaluation import FAR, Measures, Run, by_set

OPEN = frozenset({"open"})
PASSAGES = ("passages.jsonl", "passages.jsonl.xz")
BESIDE = "retrieval_da"
PAGE = 20
EXIT_FILE = 3
MEGABYTE = 1_000_000
KILOBYTES_EACH = 1 if sys.platform == "darwin" else 1024


class Command(BaseCommand):
    """Puts the passages into an index of its own, asks every query, and reports; a refusal has an exit code."""

    help = "Measure the search on a judged collection: passages, queries and judgements in one folder."
    requires_system_checks: list[str] = []  # noqa: RUF012 - as Django declares it

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="holds queries.SPLIT.jsonl and qrels.SPLIT.tsv")
        parser.add_argument("--split", default="dev", help="which queries to ask (dev)")
        parser.add_argument("--run", type=Path, metavar="OUT.tsv", help="write query, passage and score, 100 a query")
        parser.add_argument("--json", type=Path, metavar="OUT", help="write the report as JSON (- for the screen)")

    def handle(self, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            passages = passages_of(folder)
            queries = rows_of(folder / f"queries.{options['split']}.jsonl")
            judgements = judgements_of(folder / f"qrels.{options['split']}.tsv")
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(_("The collection cannot be read: %s") % error, returncode=EXIT_FILE) from error
        report, run = evaluated(passages, queries, judgements)
        if options["run"]:
            rows = (f"{query}\t{key}\t{score:.6f}\n" for query, found in run.items() for key, score in found)
            options["run"].write_text("".join(rows), encoding="utf-8")
        if options["json"]:
            text = json.dumps(report, indent=2) + "\n"
            if str(options["json"]) == "-":
                self.stdout.write(text)
                return
            options["json"].write_text(text, encoding="utf-8")
        tell(report, self.stdout.write)


def passages_of(folder: Path) -> list[Document]:
    """Return the passages of a collection, which stand in its folder or in that of the collection beside it."""
    places = [place / name for place in (folder, folder.parent / BESIDE) for name in PASSAGES]
    found = next((place for place in places if place.exists()), None)
    if found is None:
        raise FileNotFoundError(", ".join(map(str, places)))
    return [Document(str(row["id"]), "passage", row.get("title", ""), row["text"], OPEN) for row in rows_of(found)]


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file with one JSON object a line."""
    if path.suffix == ".xz":
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def judgements_of(path: Path) -> dict[str, dict[str, int]]:
    """Return the grade of each judged passage by query; a first line of headings is passed over."""
    found: dict[str, dict[str, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        query, key, grade = line.split("\t")[:3]
        if query != "query_id":
            found.setdefault(query, {})[key] = int(grade)
    return found


def evaluated(
    passages: list[Document], queries: list[dict[str, Any]], judgements: Mapping[str, Mapping[str, int]]
) -> tuple[dict[str, Any], Run]:
    """Return the report and the run."""
    with tempfile.TemporaryDirectory(prefix="maskinrum-search-") as name:
        place = Path(name) / "index"
        began, began_cpu = time.perf_counter(), time.process_time()
        writer = Index.open(place, writable=True, anew=True)
        writer.write(passages)
        seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
        size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
        index = Index.open(place)
        sets = {str(query["id"]): str(query.get("set", "all queries")) for query in queries}
        asked = [query for query in queries if str(query["id"]) in judgements]
        run = {
            str(query["id"]): [
                (hit.key, hit.score) for hit in index.search(query["text"], readers=OPEN, limit=FAR).hits
            ]
            for query in asked
        }
        both = list(timed(index, [query["text"] for query in asked]))
    judged = {query: grades for query, grades in judgements.items() if query in sets}
    report = {
        "sets": {name: asdict(measures) for name, measures in by_set(run, judged, sets).items()},
        "latency_ms": spread([wall for wall, _ in both]),
        "latency_processor_ms": spread([cpu for _, cpu in both]),
        "index": {
            "passages": len(passages),
            "seconds": seconds,
            "cpu_seconds": cpu,
            "passages_per_cpu_second": len(passages) / cpu,
            "megabytes": size / MEGABYTE,
            "version": Index.version,
        },
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTES_EACH / MEGABYTE,
    }
    return report, run


def timed(index: Index, texts: list[str]) -> Iterator[tuple[float, float]]:
    """Return the milliseconds a page of each query takes, on the clock and of the processor.

    A page is 20 hits with snippets, counts and visibility.
    """
    for text in texts:
        began, began_cpu = time.perf_counter(), time.process_time()
        index.search(text, readers=OPEN, limit=PAGE)
        yield (time.perf_counter() - began) * 1000, (time.process_time() - began_cpu) * 1000


def spread(times: list[float]) -> dict[str, float]:
    """Return the median and what 95 and 99 in 100 stay within."""
    steps = quantiles(times, n=100) if len(times) > 1 else times * 99
    return {"p50": median(times), "p95": steps[94], "p99": steps[98]}


def tell(report: Mapping[str, Any], write: Callable[[str], object]) -> None:
    """Write the report for people."""
    write(f"{'set':<16}{'queries':>8}{'nDCG@10':>9}{'R@10':>8}{'R@100':>8}{'MRR@10':>8}")
    for name, row in report["sets"].items():
        one = Measures(**row)
        figures = f"{one.ndcg_10:>9.4f}{one.recall_10:>8.4f}{one.recall_100:>8.4f}{one.mrr_10:>8.4f}"
        write(f"{name:<16}{one.queries:>8}{figures}")
    index = report["index"]
    for name, key in (("latency", "latency_ms"), ("of the processor", "latency_processor_ms")):
        write(f"{name:<17}" + "   ".join(f"{step} {value:.2f} ms" for step, value in report[key].items()))
    write(
        f"index            {index['passages']} passages in {index['seconds']:.1f} s "
        f"({index['cpu_seconds']:.1f} s of processor time, {index['passages_per_cpu_second']:.0f} a second), "
        f"{index['megabytes']:.1f} MB"
    )
    write(f"memory           {report['peak_memory_mb']:.0f} MB at most")
