"""A desk with two small topics, one with a picture, to build packs from."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

TOPIC = """\
schema: 1
id: {id}
title: {title}
subject: History
level: A level
course: Russia
tags: [{id}, both]
native_language: ru
authors: [A. Teacher]
sources:
  - id: taubman
    citation: William Taubman, *Khrushchev* (2003)
sections:
  - id: rise
    title: The rise of {title}
    blocks:
      - type: prose
        text: Stalin died in March 1953. The **Presidium** shared out power on 6 March.
        sources: [taubman]
      - type: glossary
        terms:
          - {{term: Presidium, meaning: The highest committee of the Party}}
          - {{term: Sovnarkhoz, meaning: A regional economic council}}
          - {{term: Plenum, meaning: A meeting of the whole Central Committee}}
          - {{term: Politburo, meaning: What the Presidium was called before}}
      - type: question
        question: Why did {title} rise?
        marks: 4
        scheme: [{{points: [Allies in the Party]}}]
  - id: fall
    title: The fall of {title}
    blocks:
      - type: prose
        text: He fell in October 1964.
      - type: recall
        prompt: Why did he fall?
        lines: 4
        points: [The harvest]
"""

PICTURE = """\
      - type: picture
        file: map.png
        alt: A map
        title: A map
        credit: Public domain
"""


def lay(folder: Path) -> Path:
    """Write the topics and the picture; return the content folder."""
    content = folder / "content"
    content.mkdir(parents=True)
    (content / "first.yaml").write_text(TOPIC.format(id="first", title="Malenkov") + PICTURE, encoding="utf-8")
    (content / "second.yaml").write_text(TOPIC.format(id="second", title="Beria"), encoding="utf-8")
    draw(content / "map.png", 200)
    return content


def draw(path: Path, grey: int) -> None:
    Image.new("L", (40, 30), grey).save(path)
