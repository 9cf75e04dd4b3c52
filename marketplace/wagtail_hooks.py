"""The editors' desk for achievements: they read, comment and decide; the text is its author's."""

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import (
    EditView,
    PreviewRevisionView,
    SnippetViewSet,
    UnpublishView,
)

from core.review import desk
from marketplace import saying
from marketplace.models import Listing
from marketplace.models.parts import CONFIDENTIAL, EDITORIAL
from marketplace.panels import ReviewPanel
from marketplace.views.listings import shown

# What is confidential is read on a page that notes it in the owner's ledger.
OPEN_TO_EDITORS = [name for name in EDITORIAL if name != CONFIDENTIAL]


class AtomicUnpublish(UnpublishView):
    """Wagtail's view calls its action, not the model; so the transaction and the lock are here."""

    object: Listing

    @transaction.atomic
    def unpublish(self):
        self.object = Listing.objects.select_for_update().get(pk=self.object.pk)
        super().unpublish()


class ReadView(EditView):
    """The editor's page of an achievement: it is read and decided on, never written."""

    def get_success_message(self, instance=None):
        if self.action == "workflow-action":
            row = self.model.objects.get(pk=self.object.pk)
            return desk.outcome(self.workflow_action, row)
        return super().get_success_message(instance)


class RevisionView(PreviewRevisionView):
    """A version as its page would be, to whoever reads the page itself."""

    def get(self, request, *args, **kwargs):
        text = self.revision_object
        text.live = False
        text.restricted_details = ""  # it stands on a page of its own, which notes each opening
        context = {**shown(text, request.user), "preview": True, "wrong": []}
        return render(request, "marketplace/listing.html", context)


class WordsPanel(FieldPanel):
    """What the author wrote, in words: tables as tables, amounts in yuan."""

    def __init__(self, field_name, **options):
        super().__init__(field_name, read_only=True, **options)

    def clone_kwargs(self):
        options = super().clone_kwargs()
        del options["read_only"]
        return options

    def format_value_for_display(self, value):
        name = self.field_name
        if name not in saying.HEADS or not value:
            return saying.words(name, value) or "—"
        return format_html(
            '<table class="listing"><thead>{}</thead><tbody>{}</tbody></table>',
            _row("th", saying.HEADS[name]),
            format_html_join("", "{}", ((_row("td", row),) for row in saying.table(name, value))),
        )


def _row(cell, texts):
    cells = format_html_join("", "<{0}>{1}</{0}>", ((cell, text) for text in texts))
    return format_html("<tr>{}</tr>", cells)


class SeenInChooser:
    """A chooser offers, searches and names what its reader may see, and nothing else."""

    request: HttpRequest

    def get_object_list(self):
        return Listing.objects.visible_to(self.request.user)


class ListingChooseView(SeenInChooser, ChooseView):
    pass


class ListingChooseResultsView(SeenInChooser, ChooseResultsView):
    pass


class ListingChosenView(SnippetChosenView):
    def get_object(self, pk):
        return Listing.objects.visible_to(self.request.user).get(pk=pk)


class ListingChosenMultipleView(SnippetChosenMultipleView):
    def get_objects(self, pks):
        return Listing.objects.visible_to(self.request.user).filter(pk__in=pks)


class ListingChoosers(SnippetChooserViewSet):
    choose_view_class = ListingChooseView
    choose_results_view_class = ListingChooseResultsView
    chosen_view_class = ListingChosenView
    chosen_multiple_view_class = ListingChosenMultipleView


class ListingViewSet(SnippetViewSet):
    model = Listing
    chooser_viewset_class = ListingChoosers
    icon = "doc-full-inverse"
    menu_label = _("成果")
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["number", "title", "organisation", "status", "updated_at"]
    list_filter = ["status", "industry"]
    search_fields = ["number", "title"]
    edit_view_class = ReadView
    unpublish_view_class = AtomicUnpublish
    revisions_view_class = RevisionView
    panels = [
        MultiFieldPanel([WordsPanel(name) for name in OPEN_TO_EDITORS], _("成果内容")),
        ReviewPanel(heading=_("单位意见与修改意见")),
        PublishingPanel(),
    ]

    def get_queryset(self, request):
        """A draft that nobody has submitted is not listed."""
        return Listing.objects.visible_to(request.user)


register_snippet(ListingViewSet)


@hooks.register("construct_snippet_action_menu")
def offer_only_what_an_editor_may_do(items, request, context):
    """A decision where one waits, and taking down; the text and its ways belong to its owner.

    Its owner submits and withdraws on pages of ours. Publishing without a review is refused, so
    it is not offered.
    """
    if context["model"] is Listing:
        items[:] = [
            item
            for item in desk.decisions_first(items)
            if item.name in {desk.APPROVE, desk.REJECT, "action-unpublish", "action-locked"}
        ]
