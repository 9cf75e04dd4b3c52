"""The few pieces a page's text is made of; no raw HTML, no embeds."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

PLAIN = ["bold", "link", "document-link", "ol", "ul"]


class OfficeBlock(blocks.StructBlock):
    """A place where contracts are registered."""

    name = blocks.CharBlock(label=_("名称"), max_length=60)
    address = blocks.CharBlock(label=_("地址"), max_length=120)
    phone = blocks.CharBlock(label=_("电话"), max_length=40, required=False)
    hours = blocks.CharBlock(label=_("办公时间"), max_length=60, required=False)

    class Meta:
        label = _("登记机构")


class PictureBlock(blocks.StructBlock):
    """A picture, and what it says to those who do not see it."""

    image = ImageChooserBlock(label=_("图片"))
    alt = blocks.CharBlock(
        label=_("替代文字"),
        max_length=200,
        help_text=_("写出图中的信息，供看不到图片的读者使用；图中有人像的，须已征得同意。"),
    )
    caption = blocks.CharBlock(label=_("图注"), max_length=120, required=False)

    class Meta:
        label = _("图片")
        icon = "image"


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
    picture = PictureBlock(template="cms/blocks/picture.html")
    document = DocumentChooserBlock(label=_("附件"), template="cms/blocks/document.html")

    class Meta:
        required = False
