"""Stops of stored analyses: whoever may read the file reads them, its owners store them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from maskinrum.decisions.actions import explore_analysis, keep_analysis
from maskinrum.decisions.actions.explorations import work_on_exploration
from maskinrum.decisions.analysis.keeping import analyse
from maskinrum.decisions.analysis.readiness import readiness_to_keep
from maskinrum.decisions.models import Analysis, DecisionFile
from maskinrum.decisions.queries import latest_snapshot
from maskinrum.decisions.views.files import case_of
from tests.conftest import NOW
from tests.house.walk import OWN, SHARED, Answer, Stop, World, alike

OWN_READ = replace(OWN, guest=Answer.MISSING)
OWN_WRITE = replace(OWN, member=Answer.MOVED, manager=Answer.MOVED, guest=Answer.MISSING)
MANAGERS = replace(OWN, member=Answer.MISSING, guest=Answer.MISSING)
NOT_SO = replace(alike(Answer.NOT_ALLOWED), visitor=Answer.LOGIN)
Place = Callable[[World], dict[str, Any]]


def analysis_stops(shared_file: Place) -> Iterator[Stop]:
    """The pages of stored analyses of a shared file with secrets in it."""

    def with_versions(world: World) -> dict[str, Any]:
        """A file with two versions."""
        file = DecisionFile.objects.get(pk=shared_file(world)["file_id"])
        viewer, snapshot = world.viewer("manager"), latest_snapshot(file)
        for seed in (1, 2):
            case = replace(case_of(file, snapshot), futures=256, seed=seed)
            keep_analysis(
                file, case=case, rows=snapshot.rows, kept=analyse(case, readiness_to_keep(file)), viewer=viewer, now=NOW
            )
        return {"file_id": file.pk}

    def one_version(world: World) -> dict[str, Any]:
        """The latest of two versions."""
        given = with_versions(world)
        return given | {"analysis_id": Analysis.objects.filter(decision_file=given["file_id"])[0].pk}

    def explored_version(world: World) -> dict[str, Any]:
        """A version of which the longer calculation is done."""
        given = one_version(world)
        analysis = Analysis.objects.get(pk=given["analysis_id"])
        job = explore_analysis(analysis, viewer=world.viewer("manager"), now=NOW)
        work_on_exploration.call(str(job.pk), str(job.claim))
        return given

    for arguments in (one_version, explored_version):
        yield Stop("decisions:exploration", SHARED, arguments)
    yield Stop("decisions:exploration", OWN_WRITE, one_version, "post")
    for arguments in (one_version, explored_version):
        yield Stop("decisions:hindsight", OWN_READ, arguments)
    yield Stop("decisions:remove_analysis", MANAGERS, explored_version)
    yield Stop("decisions:remove_analysis", replace(MANAGERS, manager=Answer.MOVED), explored_version, "post")
    yield Stop("decisions:outcomes", OWN_READ, one_version)
    yield Stop("decisions:outcomes", OWN_READ, one_version, "post")
    yield Stop("decisions:analyses", SHARED, with_versions)
    yield Stop("decisions:analyses", OWN_WRITE, with_versions, "post")
    yield Stop("decisions:compare_analyses", SHARED, with_versions)

    def of_kind(**given: str) -> Place:
        return lambda world: one_version(world) | given

    yield Stop("decisions:paper_of", SHARED, of_kind(language="da", kind="pdf"))
    yield Stop(
        "decisions:paper_of", replace(alike(Answer.MISSING), visitor=Answer.LOGIN), of_kind(language="de", kind="pdf")
    )
    for name in ("model_of", "draws_of"):
        yield Stop(f"decisions:{name}", SHARED, one_version)
    yield Stop("decisions:paper", OWN, lambda world: with_versions(world) | {"kind": "docx"}, "post")
    yield Stop("decisions:paper", NOT_SO, lambda world: with_versions(world) | {"kind": "docx"})
    for name in ("analysis", "analysis_again"):
        yield Stop(f"decisions:{name}", SHARED, one_version)
        yield Stop(f"decisions:{name}", NOT_SO, one_version, "post")
