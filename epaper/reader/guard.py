"""What every answer tells the browser not to do.

Sources: the Content Security Policy of W3C (CSP Level 3), Fetch's Cross-Origin-Resource-Policy,
OWASP's list of response headers.
"""

from __future__ import annotations

from flask import Response

RULES = (
    "default-src 'none'",
    "img-src 'self'",
    "style-src 'self'",
    "script-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)
POLICY = "; ".join((*RULES, "frame-ancestors 'none'"))

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def guard(response: Response) -> None:
    """Set the headers; what a view has set itself stays."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def page_policy(*, search: bool = False) -> str:
    """The policy that a page of a static export carries, as its host may send none.

    frame-ancestors counts only as a header (CSP 3, 3.3). The search's index is read by a program
    in WebAssembly, which is allowed on its own page only.
    """
    rules = "; ".join(RULES)
    return (
        rules.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
        if search
        else rules
    )
