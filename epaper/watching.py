"""Watching: told each time the inputs of a day's edition have changed, when they are quiet again.

The system says that something has happened in one of their folders (watchfiles); what has changed
is read off two looks at them (inputs.py). So nothing is missed while a build runs, a file saved
by renaming is a changed file, and what builds write wakes nobody.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from watchfiles import watch

from epaper.inputs import FileChange, Mark, changes, input_folders, look

# An editor's save takes some milliseconds, the copy of a folder of photos longer: so long nothing
# may have changed before it is told, but no longer than the second.
QUIET_S = 0.2
PATIENCE_S = 3.0
# Folders on other machines tell nothing: they are looked at now and then. A look takes some 2 ms.
LOOK_S = 2.0


def changed_inputs(
    folder: Path, day: date, stop: threading.Event | None = None
) -> Iterator[tuple[FileChange, ...]]:
    """What has changed, once at first with nothing, then each time something has.

    What changes while the caller works on one is told when it asks for the next. Ends when `stop`
    is set; KeyboardInterrupt is passed on.
    """
    folder, stop = folder.absolute(), stop or threading.Event()
    seen = look(folder, day)
    yield ()
    while not stop.is_set():
        before, seen = seen, _changed(seen, folder, day, stop)
        if found := changes(before, seen, folder):
            yield found


def _changed(
    seen: dict[Path, Mark], folder: Path, day: date, stop: threading.Event
) -> dict[Path, Mark]:
    """The inputs as soon as they are others than `seen`, or watching is over."""
    now = seen
    with closing(_waking(folder, day, stop)) as waking:
        for _ in waking:
            now = _quiet(folder, day, stop)
            if now != seen:
                break
    return now


def _waking(folder: Path, day: date, stop: threading.Event) -> Generator[None]:
    """At once, then whenever something happens in a folder of inputs, or after a while."""
    folders = [path for path in input_folders(folder, day) if path.is_dir()]
    waking = watch(
        *folders,
        watch_filter=None,
        debounce=50,
        step=20,
        stop_event=stop,
        rust_timeout=int(LOOK_S * 1000),
        yield_on_timeout=True,
        recursive=False,
        raise_interrupt=True,
    )
    yield  # what happened while nobody watched
    try:
        with closing(waking):
            for _ in waking:
                yield
    except (OSError, RuntimeError):
        # A folder has just gone, or the system watches no more of them: looking goes on.
        while not stop.wait(LOOK_S):
            yield


def _quiet(folder: Path, day: date, stop: threading.Event) -> dict[Path, Mark]:
    """The inputs when nothing has changed for `QUIET_S`, or after `PATIENCE_S` in any case."""
    now = look(folder, day)
    for _ in range(int(PATIENCE_S / QUIET_S)):
        before = now
        if stop.wait(QUIET_S):
            break
        now = look(folder, day)
        if now == before:
            break
    return now
