"""The press: dummies in, the printed edition out: page PDFs, the bound PDF, pictures, manifest.

`print_edition` does it all; what it has to be told is in `commission.py`.
"""

from epaper.press.commission import Demands, Pressroom, PrintJob
from epaper.press.edition import Printed, print_edition
from epaper.press.folders import cache_room
from epaper.press.prints import Darkroom, Develop, PrintOrders
from epaper.press.render import PageDone
from epaper.press.verify import ProvedPage

__all__ = [
    "Darkroom",
    "Demands",
    "Develop",
    "PageDone",
    "Pressroom",
    "PrintJob",
    "PrintOrders",
    "Printed",
    "ProvedPage",
    "cache_room",
    "print_edition",
]
