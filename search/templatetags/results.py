"""How a listing's facts stand in a row of results."""

from django import template

from marketplace import saying

register = template.Library()

register.filter("mode_names", saying.modes)
register.filter("joined", saying.listed)
