"""Reads the feed as readers built on feedparser do: python feedparser_read.py URL LONGITUDE LATITUDE. The position is the first of a walk."""

import sys
import urllib.request

import feedparser

API, LONGITUDE, LATITUDE = sys.argv[1:]
feed = feedparser.parse(f"{API}/collections?format=rss")
assert not feed.bozo, feed.get("bozo_exception")
assert feed.encoding == "utf-8" and feed.version == "rss20", (feed.encoding, feed.version)
assert len(feed.entries) >= 2
places = [entry.where["coordinates"] for entry in feed.entries]
assert any(
    abs(longitude - float(LONGITUDE)) < 1e-6 and abs(latitude - float(LATITUDE)) < 1e-6 for longitude, latitude in places
), places
for entry in feed.entries:
    assert entry.published_parsed and entry.id
    for enclosure in entry.enclosures:
        assert int(enclosure.length) >= 0
        assert urllib.request.urlopen(enclosure.href).headers["Content-Type"] == "image/jpeg"
assert urllib.request.urlopen(feed.feed.image.href).headers["Content-Type"].startswith("image/")
