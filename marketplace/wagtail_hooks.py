"""The editors' desk for achievements: they read, comment and decide; the text is its author's."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, UnpublishView

from marketplace.models import Listing
from marketplace.models.parts import EDITORIAL


class AtomicUnpublish(UnpublishView):
    """Wagtail's view calls its action, not the model; so the transaction and the lock are here."""

    object: Listing

    @transaction.atomic
    def unpublish(self):
        self.object = Listing.objects.select_for_update().get(pk=self.object.pk)
        super().unpublish()


class ListingViewSet(SnippetViewSet):
    model = Listing
    icon = "doc-full-inverse"
    menu_label = _("成果")
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["number", "title", "organisation", "status", "updated_at"]
    list_filter = ["status", "industry"]
    search_fields = ["number", "title"]
    unpublish_view_class = AtomicUnpublish
    panels = [
        MultiFieldPanel([FieldPanel(name, read_only=True) for name in EDITORIAL], _("成果内容")),
        PublishingPanel(),
    ]


register_snippet(ListingViewSet)


@hooks.register("construct_snippet_action_menu")
def leave_submitting_to_owners(items, request, context):
    """Its owner submits on a page of ours, which asks for the must-haves first."""
    if context["model"] is Listing:
        items[:] = [item for item in items if item.name != "action-submit"]
