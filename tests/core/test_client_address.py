"""Whose request it is, behind proxies of ours and without."""

import pytest
from django.http import HttpResponse

from core.middleware import ClientAddressMiddleware

PROXY, READER = "10.0.0.1", "203.0.113.7"


def address(rf, settings, count, forwarded):
    settings.TRUSTED_PROXY_COUNT = count
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    request = rf.get("/", REMOTE_ADDR=PROXY, **headers)
    ClientAddressMiddleware(lambda _request: HttpResponse())(request)
    return request.META["REMOTE_ADDR"]


@pytest.mark.parametrize(
    ("count", "forwarded", "found"),
    [
        (0, READER, PROXY),  # nobody of ours wrote it
        (1, READER, READER),
        (1, f"1.2.3.4, {READER}", READER),  # what the reader sent before is not believed
        (2, f"1.2.3.4, {READER}, 10.0.0.2", READER),
        (2, READER, PROXY),  # came past the outer proxy
        (1, "", PROXY),
        (1, "unknown", PROXY),
        (1, "2001:db8::7", "2001:db8::7"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(rf, settings, count, forwarded, found):
    assert address(rf, settings, count, forwarded) == found
