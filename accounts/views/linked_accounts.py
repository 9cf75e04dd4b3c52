"""allauth's page of linked accounts; its adapter's audit event joins the transaction here."""

from allauth.socialaccount.views import ConnectionsView
from django.db import transaction


class Connections(ConnectionsView):
    @transaction.atomic
    def form_valid(self, form):
        return super().form_valid(form)
