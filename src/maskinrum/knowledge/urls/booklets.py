"""Where booklets answer."""

from django.urls import path

from maskinrum.knowledge.views import booklet_parts, booklets, sharing

app_name = "booklets"
urlpatterns = [
    path("", booklets.index, name="index"),
    path("nyt/", booklets.new, name="new"),
    path("<slug:key>/", booklets.one, name="booklet"),
    path("<slug:key>/som.<slug:kind>", booklets.fetch, name="file"),
    path("<slug:key>/ret/", booklets.edit, name="edit"),
    path("<slug:key>/kasser/", booklets.discard, name="discard"),
    path("<slug:key>/indhold/", booklet_parts.parts, name="parts"),
    path("<slug:key>/indhold/vaelg/", booklet_parts.choose, name="choose"),
    path("<slug:key>/indhold/tekst/", booklet_parts.text, name="text"),
    path("<slug:key>/indhold/<uuid:item_id>/tekst/", booklet_parts.text, name="change_text"),
    path("<slug:key>/indhold/<uuid:item_id>/flyt/", booklet_parts.move, name="move"),
    path("<slug:key>/indhold/<uuid:item_id>/fjern/", booklet_parts.remove, name="remove"),
    path("<slug:key>/del/", sharing.sharing, {"space": "booklets"}, name="sharing"),
    path("<slug:key>/del/<uuid:grant_id>/stop/", sharing.stop, {"space": "booklets"}, name="stop_sharing"),
]
