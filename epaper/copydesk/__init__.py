"""The copy desk: what wire copy brings that print must not show is taken out, and told.

In: the records that run, as filed, and the paper. Out: the same records as the paper prints them,
and a note for everything that was done, with the words it was done to. What is only likely
to be a leftover stays: words of the copy's own that go are worse than a leftover that is printed.
"""

from epaper.copydesk.desk import edit_copy

__all__ = ["edit_copy"]
