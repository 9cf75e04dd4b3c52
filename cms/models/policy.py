from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import BodyBlock
from cms.models.released import ReleasedPage
from cms.querysets import PolicyManager
from core.lines import LineField


class Audience(models.Model):
    """Someone whom a policy can apply to (适用)."""

    class Code(models.TextChoices):
        COMPANY = "company", _("企业")
        UNIVERSITY = "university", _("高校")
        INSTITUTE = "institute", _("科研院所")
        BROKER = "broker", _("经纪人")
        REGISTRY = "registry", _("登记机构")

    code = models.CharField(_("适用对象"), max_length=16, unique=True, choices=Code)
    position = models.PositiveSmallIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = _("适用对象")
        verbose_name_plural = _("适用对象")
        ordering = ["position", "id"]

    def __str__(self):
        return self.get_code_display()


class PolicyPage(ReleasedPage):
    """A policy in our own words, with its source: for whom, how much, how, until when."""

    class Status(models.TextChoices):
        IN_FORCE = "in_force", _("现行")
        AHEAD = "ahead", _("未施行")
        REPEALED = "repealed", _("已废止")

    summary = LineField(_("一句话摘要"), max_length=200)
    issuer = LineField(_("发文机关"), max_length=120)
    document_number = LineField(_("文号"), max_length=80, blank=True)
    applies_to = ParentalManyToManyField(Audience, verbose_name=_("适用"), blank=True)
    effective_on = models.DateField(_("施行日期"), null=True, blank=True)
    repealed_on = models.DateField(_("废止日期"), null=True, blank=True)
    who = models.TextField(_("适用谁"), max_length=600, blank=True)
    benefit = models.TextField(_("给多少"), max_length=600, blank=True)
    procedure = models.TextField(_("怎么领"), max_length=600, blank=True)
    deadline = models.TextField(_("截止"), max_length=300, blank=True)
    source_url = models.URLField(_("原文链接"), blank=True, max_length=500)
    source_note = LineField(
        _("来源说明"), max_length=300, blank=True, help_text=_("原文载于何处、以何为准。")
    )
    body = StreamField(BodyBlock(), verbose_name=_("正文"), blank=True)

    objects = PolicyManager()

    parent_page_types = ["cms.PolicyIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("issuer"),
                FieldPanel("document_number"),
                FieldPanel("applies_to", widget=forms.CheckboxSelectMultiple),
                FieldRowPanel([FieldPanel("effective_on"), FieldPanel("repealed_on")]),
            ],
            heading=_("文件"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("who"),
                FieldPanel("benefit"),
                FieldPanel("procedure"),
                FieldPanel("deadline"),
            ],
            heading=_("要点"),
        ),
        MultiFieldPanel([FieldPanel("source_url"), FieldPanel("source_note")], heading=_("原文")),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("政策")

    def clean(self):
        super().clean()
        if self.effective_on and self.repealed_on and self.repealed_on < self.effective_on:
            raise ValidationError({"repealed_on": _("废止日期不得早于施行日期。")})

    @property
    def status(self):
        """现行, 未施行 or 已废止 today in Shanghai."""
        today = timezone.localdate()
        if self.repealed_on and self.repealed_on <= today:
            return self.Status.REPEALED
        if self.effective_on and self.effective_on > today:
            return self.Status.AHEAD
        return self.Status.IN_FORCE

    @property
    def points(self):
        """What a reader asks first, as pairs of question and answer; unanswered ones left out."""
        names = ("who", "benefit", "procedure", "deadline")
        asked = [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in names]
        return [(question, answer) for question, answer in asked if answer]
