"""`python -m epaper`: the command line, without the current folder among the places of modules.

Python puts that folder first, so that a `random.py` or `json.py` which lies in it would be run in
place of Python's own.
"""

import sys

if __name__ == "__main__":
    if not sys.flags.safe_path:  # with -P it is not there
        del sys.path[0]

    from epaper.cli import main

    main(prog_name="epaper")
