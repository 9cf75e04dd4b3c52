from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from marketplace.models.listing import Listing


class ListingView(models.Model):
    """A confirmed organisation read an achievement on a day; who of its people did is not kept."""

    listing = models.ForeignKey(
        Listing, models.CASCADE, related_name="views", verbose_name=_("科技成果")
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", verbose_name=_("单位")
    )
    on = models.DateField(_("日期"))

    class Meta:
        verbose_name = _("成果浏览")
        verbose_name_plural = _("成果浏览")
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="listing_view_once_a_day", fields=["listing", "organisation", "on"]
            )
        ]

    def __str__(self):
        return f"{self.organisation} {self.on}"
