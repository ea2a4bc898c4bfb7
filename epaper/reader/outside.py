"""Addresses as the world has them: with the paper's host."""

from __future__ import annotations

from flask import request

from epaper.reader.library import library


def outside(path: str) -> str:
    """`path`, which begins with a slash, with scheme and host before it."""
    public = library().settings.address.rstrip("/")
    if not public:
        return request.host_url.rstrip("/") + path
    return public.removesuffix(request.script_root) + path
