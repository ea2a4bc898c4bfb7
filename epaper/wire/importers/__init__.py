"""Importers: foreign files in; records in the day's folder, and a report, out."""

from epaper.wire.importers.filing import ImportReport, Skipped, import_files

__all__ = ["ImportReport", "Skipped", "import_files"]
