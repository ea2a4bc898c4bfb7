"""Fingers, through the browser's own input: what a touch screen sends."""

from playwright.sync_api import Page

Point = tuple[float, float]


def swipe(page: Page, start: Point, end: Point, steps: int = 8) -> None:
    """One finger, put down, moved, lifted."""
    glide(page, [_way(start, end, n / steps) for n in range(steps + 1)])


def glide(page: Page, *tracks: list[Point]) -> None:
    """A finger for each track, all moved together."""
    session = page.context.new_cdp_session(page)
    for n, points in enumerate(zip(*tracks, strict=True)):
        kind = "touchMove" if n else "touchStart"
        fingers = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


def pinch(page: Page, middle: Point, apart: tuple[float, float], steps: int = 8) -> None:
    """Two fingers beside `middle`, from the first distance to the second."""
    x, y = middle
    ways = [apart[0] + (apart[1] - apart[0]) * n / steps for n in range(steps + 1)]
    glide(page, [(x - d / 2, y) for d in ways], [(x + d / 2, y) for d in ways])


def _way(start: Point, end: Point, part: float) -> Point:
    return (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
