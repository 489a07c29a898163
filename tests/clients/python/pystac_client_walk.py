"""Walks an instance as users of pystac-client do: python pystac_client_walk.py URL. Any warning is an error."""

import sys
import warnings

warnings.simplefilter("error")

import pystac
from pystac.stac_object import STACObjectType
from pystac.validation import JsonSchemaSTACValidator
from pystac_client import Client

API = sys.argv[1]
client = Client.open(API)
validator = JsonSchemaSTACValidator()


def ids(**criteria):
    """Ids of what is found, the same by GET and by POST, whatever the size of the pages."""
    found = None
    for method in ("GET", "POST"):
        for limit in (2, 100):
            page = [item.id for item in client.search(method=method, limit=limit, **criteria).items()]
            assert len(page) == len(set(page)), f"{criteria} repeats items by {method}"
            assert found is None or page == found, f"{criteria}: {page} by {method}, {found} before"
            found = page
    return found


def validate(stac_object, kind):
    """Against the core schema that comes with pystac; those of extensions are on the internet."""
    validator.validate_core(stac_object.to_dict(include_self_link=True), kind, pystac.get_stac_version())


everything = ids()
assert len(everything) > 2, everything
items = list(client.search(limit=3).items())
collections = list(client.get_collections())
assert collections
for collection in collections:
    validate(collection, STACObjectType.COLLECTION)
    assert {item.id for item in collection.get_items()} <= set(everything)
for item in items:
    validate(item, STACObjectType.ITEM)

one = items[0]
west, south = one.geometry["coordinates"]
box = [west - 0.01, south - 0.01, west + 0.01, south + 0.01]
ring = [[box[0], box[1]], [box[2], box[1]], [box[2], box[3]], [box[0], box[3]], [box[0], box[1]]]
assert one.id in ids(bbox=box)
assert one.id in ids(intersects={"type": "Polygon", "coordinates": [ring]})
assert ids(ids=[one.id]) == [one.id]
assert set(ids(ids=everything[:3])) == set(everything[:3])
assert one.id in ids(datetime=one.datetime)
assert set(ids(collections=[one.collection_id])) <= set(everything)
assert ids(collections=[c.id for c in collections]) == everything
assert ids(sortby=["+properties.datetime", "-id"])
by_text = [i.id for i in client.search(filter=f"id = '{one.id}'", filter_lang="cql2-text", method="GET").items()]
by_json = [i.id for i in client.search(filter={"op": "=", "args": [{"property": "id"}, one.id]}).items()]
assert by_text == by_json == [one.id]
print(f"{len(everything)} items in {len(collections)} collections")
