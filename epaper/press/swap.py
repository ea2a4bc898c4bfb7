"""The swap: a finished folder into the place of the one before, with no moment without either.

Linux and macOS exchange two folders in one step (renameat2, renamex_np). Where the system or the
file system cannot, it takes two: the old folder is moved to `<aside>-old`, where the shelf finds
it meanwhile (archive/shelf.py); workroom.py puts it back if the build dies between the two.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from epaper.press.workroom import OLD

AT_FDCWD = -100
RENAME_EXCHANGE = 2  # linux/fs.h
RENAME_SWAP = 2  # macOS, sys/stdio.h
# The kernel, the file system or a sandbox does not know the call, or not this flag of it.
CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM)
OCCUPIED = (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR)

Exchange = Callable[[bytes, bytes], int]


def put_in_place(aside: Path, place: Path) -> None:
    """Have the folder `aside` stand at `place`; what stood there is at `aside` or beside it.

    Raises OSError; then what stood there stands there still.
    """
    if not os.path.lexists(place):
        try:
            aside.rename(place)
            return
        except OSError as error:  # another build was quicker
            if error.errno not in OCCUPIED:
                raise
    if not exchange(aside, place):
        _in_two_steps(aside, place)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where that cannot be done. Raises OSError."""
    call = _exchange_call()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _in_two_steps(aside: Path, place: Path) -> None:
    old = aside.with_name(aside.name + OLD)
    place.rename(old)
    try:
        aside.rename(place)
    except OSError:
        old.rename(place)
        raise


@cache
def _exchange_call() -> Exchange | None:
    """The C library's call; None where it has none."""
    if sys.platform not in ("linux", "darwin"):
        return None
    library = ctypes.CDLL(None, use_errno=True)
    try:
        call = library.renameat2 if sys.platform == "linux" else library.renamex_np
    except AttributeError:  # glibc before 2.28, musl
        return None
    if sys.platform == "linux":
        return lambda one, other: int(call(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE))
    return lambda one, other: int(call(one, other, RENAME_SWAP))
