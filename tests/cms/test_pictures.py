"""Pictures in texts: said in words too, public with their page, never exchanged."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Canvas
from wagtail.images.forms import get_image_form
from wagtail.images.models import Image

from cms.blocks import BodyBlock
from tests.cms.release import passed

# Wagtail leaves the file in which it made a size to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning")
ALT = "奖补流程图：登记、申请、公示、拨付"


def drawn(name="flow.png", kind="PNG", size=(60, 40)):
    buffer = BytesIO()
    Canvas.new("RGB", size, "teal").save(buffer, kind)
    return SimpleUploadedFile(name, buffer.getvalue())


@pytest.fixture
def picture(home, author):
    cache.clear()  # Wagtail keeps sizes there, past the rows of the test before
    return Image.objects.create(title="流程图", file=drawn(), uploaded_by_user=author)


@pytest.fixture
def pictured(draft, picture, author):
    """The draft, with the picture in its text."""
    draft.body = [("picture", {"image": picture, "alt": ALT, "caption": "奖补流程"})]
    draft.save_revision(user=author)
    return draft


def address(picture):
    return picture.get_rendition("max-1200x1200").url


def test_a_published_picture_is_shown_with_its_words(client, pictured, picture, colleague):
    passed(pictured, colleague).publish(user=colleague)

    found = address(picture)
    html = client.get("/policies/example/").content.decode()
    answer = client.get(found)

    assert f'alt="{ALT}"' in html
    assert f'src="{found}"' in html
    assert "<figcaption" in html
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"


def test_a_picture_is_seen_at_the_desk_only_until_its_page_is_live(
    client, pictured, picture, colleague
):
    assert client.get(address(picture)).status_code == 404

    client.force_login(colleague)

    answer = client.get(address(picture))
    assert answer.status_code == 200
    answer.close()


def test_a_picture_leaves_with_its_page(client, pictured, picture, colleague):
    passed(pictured, colleague).publish(user=colleague)
    type(pictured).objects.get(pk=pictured.pk).unpublish(user=colleague)

    assert client.get(address(picture)).status_code == 404


@pytest.mark.parametrize("path", ["{original}", "images/../{original}", "images/none.png"])
def test_what_was_uploaded_is_never_given_out(client, pictured, picture, author, path):
    client.force_login(author)

    answer = client.get("/media/" + path.format(original=picture.file.name))

    assert answer.status_code == 404


def test_a_picture_without_words_is_refused(picture):
    block = BodyBlock()
    value = block.to_python(
        [{"type": "picture", "value": {"image": picture.pk, "alt": "", "caption": ""}}]
    )

    with pytest.raises(ValidationError):
        block.clean(value)


@pytest.mark.parametrize(
    ("name", "kind", "accepted"),
    [("a.png", "PNG", True), ("a.jpg", "JPEG", True), ("a.png", "GIF", False)],
)
def test_a_picture_is_what_its_name_says(author, name, kind, accepted):
    form = get_image_form(Image)({"title": "图"}, {"file": drawn(name, kind)}, user=author)

    form.is_valid()

    assert ("file" not in form.errors) is accepted


def test_a_picture_that_is_too_large_is_refused(author, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 50

    form = get_image_form(Image)({"title": "图"}, {"file": drawn()}, user=author)

    assert "file" in form.errors


def test_a_passed_picture_cannot_be_exchanged(picture, author):
    form = get_image_form(Image)(
        {"title": "图"}, {"file": drawn("b.png")}, instance=picture, user=author
    )

    assert "file" in form.errors


def test_an_editor_uploads_at_the_desk(client, author):
    client.force_login(author)

    answer = client.post(reverse("wagtailimages:add"), {"title": "图", "file": drawn()})

    assert answer.status_code == 302
    assert Image.objects.get().uploaded_by_user == author
