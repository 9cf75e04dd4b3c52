"""Addresses of the core."""

from django.urls import path

from core.views import (
    audit,
    chains,
    deliveries,
    display,
    drafts,
    notice_choices,
    notice_robot,
    notices,
    operations,
    styleguide,
    unsubscribe,
)

app_name = "core"
urlpatterns = [
    path("display/care/", display.care, name="care"),
    path("display/theme/", display.theme, name="theme"),
    path("accessibility/", display.accessibility, name="accessibility"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("styleguide/list/", styleguide.styleguide_list, name="styleguide-list"),
    path("audit/", audit.trail, name="audit"),
    path("operations/", operations.operations, name="operations"),
    path("operations/retry/", operations.retry, name="operations-retry"),
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/retry/", deliveries.retry_found, name="deliveries-retry"),
    path("deliveries/<int:pk>/retry/", deliveries.retry, name="delivery-retry"),
    path("chains/<str:number>/", chains.chain, name="chain"),
    path("drafts/<slug:kind>/<slug:key>/", drafts.draft, name="draft"),
    path("notices/", notices.notices, name="notices"),
    path("notices/choices/", notice_choices.notice_choices, name="notice_choices"),
    path("notices/robot/", notice_robot.notice_robot, name="notice_robot"),
    path("notices/unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("notices/read/", notices.read_all, name="notices_read"),
    path("notices/<int:pk>/open/", notices.open_notice, name="notice_open"),
    path("dev/outbox/", notices.dev_outbox, name="dev_outbox"),
]
