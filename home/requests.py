"""Who asks: from which site, and from which address."""

from collections.abc import Callable
from functools import wraps
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Concatenate
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
DEFAULT_PORTS = {"http": 80, "https": 443}
KEPT_BITS = {4: 24, 6: 48}

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def same_origin_required[**P](view: View[P]) -> View[P]:
    """Refuse a form that another site sent, without a token or cookie in ours.

    Only a browser can be made to send a form on somebody's behalf, and browsers say where
    a request comes from in headers that no page can forge: ``Sec-Fetch-Site`` since 2023
    in all of them, ``Origin`` before. To look at these is as strong as a token, and leaves
    pages the same for everyone. It is what Go's ``net/http.CrossOriginProtection`` does
    (Go 1.25) and OWASP's cheat sheet on CSRF recommends (Fetch Metadata). Stricter than
    Go: what says nothing of where it comes from is refused. An address that programs post
    to (RFC 8058, one-click unsubscribing) is protected by its signature instead.
    """

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method in SAFE_METHODS or is_same_origin(request):
            return view(request, *args, **kwargs)
        return refuse(request)

    return csrf_exempt(checked)


def for_one_person[R: HttpResponseBase](response: R) -> R:
    """Kept by no cache, listed by no search engine."""
    patch_cache_control(response, private=True, no_store=True)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def sent_data(request: HttpRequest) -> QueryDict | None:
    """For a form: an empty one that was sent is filled in badly, one that was not is new."""
    return request.POST if request.method == "POST" else None


def is_same_origin(request: HttpRequest) -> bool:
    """``Sec-Fetch-Site: none`` is a person's own doing, such as a page sent again."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        return site == "same-origin" or (site == "none" and origin != "null")
    sender = origin if origin is not None else request.headers.get("Referer", "")
    ours = origin_of(f"{request.scheme}://{request.get_host()}")
    return ours is not None and origin_of(sender) == ours


def origin_of(address: str) -> tuple[str, str, int] | None:
    """Scheme, host and port; None for "null" and whatever is no address of the web."""
    try:
        url = urlsplit(address)
        port = url.port or DEFAULT_PORTS[url.scheme]
    except (ValueError, KeyError):
        return None
    return (url.scheme, url.hostname, port) if url.hostname else None


def refuse(request: HttpRequest) -> HttpResponse:
    sentence = _(
        "What you sent did not come from a page of this site, or your browser did not say so. "
        "Open the page here and send it again."
    )
    return render(request, "403.html", {"reason": sentence}, status=403)


def client_address(request: HttpRequest) -> str | None:
    """The address of who asks, behind as many proxies of ours as ``TRUSTED_PROXIES`` says.

    Each proxy adds on the right whom it heard from; what stands further left is hearsay.
    """
    heard = request.headers.get("X-Forwarded-For", "").split(",")
    trusted = settings.TRUSTED_PROXIES
    forwarded = heard[-trusted] if 0 < trusted <= len(heard) else ""
    address = parse(forwarded) or parse(request.META.get("REMOTE_ADDR", ""))
    return str(address) if address else None


def network_of(address: str | None) -> str | None:
    """The address without its end (IPv4 /24, IPv6 /48): a neighbourhood, not a person."""
    parsed = parse(address or "")
    if parsed is None:
        return None
    bits = KEPT_BITS[parsed.version]
    return str(ip_network((parsed.packed, bits), strict=False).network_address)


def parse(address: str) -> IPv4Address | IPv6Address | None:
    """IPv4 in the clothes of IPv6 is IPv4: one person is not two."""
    try:
        parsed = ip_address(address.strip())
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed
