"""The checker of the wheel page-validation: PDF/UA-1 and PDF/A-2a in milliseconds, without Java."""

from __future__ import annotations

import page

PROFILES = ("ua1", "2a")


def page_problems(data: bytes, profiles: tuple[str, ...] = PROFILES) -> list[str]:
    """Return what is wrong with a file, each problem once with its profile and rule; empty for a conforming file.

    Raises:
        page.ParseError: the bytes are no PDF.
    """
    found = []
    for profile in profiles:
        report = page.validate_pdf_bytes(data, profile=profile)
        found += [f"{profile} {failure.rule_id}: {failure.message}" for failure in report.failures]
        if not report.is_compliant and not report.failures:
            found.append(f"{profile}: not conforming, no rule named")
    return list(dict.fromkeys(found))
