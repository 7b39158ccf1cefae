"""What is drawn in a Word file: arrows over months, the word across a page; lengths are EMU."""

from __future__ import annotations

from generator.site.render.documents.word.markup import attribute

_TWIP = 635
_POINT = 12700
# How far an arrow stays inside its first and its last month, and below the upper edge of its
# paragraph: on the middle of the first line of the row.
_INSIDE = 20_000
_DOWN = 17 * _POINT // 2


# Word art of which watermarks are made; its header has them both.
_WORD_ART = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom" '
    'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" '
    'xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
)


def arrow(number: int, months: int, month_width: int, told: str) -> str:
    """Return the run of an arrow with two heads from the cell that holds it over so many `months`.

    `number` is its own in the document, `month_width` in twips; `told` says it in words.
    """
    long = months * month_width * _TWIP - 2 * _INSIDE
    return (
        '<w:r><w:rPr><w:noProof/></w:rPr><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="{251658240 + number}" behindDoc="0" locked="0" layoutInCell="1" '
        'allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{_INSIDE}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{_DOWN}</wp:posOffset>'
        "</wp:positionV>"
        f'<wp:extent cx="{long}" cy="0"/><wp:effectExtent l="0" t="38100" r="0" b="38100"/>'
        f'<wp:wrapNone/><wp:docPr id="{number}" name={attribute(f"ลูกศร {number}")} '
        f"descr={attribute(told)}/><wp:cNvGraphicFramePr/>"
        "<a:graphic><a:graphicData "
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{long}" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom><a:noFill/>'
        '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        '<a:headEnd type="triangle" w="med" len="med"/>'
        '<a:tailEnd type="triangle" w="med" len="med"/>'
        "</a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        "</w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def watermark(number: int, word: str) -> str:
    """Return the run of a word across the page, as Word's own watermarks: it takes them out again.

    It stands in a page's header.
    """
    return (
        f"<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{_WORD_ART}"
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" '
        f'type="#_x0000_t136" alt={attribute(word)} '
        'style="position:absolute;margin-left:0;margin-top:0;width:300pt;height:150pt;'
        "rotation:315;z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d9d9d9" stroked="f">'
        '<v:fill opacity=".5"/>'
        '<v:textpath style="font-family:&quot;TH Sarabun New&quot;;font-size:1pt;font-weight:bold" '
        f"string={attribute(word)}/></v:shape></w:pict></w:r>"
    )
