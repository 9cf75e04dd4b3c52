"""Addresses of deals and the broker's board."""

from django.urls import path

from brokers.views import deals, lists, moves, pool

app_name = "brokers"
urlpatterns = [
    path("deals/", lists.deals, name="deals"),
    path("deals/board/", lists.board, name="board"),
    path("deals/new/", deals.start, name="start"),
    path("deals/pool/", pool.waiting, name="pool"),
    path("deals/pool/<int:pk>/take/", pool.take, name="take"),
    path("deals/<int:pk>/", deals.detail, name="deal"),
    path("deals/<int:pk>/edit/", deals.edit, name="edit"),
    path("deals/<int:pk>/log/", deals.log, name="log"),
    path("deals/<int:pk>/hand-over/", deals.hand_over, name="hand_over"),
    path("deals/<int:pk>/papers/<int:step>/", deals.paper, name="paper"),
    path("deals/<int:pk>/to/<slug:stage>/", moves.move, name="move"),
    path("deals/<int:pk>/shelve/", moves.shelve, name="shelve"),
    path("deals/<int:pk>/resume/", moves.resume, name="resume"),
    path("deals/<int:pk>/lose/", moves.lose, name="lose"),
]
