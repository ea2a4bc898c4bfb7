"""Python's plain file server, as a host of static files would be."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Port 0 is a free one, which has to be known before a site is made: feeds hold whole addresses.
SERVER = """
import functools, http.server, sys
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
print(server.server_port, flush=True)
server.serve_forever()
"""


@contextmanager
def plain_host(root: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Serves `root`: the address, and the process."""
    command = [sys.executable, "-c", SERVER, str(root)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            assert server.stdout is not None
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}", server
        finally:
            server.kill()
