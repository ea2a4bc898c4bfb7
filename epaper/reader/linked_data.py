"""What machines read of a story: schema.org's NewsArticle.

Source: schema.org/NewsArticle, with printPage, printSection and printEdition.
"""

from __future__ import annotations

import json
from datetime import date

from flask import url_for
from markupsafe import Markup

from epaper.model.manifest import Manifest
from epaper.reader.addresses import file_address
from epaper.reader.contents import ListedRecord
from epaper.reader.outside import outside


def news_article(manifest: Manifest, entry: ListedRecord) -> Markup:
    """The JSON-LD of a story, safe to stand in a script element."""
    record, day = entry.record, date.fromisoformat(manifest.date)
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": record.headline,
        "description": record.standfirst,
        "datePublished": record.published or manifest.date,
        "dateModified": record.updated,
        "author": [{"@type": "Person", "name": name} for name in record.byline]
        or [{"@type": "Organization", "name": record.agency or manifest.paper.name}],
        "publisher": {"@type": "NewsMediaOrganization", "name": manifest.paper.name},
        "articleSection": entry.story.section_name,
        "printSection": entry.story.section_name,
        "printPage": str(entry.page),
        "printEdition": manifest.format,
        "wordCount": record.words,
        "timeRequired": f"PT{record.read_minutes}M",
        "inLanguage": record.language or manifest.paper.language,
        "isAccessibleForFree": True,
        "dateline": record.dateline,
        "image": [outside(file_address(day, photo.images[-1])) for photo in record.photos],
        "mainEntityOfPage": outside(url_for("article.story", day=day, slug=record.slug)),
    }
    return _in_script({name: value for name, value in facts.items() if value})


def _in_script(facts: dict[str, object]) -> Markup:
    """JSON in which nothing can end the element it stands in."""
    text = json.dumps(facts, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)
