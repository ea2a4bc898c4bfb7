"""The press: dummies in, the printed edition out: page PDFs, the bound PDF, pictures, manifest.

`print_edition` does it all; what it has to be told is in `commission.py`. `start_press` warms up
workers beforehand.
"""

from epaper.press.commission import Demands, Pressroom, PrintJob
from epaper.press.edition import Printed, print_edition
from epaper.press.prints import Develop
from epaper.press.render import PageDone, start_press

__all__ = [
    "Demands",
    "Develop",
    "PageDone",
    "Pressroom",
    "PrintJob",
    "Printed",
    "print_edition",
    "start_press",
]
