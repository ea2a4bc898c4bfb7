"""Runs one thing once in a process of its own, and says what it took.

In: `build FOLDER DATE FORMAT [JOBS]` or `plain FOLDER DATE FORMAT`. Out: one line of JSON with
seconds by stage, pages, how many of them were drawn, bytes and what stopped it. It runs with older
versions of the program too, whose command does not tell all that.
"""

from __future__ import annotations

import html
import json
import logging
import sys
import time
from datetime import date
from pathlib import Path

from epaper.build import Built, Order, build_edition
from epaper.model import Record
from epaper.resources import load_layout
from epaper.wire.paper import read_paper
from epaper.wire.records import read_records


def main(what: str, folder: str, day: str, form: str, jobs: str = "2") -> None:
    """Run it and print the line."""
    logging.disable(logging.CRITICAL)
    when = date.fromisoformat(day)
    if what == "plain":
        facts = plain(Path(folder), when, form)
    else:
        facts = build(Path(folder), when, form, int(jobs))
    print(json.dumps(facts))


def build(folder: Path, day: date, form: str, jobs: int) -> dict[str, object]:
    """One edition, with the seconds of every stage."""
    built = build_edition(Order(folder=folder, day=day, format=form, jobs=jobs))
    return {"seconds": built.seconds, **_outcome(built)}


def plain(folder: Path, day: date, form: str) -> dict[str, object]:
    """The same words and pictures in one column-flow document, as WeasyPrint sets it alone."""
    from weasyprint import HTML

    began = time.perf_counter()
    records, _ = read_records(folder, day, read_paper(folder))
    text = _document(records, folder / day.isoformat() / "photos", form)
    read = time.perf_counter()
    document = HTML(string=text, base_url=str(folder)).render()
    pdf = document.write_pdf()
    whole = time.perf_counter() - began
    seconds = {"whole": whole, "weasyprint": time.perf_counter() - read}
    return {"seconds": seconds, "pages": len(document.pages), "bytes": len(pdf), "problems": []}


def _outcome(built: Built) -> dict[str, object]:
    return {
        "records": built.records,
        "pages": built.printed.pages if built.printed else 0,
        "drawn": built.printed.drawn if built.printed else 0,
        "bytes": built.printed.bytes if built.printed else 0,
        "problems": [str(problem) for problem in built.problems if problem.severity == "stop"],
    }


def _document(records: tuple[Record, ...], photos: Path, form: str) -> str:
    from epaper.places import fonts_dir  # which older versions have elsewhere

    grid, body = load_layout(form).grid, load_layout(form).styles["body"]
    face = next(fonts_dir().glob("text/*Text-Regular.ttf")).as_uri()
    style = f"""
        @font-face {{ font-family: T; src: url({face}) }}
        @page {{ size: {grid.width_mm}mm {grid.height_mm}mm; margin: {grid.left_mm}mm }}
        body {{ columns: {grid.columns}; column-gap: {grid.gutter_mm}mm; text-align: justify;
               font: {body.size_pt}pt/{body.leading_pt}pt T; hyphens: auto }}
        img {{ width: 100% }} p {{ margin: 0 }}"""
    parts = [_article(record, photos) for record in records]
    return f"<html lang=en><style>{style}</style><body>{''.join(parts)}"


def _article(record: Record, photos: Path) -> str:
    pictures = "".join(
        f'<img src="{(photos / photo.file).as_uri()}"><p>{html.escape(photo.caption)}</p>'
        for photo in record.photos
    )
    words = "".join(f"<p>{html.escape(block.text)}</p>" for block in record.body)
    head = f"<h2>{html.escape(record.headline)}</h2><p>{html.escape(record.standfirst)}</p>"
    return head + pictures + words


if __name__ == "__main__":
    main(*sys.argv[1:])
