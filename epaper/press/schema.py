"""The JSON Schema of edition.json, made from the manifest's own types.

`python -m epaper.press.schema` writes it; docs/edition.schema.json is what it wrote last.
"""

from __future__ import annotations

import json
import sys

from pydantic import TypeAdapter

from epaper.model.manifest import Manifest


def manifest_schema() -> str:
    """The schema as JSON; readers may meet fields it does not name in later versions."""
    schema = TypeAdapter(Manifest).json_schema(mode="serialization")
    named = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(named, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(manifest_schema())
