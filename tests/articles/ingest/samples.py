"""A text in each format, written for these tests."""

PARAGRAPHS = (
    "Two neighbours reopened three crossings on Monday after talks in Vienna, officials said.",
    "“We have agreed on the hours,” Ana Orlova said at a briefing. “The rest will follow.”",
    "The crossings had been closed for two years, and trade fell by a third in that time.",
)
TITLE = "Neighbours reopen three crossings after a year of talks"

NINJS = {
    "uri": "urn:crossing:1",
    "type": "text",
    "language": "en-gb",
    "headlines": [{"role": "main", "value": TITLE}, {"role": "short", "value": "Gates open"}],
    "descriptions": [
        {"role": "summary", "value": "Lorries pass from noon."},
        {"role": "highlight", "value": "More in spring"},
    ],
    "bodies": [
        {
            "role": "main",
            "contentType": "text/html",
            "value": f"<p>VIENNA: {PARAGRAPHS[0]}</p><h2>The hours</h2><p>{PARAGRAPHS[1]}</p>"
            f"<script>leak()</script><p>{PARAGRAPHS[2]} (AFP)</p>",
        }
    ],
    "by": "Mira Holt",
    "copyrightHolder": "The Crossing Times",
    "usageTerms": "Not for use in archives.",
    "firstCreated": "2025-09-01T23:30:00+05:30",
    "versionCreated": "2025-09-02T10:00:00Z",
    "embargoedUntil": "2035-01-01T06:00:00+01:00",
    "infoSources": [{"name": "AFP"}],
    "genres": [{"name": "Current"}],
    "subjects": [{"name": "diplomacy"}],
    "associations": [
        {
            "name": "gate",
            "type": "picture",
            "uri": "urn:p",
            "by": "ANI",
            "descriptions": [
                {"role": "caption", "value": "The gate at noon."},
                {"role": "alt", "value": "A gate."},
            ],
        }
    ],
}

FEED = f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rss PUBLIC "-//A//DTD RSS 0.91//EN" "http://dtd.example/rss.dtd">
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Crossing Times</title><language>en-gb</language>
<item><title>{TITLE} &amp;&nbsp;more</title><link>https://crossing.example/a</link>
<guid>tag:a</guid><author>desk@crossing.example (Mira Holt)</author>
<pubDate>Mon, 01 Sep 2025 23:30:00 +0530</pubDate><category>diplomacy</category>
<description>Lorries pass from noon.</description>
<content:encoded><![CDATA[<p>VIENNA: {PARAGRAPHS[0]}</p><script>leak()</script>
<p>{PARAGRAPHS[1]}</p>]]></content:encoded></item>
<item><title>Second</title>
<description>&lt;p&gt;Only &lt;i&gt;this&lt;/i&gt; much.&lt;/p&gt;</description>
<enclosure url="https://crossing.example/a.mp3" type="audio/mpeg" length="1"/></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Crossing</title>
<id>urn:f</id><updated>2025-09-02T10:00:00Z</updated>
<entry><id>urn:e</id><title>{TITLE}</title><link href="https://crossing.example/e"/>
<published>2025-09-01T10:00:00Z</published><updated>2025-09-02T10:00:00Z</updated>
<author><name>Mira Holt</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>{PARAGRAPHS[0]}</p></div></content>
</entry></feed>"""

PAGE = f"""<!doctype html>
<html lang="en"><head><title>{TITLE} - The Crossing Times</title>
<meta property="og:title" content="{TITLE}">
<meta property="og:site_name" content="The Crossing Times">
<meta name="author" content="Mira Holt">
<meta property="article:published_time" content="2025-09-01T18:00:00Z">
<link rel="canonical" href="https://crossing.example/world/reopen">
<script>var a = "leak";</script><style>p {{ color: leak; }}</style></head><body>
<div id="cookies"><p>We use cookies to make the site better.</p></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>{TITLE}</h1>
<figure><img src="x.jpg"><figcaption>The gate at noon. Photograph: ANI</figcaption></figure>
<p>{PARAGRAPHS[0]}</p><h2>The hours</h2><p>{PARAGRAPHS[1]}</p>
<ul><li>Three crossings open from dawn to dusk.</li></ul>
<p>{PARAGRAPHS[2]}</p><script>document.write("leak")</script></article></main>
<aside><h3>Related stories</h3><ul><li><a href="/a">Harvest is late</a></li></ul></aside>
<div class="newsletter"><p>Subscribe to our newsletter.</p></div>
<footer><p>© 2025 The Crossing Times</p></footer></body></html>"""
