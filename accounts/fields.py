"""Form fields that name what this room holds."""

from django import forms

from accounts.models import Organisation


class OrganisationField(forms.ModelChoiceField):
    """A choice among organisations, each by its name in the reader's language."""

    def label_from_instance(self, organisation: Organisation) -> str:
        return organisation.shown_name
