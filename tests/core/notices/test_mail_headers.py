"""A title that people typed cannot add a header to a mail, nor keep the mail from going."""

from django.core import mail as outbox

from core.notices import mail
from core.notices.message import Message


def test_a_subject_of_two_lines_goes_as_one():
    mail.send(Message("mail", "a@example.org", "题目\r\nBcc: b@example.org", "正文", "key"))

    [sent] = outbox.outbox
    assert sent.subject == "题目 Bcc: b@example.org"
    assert sent.recipients() == ["a@example.org"]
    assert "Bcc" not in sent.message()
