"""QR codes on pages."""

import io

from markupsafe import Markup


def svg(content: str) -> Markup:
    """The content as an inline SVG, black on white with its quiet zone, sized by the page."""
    import segno

    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=4, light="#fff"
    )
    return Markup(out.getvalue().decode())  # noqa: S704 - segno writes only paths and numbers
