"""Masks for pages: ``{% load masks %}{{ user.phone|mask_phone }}``. Nothing masks to nothing."""

from django import template

from core import masks

register = template.Library()


def _of_none(mask):
    return lambda value: mask(str(value)) if value else ""


for _mask in (masks.mask_phone, masks.mask_email, masks.mask_name, masks.mask_credit_code):
    register.filter(_mask.__name__, _of_none(_mask))
