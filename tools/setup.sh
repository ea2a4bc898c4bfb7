#!/bin/sh
# Makes .venv ready to build and test: finds a Python, then hands over to tools/setup.py.
# Does nothing, quickly, when the last set-up was made from the same files in the same place.
set -eu
cd "$(dirname "$0")/.."

key="$(pwd) $(cat requirements.lock requirements-dev.lock pyproject.toml tools/setup.py tools/packages.py | cksum)"
if [ -x .venv/bin/python ] && [ "$(cat .venv/set-up 2>/dev/null)" = "$key" ]; then
    exit 0
fi

for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        exec "$python" -m tools.setup "$key" </dev/null
    fi
done
echo "epaper: Python 3.11 or newer is needed; found: $(python3 --version 2>/dev/null || echo none)." \
    "Install it, or name one: make PYTHON=/path/to/python3 edition" >&2
exit 1
