"""Mail: text, and the same as HTML in our look."""

import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core.context import names
from core.notices.message import ChannelError, Message


def send(message: Message) -> str:
    """Hand ``message`` to the mail server; its Message-ID stays the same at every attempt."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    number = f"<{message.key}@{host}>"
    text = f"{message.text}\n\n{message.url}\n" if message.url else message.text
    headers = {"Message-ID": number, "X-Zhuanhua-Key": message.key, **message.headers}
    if message.unsubscribe_url:
        text += "\n" + _("退订：%(url)s") % {"url": message.unsubscribe_url} + "\n"
        headers["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = EmailMultiAlternatives(
        " ".join(message.subject.split()),  # Django refuses a subject of two lines, for ever
        text,
        to=[message.address],
        headers=headers,
    )
    context = {"message": message, "site": names()}
    mail.attach_alternative(render_to_string("notices/mail.html", context), "text/html")
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        raise ChannelError("邮件服务器拒收该地址。", is_final=True) from error
    except (smtplib.SMTPException, OSError) as error:
        msg = f"邮件服务器：{type(error).__name__}"
        raise ChannelError(msg) from error
    return number
