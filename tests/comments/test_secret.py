import os
import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from epaper.comments import Secret, read_secret
from epaper.comments.secret import SECRET_FILE
from epaper.exceptions import CommentsError


def test_it_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    secret = read_secret(tmp_path, {})
    path = tmp_path / SECRET_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(secret.key) == 64
    assert read_secret(tmp_path, {}) == secret
    assert [file.name for file in tmp_path.iterdir()] == [SECRET_FILE]


def test_papers_have_different_secrets(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert read_secret(tmp_path / "a", {}) != read_secret(tmp_path / "b", {})


def test_all_who_come_first_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(lambda _: read_secret(tmp_path, {}).key, range(64)))
    assert len(found) == 1


def test_the_environment_is_heard_first_and_makes_no_file(tmp_path: Path) -> None:
    secret = read_secret(tmp_path, {"EPAPER_SECRET": "a secret of the environment"})
    assert secret.key == b"a secret of the environment"
    assert list(tmp_path.iterdir()) == []


def test_a_short_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommentsError, match="shorter"):
        read_secret(tmp_path, {"EPAPER_SECRET": "short"})
    (tmp_path / SECRET_FILE).write_text("")
    with pytest.raises(CommentsError, match="shorter"):
        read_secret(tmp_path, {})


@pytest.mark.skipif(os.geteuid() != 0, reason="as another user the folder's mode does it")
def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommentsError, match="cannot be read or made"):
        read_secret(tmp_path / "nowhere", {})


def test_it_does_not_show_when_printed() -> None:
    assert "hidden" not in repr(Secret(b"hidden words of it"))


def test_marks_tell_addresses_apart_and_do_not_show_them() -> None:
    one, other = Secret(b"one secret of a paper"), Secret(b"another secret of it")
    mark = one.address_mark("192.0.2.7")
    assert mark == one.address_mark("192.0.2.7") == one.address_mark("::ffff:192.0.2.7")
    assert mark not in (one.address_mark("192.0.2.8"), other.address_mark("192.0.2.7"))
    assert mark != one.mark("nonce", "192.0.2.7")
    assert re.fullmatch("[0-9a-f]{32}", mark)


def test_an_ipv6_network_is_one_household() -> None:
    secret = Secret(b"one secret of a paper")
    mark = secret.address_mark("2001:db8:1:2::7")
    assert mark == secret.address_mark("2001:db8:1:2:ffff::1%eth0")
    assert mark != secret.address_mark("2001:db8:1:3::7")
    assert secret.address_mark("") != secret.address_mark("nonsense")
