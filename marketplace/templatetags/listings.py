"""How pages say what an achievement offers."""

from django import template

from marketplace import saying

register = template.Library()

register.filter("offered_price", saying.price)
