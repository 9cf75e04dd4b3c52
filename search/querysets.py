"""Reads of what search keeps for itself."""

from django.db import models
from django.utils.translation import gettext as _

from core.errors import ValidationError
from search.analysis import fold
from search.permissions import may_edit_synonyms, may_read_demand
from search.words import split


class SynonymQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All, for who keeps them; every search says which it used."""
        return self if may_edit_synonyms(user) else self.none()

    def require_none_of(self, words):
        """Refuse words that stand in a row: two rows with one word mean what nobody wrote."""
        mine = {fold(word) for word in split(words)}
        for text in self.values_list("words", flat=True):
            for word in split(text):
                if fold(word) in mine:
                    raise ValidationError(
                        _("“%(word)s”已在“%(row)s”中，请改那一行。"),
                        params={"word": word, "row": text},
                    )


class DemandQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All, for who looks for what the city lacks."""
        return self if may_read_demand(user) else self.none()


class AskedWordQuerySet(DemandQuerySet):
    def hottest(self, since, fewest):
        """Words that were asked for so many times at least since that day, the most first."""
        return (
            self.filter(day__gte=since)
            .order_by()
            .values("word")
            .annotate(sum=models.Sum("times"))
            .filter(sum__gte=fewest)
            .order_by("-sum", "word")
            .values_list("word", flat=True)
        )
