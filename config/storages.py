"""Where evidence and documents are kept: in a folder, or in a bucket of a storage that speaks the protocol of S3."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config import env, extras


def read(*, folder):
    """The entry for ``STORAGES``: the bucket that ``S3_BUCKET`` names, else the folder.

    No address leads to either: a view hands files out to those who may see them.
    """
    bucket = env.text("S3_BUCKET")
    if not bucket:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
        }
    endpoint = _endpoint()
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": env.text("S3_REGION") or None,
        "addressing_style": env.choice(
            "S3_ADDRESSING", default="path" if endpoint else "auto", among=("auto", "path", "virtual")),
        **_keys(),
    }
    extras.require("storages", extra="s3", needed_by="S3_BUCKET")
    return {"BACKEND": "config.s3.PrivateStorage", "OPTIONS": options}


def is_bucket(storage):
    """Whether the entry is a bucket."""
    return storage["BACKEND"] == "config.s3.PrivateStorage"


def _endpoint():
    endpoint = env.text("S3_ENDPOINT_URL")
    if endpoint:
        try:
            parts = urlsplit(endpoint)
            is_usable = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or True)
        except ValueError:
            is_usable = False
        if not is_usable:
            raise ImproperlyConfigured(
                "S3_ENDPOINT_URL is not the address of a storage; expected https://host or http://host:9000.")
    return endpoint


def _keys():
    """Both keys or none: without them the machine's own role is asked for."""
    keys = {"access_key": env.confidential("S3_ACCESS_KEY"), "secret_key": env.confidential("S3_SECRET_KEY")}
    if not any(keys.values()):
        return {}
    if not all(keys.values()):
        raise ImproperlyConfigured("S3_ACCESS_KEY and S3_SECRET_KEY belong together; give both or neither.")
    return keys
