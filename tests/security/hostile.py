"""Texts that run in a browser when they are ever taken for HTML, and the part of them a reader must see as typed."""

from html import escape

DIGEST = "ab" * 32


def line(name, length=500):
    """Return one line that runs when it is ever taken for HTML; short columns get as much of it as they hold."""
    whole = f"\"'><script>{name}</script><img src=x onerror=alert(1)>"
    short = f'">{name}<b onx=1>'
    return next((text for text in (whole, short) if len(text) <= length), "<b onx=1>"[:length])


def shown(name):
    """Return the part of a hostile text that a reader must see as it was typed."""
    return f"<script>{name}</script>"


def marks(name):
    """Return inline HTML that runs in a dozen ways; between them stands the name, escaped, as text."""
    return (
        f"{escape(shown(name))}<script>alert(1)</script><img src=x onerror=alert(2)>"
        '<a href="javascript:alert(3)" onclick="alert(4)">a</a><a href=" jAvA&#9;sCrIpT&colon;alert(5)">b</a>'
        '<a href="data:text/html,<script>alert(6)</script>">c</a><a href="vbscript:alert(7)">d</a>'
        "<a href='https://example.org/\"onmouseover=\"alert(8)'>e</a>"
        '<span style="position:fixed" lang="en&quot; onclick=&quot;alert(9)">f</span>'
        "<svg onload=alert(10)><script>alert(11)</script><a xlink:href=javascript:alert(12)>g</a></svg>"
        "<iframe srcdoc='<script>alert(14)</script>'></iframe><object data=javascript:alert(15)></object>"
        "<form action=javascript:alert(16)><button formaction=javascript:alert(17)>h</button></form>"
        "<style>*{background:url(javascript:alert(18))}</style><base href=javascript:alert(19)>"
        "<!--><img src=x onerror=alert(20)>--><noscript><p title='</noscript><img src=x onerror=alert(21)>'>i"
        "<ruby onclick=alert(22)>漢<rt onclick=alert(23)>か</rt></ruby><details ontoggle=alert(24) open>j</details>"
    )


# Read once it is harmless; written out and read again, as by a careless cleaner, it is not.
CHANGELING = '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=alert(13)&gt;"></math>'


def paragraph(name):
    return f"<p onclick=alert(1)>{marks(name)}{CHANGELING}</p>"


def body(name):
    """Return a body that is hostile in each of its elements, and calls two notes."""
    return (
        f'<h2 onclick=alert(1) data-passage="&quot;onclick=alert(2)&quot;">{marks(name)}</h2>{paragraph(name)}'
        '<p data-passage="n1">Called<sup data-note="n1" onclick="alert(1)"></sup>'
        '<sup data-note="n2"></sup><sup data-note="&quot;&gt;&lt;script&gt;"></sup></p>'
        f"<blockquote onclick=alert(1)>{paragraph(name)}</blockquote>"
        f"<ol start='1 onclick=alert(1)'><li onclick=alert(2)>{marks(name)}</li></ol>"
        f"<table onclick=alert(1)><caption>{marks(name)}</caption><tr><th scope='col onclick=alert(2)' colspan='2\"'>"
        f"{marks(name)}</th></tr><tr><td rowspan='javascript:alert(3)'>{marks(name)}</td></tr></table>"
        f"<figure onclick=alert(1)><img src='/media/{DIGEST}.png' onload=alert(2) alt='{escape(shown(name))}'>"
        f"<figcaption>{marks(name)}<small>{marks(name)}</small></figcaption></figure>"
    )
