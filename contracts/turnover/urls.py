"""Addresses of the dashboard, of what is behind its figures, and of targets."""

from django.urls import path

from contracts.turnover.views import dashboard, figures, targets

urlpatterns = [
    path("turnover/", dashboard.dashboard, name="turnover"),
    path("turnover/contracts/", figures.contracts, name="turnover_contracts"),
    path("turnover/targets/", targets.index, name="targets"),
    path("turnover/targets/new/", targets.draw_up, name="target_new"),
    path("turnover/targets/<int:pk>/", targets.detail, name="target"),
    path("turnover/targets/<int:pk>/cells/", targets.cells, name="target_cells"),
    *(
        path(f"turnover/targets/<int:pk>/{name}/", targets.act, {"name": name}, f"target_{name}")
        for name in targets.ACTS
    ),
]
