"""The reader: web pages over the archive.

In: the shelf of editions and its index. Out: a WSGI application, `create_app`. Pages are made from
edition.json alone and work without JavaScript; scripts only add. What a page may load comes
from here: no other host is ever asked.
"""

from epaper.reader.app import create_app
from epaper.reader.settings import Settings

__all__ = ["Settings", "create_app"]
