"""The darkroom: photo files in, facts about each and prints of them out.

`inspect_photos` looks at every filed photo once and says which cannot be printed,
`inspect_advertisements` does so for the day's advertisements; `crop_to` finds
the part to show; `develop` makes the file that goes on the page; `inspect_logo` makes a
nameplate of a picture. No other stage opens a photo.
"""

from epaper.darkroom.crop import crop_to
from epaper.darkroom.develop import develop
from epaper.darkroom.inspection import Look, inspect_advertisements, inspect_photos
from epaper.darkroom.logo import inspect_logo

__all__ = [
    "Look",
    "crop_to",
    "develop",
    "inspect_advertisements",
    "inspect_logo",
    "inspect_photos",
]
