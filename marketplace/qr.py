"""A page's address as a picture for a phone; drawn here, so that no other host learns of it."""

import io

import segno


def svg(address: str, title: str) -> bytes:
    """The QR code of ``address``, black on white whatever the page's colours are."""
    picture = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(picture, kind="svg", scale=4, border=2, light="#fff", title=title)
    return picture.getvalue()
