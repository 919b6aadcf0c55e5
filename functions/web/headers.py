"""Headers of every answer: what a browser may load, frame and cache."""

from flask import Flask, Response

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

# Powers of a browser that none of our pages uses.
_POWERS = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")

_ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in _POWERS),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    # For browsers that do not know `frame-ancestors`.
    "X-Frame-Options": "DENY",
}
# Two years. Not `preload`: a list that takes months to leave is the domain owner's decision.
_OVER_HTTPS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}


def security_headers(*, https: bool) -> dict[str, str]:
    """The headers of everything that the apps and the static site's server send."""
    return _ALWAYS | _OVER_HTTPS if https else dict(_ALWAYS)


def init_app(app: Flask, *, https: bool) -> None:
    """Send the security headers, and keep every page out of every cache."""
    headers = security_headers(https=https)

    def protect(response: Response) -> Response:
        response.headers.update(headers)
        response.headers.setdefault("Cache-Control", "no-store")
        response.vary.update(["Accept", "Cookie"])
        return response

    app.after_request(protect)
