"""Sends what cameras send, the way indi-allsky does: requests, a streamed MultipartEncoder, Connection: close.

Reads one JSON job from standard input, {"url", "username", "key", "calls": [...]}, and prints one JSON answer a call.
A call is {"method", "kind", "metadata", "media" (text), "repeat" (bytes), "name", "timezone", "slots", "nan" (a field)}, and
where something is to be wrong: {"username", "key", "authorization" (the whole header), "json" (text of the metadata)}.
"""
import hashlib
import hmac
import io
import json
import math
import os
import sys
import time

import requests
from requests_toolbelt import MultipartEncoder

SLOT = 300


class Repeated(io.RawIOBase):
    """A file of many bytes that needs no memory."""

    def __init__(self, size):
        self.size, self.position = size, 0

    def __len__(self):
        return self.size

    def read(self, count=-1):
        left = self.size - self.position
        count = left if count < 0 else min(count, left)
        self.position += count
        return b"x" * count

    def seek(self, offset, whence=0):
        self.position = {0: offset, 1: self.position + offset, 2: self.size + offset}[whence]
        return self.position

    def tell(self):
        return self.position


def send(job, call):
    if call.get("timezone"):
        os.environ["TZ"] = call["timezone"]
        time.tzset()
    metadata = dict(call["metadata"])
    if call.get("nan"):
        metadata[call["nan"]] = math.nan
    media = Repeated(call["repeat"]) if "repeat" in call else io.BytesIO(call.get("media", "").encode())
    media.seek(0, 2)
    metadata.setdefault("file_size", media.tell())
    media.seek(0)
    signed = call.get("json", json.dumps(metadata)).encode()
    slot = str(int(time.time() / SLOT) + call.get("slots", 0)).encode()
    username, key = call.get("username", job["username"]), call.get("key", job["key"])
    digest = hmac.new(key.encode(), slot + signed, hashlib.sha3_512).hexdigest()
    form = MultipartEncoder(fields={
        "metadata": ("metadata.json", io.BytesIO(signed), "application/json"),
        "media": (call.get("name", "bogus.ext"), media, "application/octet-stream"),
    })
    headers = {
        "Authorization": call.get("authorization", f"Bearer {username}:{digest}"),
        "Content-Type": form.content_type,
        "Connection": "close",
    }
    url = f"{job['url']}/sync/v1/{call['kind']}"
    response = requests.request(call["method"], url, data=form, headers=headers, timeout=(10, 60), allow_redirects=False)
    return {"status": response.status_code, "body": response.json()}


job = json.load(sys.stdin)
for one in job["calls"]:
    print(json.dumps(send(job, one)), flush=True)
