"""The press: dummies in, the printed edition out: page PDFs, the bound PDF, pictures, manifest.

`print_edition` does it all. `start_press` warms up workers beforehand.
"""

from epaper.press.edition import Printed, print_edition
from epaper.press.prints import Develop
from epaper.press.render import start_press

__all__ = ["Develop", "Printed", "print_edition", "start_press"]
