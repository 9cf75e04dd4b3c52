from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("网站内容")

    def ready(self):
        from cms import announcements, desk, schedule  # noqa: PLC0415 — receivers need the models
        from core import navigation, periodic  # noqa: PLC0415

        announcements.connect()
        periodic.register(schedule.JOB)
        # Wagtail's own address: the same in both languages, as the columns' slugs are.
        policies = navigation.Item(_("政策"), "wagtail_serve", order=60, args=("policies/",))
        news = navigation.Item(_("动态"), "wagtail_serve", order=70, args=("news/",))
        reviews = navigation.Item(
            _("审稿"), "cms:reviews", navigation.Area.DESK, 72, desk.may_read_reviews
        )
        navigation.register(reviews)
        navigation.register(policies)
        navigation.register(news)
        offices = navigation.Item(
            _("地址、电话与办公时间"),
            "wagtail_serve",
            navigation.Area.OFFICES,
            args=("",),
            fragment="offices",
        )
        navigation.register(offices)
