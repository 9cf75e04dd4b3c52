"""The editors' page of a page: what Wagtail's says after a review, said as it is."""

from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

from core.review import desk


class PageEditView(EditView):
    def add_save_confirmation_message(self):
        """After a decision: that it is public, or has gone back; otherwise Wagtail's words."""
        action = getattr(self, "workflow_action", "")
        if action not in {desk.APPROVE, desk.REJECT}:
            super().add_save_confirmation_message()
            return
        page = Page.objects.get(pk=self.page.pk)
        messages.success(self.request, desk.outcome(action, page))
