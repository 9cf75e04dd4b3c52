"""The few pieces a page's text is made of; no raw HTML, no embeds."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

PLAIN = ["bold", "link", "document-link", "ol", "ul"]


class OfficeBlock(blocks.StructBlock):
    """A place where contracts are registered."""

    name = blocks.CharBlock(label=_("名称"), max_length=60)
    address = blocks.CharBlock(label=_("地址"), max_length=120)
    phone = blocks.CharBlock(label=_("电话"), max_length=40, required=False)
    hours = blocks.CharBlock(label=_("办公时间"), max_length=60, required=False)

    class Meta:
        label = _("登记机构")


class BodyBlock(blocks.StreamBlock):
    """The text of a page."""

    heading = blocks.CharBlock(
        label=_("小标题"), max_length=80, template="cms/blocks/heading.html"
    )
    paragraph = blocks.RichTextBlock(label=_("正文"), features=PLAIN)
    steps = blocks.ListBlock(
        blocks.CharBlock(max_length=300, label=_("一步")),
        label=_("步骤"),
        template="cms/blocks/steps.html",
    )
    document = DocumentChooserBlock(label=_("附件"), template="cms/blocks/document.html")

    class Meta:
        required = False
