"""The paper's secret, and what is made with it: marks of addresses, keys for signing.

In: .reader-secret in the paper's folder, or EPAPER_SECRET. Out: a `Secret`. The file is made on
first use; whoever has it could test which address a mark is of, so nobody else may read it.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

from epaper.exceptions import CommentsError

SECRET_FILE = ".reader-secret"
SECRET_VARIABLE = "EPAPER_SECRET"
SECRET_BYTES = 32
LEAST_LETTERS = 16  # shorter ones can be guessed
MARK_LETTERS = 32  # 128 bits
IPV6_NETWORK_BITS = 64  # of these a household has all 2^64 addresses


@dataclass(frozen=True, slots=True)
class Secret:
    """The secret; it does not show when printed."""

    key: bytes

    def __repr__(self) -> str:
        return "Secret(...)"

    def mark(self, use: str, text: str) -> str:
        """A mark of `text` for one `use`, that nobody can make or turn back without the secret."""
        return hmac.digest(self.key, f"{use}\0{text}".encode(), "sha256").hex()[:MARK_LETTERS]

    def address_mark(self, address: str) -> str:
        """The mark of a network address; of IPv6 its network counts, which is one household's."""
        return self.mark("address", _network(address))


def read_secret(folder: Path, environment: Mapping[str, str] | None = None) -> Secret:
    """The secret of the paper in `folder`, made if there is none. Raises CommentsError."""
    given = (os.environ if environment is None else environment).get(SECRET_VARIABLE, "")
    if given:
        return Secret(_checked(given.encode(), SECRET_VARIABLE))
    path = folder / SECRET_FILE
    try:
        if not path.exists():
            _make(path)
        return Secret(_checked(path.read_bytes().strip(), SECRET_FILE))
    except OSError as error:
        raise CommentsError(
            f"the paper's secret {SECRET_FILE} cannot be read or made: {error.strerror}",
            f"let the paper's folder be written, or set {SECRET_VARIABLE}",
        ) from error


def _make(path: Path) -> None:
    """Write a new secret, unless another process was first; it appears whole or not at all."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(SECRET_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(part, path)  # unlike a rename it does not replace
        except FileExistsError:
            return
    finally:
        part.unlink(missing_ok=True)


def _checked(key: bytes, source: str) -> bytes:
    if len(key) < LEAST_LETTERS:
        raise CommentsError(
            f"the paper's secret in {source} is shorter than {LEAST_LETTERS} letters",
            "delete it and a good one is made" if source == SECRET_FILE else "choose a longer one",
        )
    return key


def _network(address: str) -> str:
    """The address, or its network; what is no address stays what it is."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is None:
            return f"{int(found) >> (128 - IPV6_NETWORK_BITS):x}/{IPV6_NETWORK_BITS}"
        found = found.ipv4_mapped
    return str(found)
