"""The library and the letterbox are opened once, however many threads ask first."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest

from epaper.archive import Archive
from epaper.comments import Secret, read_secret
from epaper.reader import letterbox
from epaper.reader.letterbox import Letterbox
from epaper.reader.library import Library
from epaper.reader.settings import Settings
from tests.archive.made_up import put_paper

WAIT_S = 0.3  # for a thread that should not get through


def test_a_second_thread_waits_for_the_first_to_open_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_paper(tmp_path)
    library = Library(Settings(folder=tmp_path))
    found: list[Archive] = []
    others = [Thread(target=lambda: found.append(library.archive)) for _ in range(3)]
    refresh, times = Archive.refresh, []

    def refresh_while_others_ask(archive: Archive) -> object:
        times.append(archive)
        for other in others if len(times) == 1 else ():
            other.start()
        others[-1].join(WAIT_S)
        return refresh(archive)

    monkeypatch.setattr(Archive, "refresh", refresh_while_others_ask)
    first = library.archive
    for other in others:
        other.join()
    assert found == [first] * 3
    assert len(times) == 1
    first.close()


def test_a_second_thread_waits_for_the_first_to_read_the_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = Letterbox(Settings(folder=tmp_path))
    found: list[Secret] = []
    other = Thread(target=lambda: found.append(box.secret))
    times: list[Path] = []

    def read_while_another_asks(folder: Path) -> Secret:
        times.append(folder)
        if len(times) == 1:
            other.start()
            other.join(WAIT_S)
        return read_secret(folder)

    monkeypatch.setattr(letterbox, "read_secret", read_while_another_asks)
    first = box.secret
    other.join()
    assert (found, len(times)) == ([first], 1)
