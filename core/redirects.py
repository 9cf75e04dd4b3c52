"""Addresses that come from outside: where somebody asks to be led after an act."""

from django.http import HttpRequest
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000


def is_own_address(address: str | None, request: HttpRequest) -> bool:
    """Whether ``address`` is a whole path of this site.

    A word such as ``needs`` is none: `redirect` would take it for the name of a page.
    """
    return (
        bool(address)
        and address is not None
        and address.startswith("/")
        and len(address) <= LONGEST
        and address.isprintable()
        and url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    )


def asked_target(request: HttpRequest, default: str = "/") -> str:
    """The address that the form's ``next`` asks for; ``default`` where it is none of ours."""
    asked = request.POST.get("next", "")
    return iri_to_uri(asked) if is_own_address(asked, request) else default
