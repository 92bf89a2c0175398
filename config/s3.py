"""Files in a private bucket: written once, never overwritten, never given an address."""

from contextlib import contextmanager

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from config.unavailable import Unavailable


class PrivateStorage(S3Storage):
    """Raises ``FileNotFoundError`` for what is not there, and ``Unavailable`` when the storage cannot be asked."""

    def get_default_settings(self):
        return super().get_default_settings() | {"default_acl": None, "file_overwrite": False}

    def __init__(self, **options):
        """Limits for waiting, and only the checksums that every storage of this protocol knows."""
        style = options.pop("addressing_style")
        super().__init__(client_config=Config(
            connect_timeout=3, read_timeout=20, retries={"max_attempts": 2}, signature_version="s3v4",
            s3={"addressing_style": style}, request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ), **options)

    def _open(self, name, mode="rb"):
        with _answers():
            opened = super()._open(name, mode)
            if opened.readable():
                opened.seek(0)  # fetches the content: a response that has begun could no longer say what failed
            return opened

    def _save(self, name, content):
        with _answers():
            return super()._save(name, content)

    def delete(self, name):
        with _answers():
            super().delete(name)

    def exists(self, name):
        with _answers():
            return super().exists(name)

    def size(self, name):
        with _answers():
            return super().size(name)

    def listdir(self, name):
        with _answers():
            return super().listdir(name)

    def url(self, name, *args, **kwargs):
        raise ValueError("This file is not accessible via a URL.")

    def answers(self):
        """Whether the bucket is there and may be used."""
        try:
            self.connection.meta.client.head_bucket(Bucket=self.bucket_name)
        except (BotoCoreError, ClientError):
            return False
        return True


@contextmanager
def _answers():
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise Unavailable(type(error).__name__) from error
