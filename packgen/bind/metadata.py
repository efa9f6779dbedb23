"""Metadata: XMP, the information dictionary, and the output intent.

PDF/A-2 requires XMP (ISO 19005-2, 6.6); the information dictionary repeats it, because some viewers take the title of
their window from there only.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from time import gmtime, strftime
from typing import Any

from packgen import __version__
from packgen.bind.object_ids import INFO, METADATA, PROFILE
from packgen.pdf.objects import text
from packgen.pdf.streams import Object, Stream, deflated
from packgen.sheet.sheet import Pack

PRODUCER = f"packgen {__version__}"

_FORMAT = "<dc:format>application/pdf</dc:format>"
_MADE_BY = (f"<pdf:Producer>{PRODUCER}</pdf:Producer>", "<xmp:CreatorTool>packgen</xmp:CreatorTool>")

OUTPUT_INTENT = (
    "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
    f"/DestOutputProfile {PROFILE} 0 R>>"
)
"""Colours in the pages are sRGB (ISO 19005-2, 6.2.3)."""

_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""

_CLAIMS = """<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""
"""PDF/A does not define the property of PDF/UA, so an extension schema describes it (ISO 19005-2, 6.6.2.3.3)."""


def streams(pack: Pack[Any]) -> list[Stream]:
    """Return the metadata stream, uncompressed so that tools without a PDF reader find it, and the colour profile."""
    return [Stream(METADATA, "/Type/Metadata/Subtype/XML", xmp(pack)), _profile()]


@cache
def _profile() -> Stream:
    return deflated(PROFILE, Path(__file__).with_name("srgb.icc").read_bytes(), "/N 3")


def xmp(pack: Pack[Any]) -> bytes:
    """Return the XMP packet; it has dates only if the pack has one."""
    return _xmp(pack.title, pack.language, pack.authors, pack.subject, pack.date)


@lru_cache(maxsize=16)
def _xmp(title: str, language: str, authors: tuple[str, ...], subject: str, date: int | None) -> bytes:
    languages = f"<dc:language><rdf:Bag><rdf:li>{_escaped(language)}</rdf:li></rdf:Bag></dc:language>"
    properties = [_FORMAT, _titled(title), languages, *_MADE_BY]
    if authors:
        names = "".join(f"<rdf:li>{_escaped(author)}</rdf:li>" for author in authors)
        properties.append(f"<dc:creator><rdf:Seq>{names}</rdf:Seq></dc:creator>")
    if subject:
        properties.append(f"<dc:description>{_alternative(subject)}</dc:description>")
    if date is not None:
        moment = strftime("%Y-%m-%dT%H:%M:%SZ", gmtime(date))
        properties += [f"<xmp:{kind}>{moment}</xmp:{kind}>" for kind in ("CreateDate", "ModifyDate", "MetadataDate")]
    return _packet([*properties, _CLAIMS])


def unclaimed_xmp(title: str) -> bytes:
    """Return the XMP packet of a file that claims no standard; the title may be empty."""
    return _packet([_FORMAT, *([_titled(title)] if title else []), *_MADE_BY])


def unclaimed_info(number: int, title: str) -> Object:
    """Return the information dictionary that agrees with `unclaimed_xmp`, given its number."""
    named = f"/Title{text(title)}" if title else ""
    return number, f"<<{named}/Creator(packgen)/Producer{text(PRODUCER)}>>"


def info(pack: Pack[Any]) -> Object:
    """Return the information dictionary, which agrees with the XMP packet."""
    entries = {"Title": pack.title, "Author": ", ".join(pack.authors), "Subject": pack.subject}
    entries |= {"Creator": "packgen", "Producer": PRODUCER}
    if pack.date is not None:
        moment = strftime("D:%Y%m%d%H%M%SZ", gmtime(pack.date))
        entries |= {"CreationDate": moment, "ModDate": moment}
    return INFO, f"<<{''.join(f'/{key}{text(value)}' for key, value in entries.items() if value)}>>"


def _packet(properties: list[str]) -> bytes:
    return _PACKET.format(properties="\n".join(properties)).encode()


def _titled(title: str) -> str:
    return f"<dc:title>{_alternative(title)}</dc:title>"


def _alternative(value: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_escaped(value)}</rdf:li></rdf:Alt>'


def _escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
