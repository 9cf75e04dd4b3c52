"""What the editors' desk shows of a review: the unit's word, and comments with their answers."""

from typing import Any

from wagtail.admin.panels import Panel

from marketplace import permissions


class ReviewPanel(Panel):
    """单位意见 and 修改意见, the latest first; they are read here, not written."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "marketplace/desk_review.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            context["consents"] = self.instance.consents.select_related("by")
            context["comments"] = self.instance.comments.select_related(
                "author", "answered_by"
            ).order_by("-id")
            context["listing"] = self.instance
            context["reviews_now"] = permissions.reviews_now(self.request.user, self.instance)
            return context

        def is_shown(self) -> bool:
            return self.instance.pk is not None
