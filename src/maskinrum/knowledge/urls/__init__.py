"""Where experiences answer."""

from django.urls import path

from maskinrum.knowledge.views import attachments, importing, merging, reading, reviewing, sharing, telling, use

app_name = "knowledge"
urlpatterns = [
    path("", reading.index, name="index"),
    path("fortael/", telling.tell, name="tell"),
    path("mine/", reviewing.mine, name="mine"),
    path("hent-ind/", importing.bring, name="import"),
    path("hent-ind/skabelon-<slug:language>.xlsx", importing.template, name="import_template"),
    path("dubletter/", merging.candidates, name="duplicates"),
    path("dubletter/<slug:key>/<slug:other>/", merging.merge, name="merge"),
    path("dubletter/<slug:key>/<slug:other>/ikke-ens/", merging.apart, name="tell_apart"),
    path("dubletter/<slug:key>/<slug:other>/foreslaa-igen/", merging.again, name="suggest_again"),
    path("laes/", reviewing.queue, name="queue"),
    path("<slug:key>/", reading.one, name="experience"),
    path("<slug:key>/versioner/", reading.versions, name="versions"),
    path("<slug:key>/versioner/<int:revision>/luk/", reading.close, name="close_version"),
    path("<slug:key>/ret/", telling.edit, name="edit"),
    path("<slug:key>/kasser/", telling.discard, name="discard"),
    path("<slug:key>/tag-tilbage/", telling.back, name="take_back"),
    path("<slug:key>/laes/", reviewing.review, name="review"),
    path("<slug:key>/svar/", reviewing.approval, name="approval"),
    path("<slug:key>/hold-ved-lige/", reviewing.keep, name="keep"),
    path("<slug:key>/brugt/", use.used, name="used"),
    path("<slug:key>/tilfoej/", use.comment, name="comment"),
    path("<slug:key>/tilfoej/<uuid:comment_id>/fjern/", use.uncomment, name="uncomment"),
    path("<slug:key>/filer/", attachments.files, name="files"),
    path("<slug:key>/filer/<uuid:file_id>/", attachments.fetch, name="file"),
    path("<slug:key>/filer/<uuid:file_id>/fjern/", attachments.remove, name="remove_file"),
    path("<slug:key>/del/", sharing.sharing, {"space": "knowledge"}, name="sharing"),
    path("<slug:key>/del/<uuid:grant_id>/stop/", sharing.stop, {"space": "knowledge"}, name="stop_sharing"),
]
