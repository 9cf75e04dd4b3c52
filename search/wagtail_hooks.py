"""The desk where editors keep synonyms; each write is a service's."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, SnippetViewSet

from search import services
from search.models import Synonym


class SynonymForm(WagtailAdminModelForm):
    def clean_words(self):
        words = self.cleaned_data["words"]
        Synonym.objects.exclude(pk=self.instance.pk).require_none_of(words)
        return words


class SynonymCreate(CreateView):
    def save_instance(self):
        given = self.form.cleaned_data
        return services.create_synonym(given["words"], given["note"], actor=self.request.user)


class SynonymEdit(EditView):
    def save_instance(self):
        given = self.form.cleaned_data
        self.has_content_changes = self.form.has_changed()
        return services.change_synonym(
            self.object.pk, given["words"], given["note"], actor=self.request.user
        )


class SynonymDelete(DeleteView):
    def delete_action(self):
        services.delete_synonym(self.object.pk, actor=self.request.user)


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "list-ul"
    menu_label = _("同义词")
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ["words", "note", "updated_at"]
    search_fields = ["words", "note"]
    edit_handler = ObjectList(
        [FieldPanel("words"), FieldPanel("note")], base_form_class=SynonymForm
    )
    add_view_class = SynonymCreate
    edit_view_class = SynonymEdit
    delete_view_class = SynonymDelete


register_snippet(SynonymViewSet)
