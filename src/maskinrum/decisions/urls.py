from django.urls import path

from maskinrum.decisions.views import (
    analyses,
    assumptions,
    explorations,
    exports,
    files,
    index,
    parameter,
    sharing,
    trial,
)

app_name = "decisions"
urlpatterns = [
    path("", index.index, name="index"),
    path("proev/", trial.trial, name="trial"),
    path("proev/eksempel/<slug:name>/", trial.example, name="example"),
    path("proev/graense/", trial.break_even, name="trial_break_even"),
    path("proev/forudsaetninger/", assumptions.trial_assumptions, name="trial_assumptions"),
    path("proev/gem/", trial.keep, name="keep"),
    path("proev/hent/", exports.trial_portfolio, name="trial_portfolio"),
    path("forudsaetninger/", assumptions.standard_assumptions, name="standard"),
    path("forudsaetninger/<slug:model>/<slug:parameter>/", parameter.parameter, name="parameter"),
    path("ny/", files.new, name="new"),
    path("<uuid:file_id>/", files.show, name="file"),
    path("<uuid:file_id>/graense/", files.break_even, name="break_even"),
    path("<uuid:file_id>/ret/", files.edit, name="edit"),
    path("<uuid:file_id>/projekter/", files.projects, name="projects"),
    path("<uuid:file_id>/slet/", files.remove, name="remove"),
    path("<uuid:file_id>/forudsaetninger/", assumptions.file_assumptions, name="assumptions"),
    path("<uuid:file_id>/deling/", sharing.sharing, name="sharing"),
    path("<uuid:file_id>/deling/<uuid:grant_id>/stop/", sharing.stop, name="stop_sharing"),
    path("<uuid:file_id>/analyser/", analyses.analyses, name="analyses"),
    path("<uuid:file_id>/analyser/sammenlign/", analyses.compare, name="compare_analyses"),
    path("<uuid:file_id>/analyser/<uuid:analysis_id>/", analyses.analysis, name="analysis"),
    path("<uuid:file_id>/analyser/<uuid:analysis_id>/igen/", analyses.again, name="analysis_again"),
    path("<uuid:file_id>/analyser/<uuid:analysis_id>/projekter/", explorations.exploration, name="exploration"),
    path("<uuid:file_id>/resultat.<str:kind>", exports.result, name="export"),
]
