"""Evidence and documents in a bucket, asked over HTTP from a server that speaks the protocol of S3."""

import io

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import storages as django_storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from config import storages
from config.unavailable import Unavailable

pytest.importorskip("storages", reason="the extra s3 is not installed")
moto = pytest.importorskip("moto.server", reason="moto is not installed")
boto3 = pytest.importorskip("boto3")

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
KEYS = {"S3_ACCESS_KEY": "access", "S3_SECRET_KEY": "canary-secret"}


@pytest.fixture
def server():
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def bucket(server, monkeypatch, settings):
    """The site's files in a bucket of that server, as the environment would say it."""
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    given = {"S3_BUCKET": "evidence", "S3_ENDPOINT_URL": address, "S3_REGION": "us-east-1", **KEYS}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3", endpoint_url=address, region_name="us-east-1", aws_access_key_id="access",
                          aws_secret_access_key="canary-secret")
    client.create_bucket(Bucket="evidence")
    settings.STORAGES = {**settings.STORAGES, "default": storages.read(folder="/nowhere")}
    yield client
    client.close()


@pytest.fixture
def store(bucket):
    return django_storages["default"]


def test_a_file_comes_back_as_it_was(store):
    name = store.save("2026/证据.pdf", ContentFile("进".encode() * 10_000))

    with store.open(name, "rb") as file:
        assert file.read() == "进".encode() * 10_000
    assert (store.exists(name), store.size(name)) == (True, 30_000)


def test_a_file_is_never_written_over(store):
    first, second = (store.save("same", ContentFile(content)) for content in (b"1", b"2"))

    assert first != second
    with store.open(first) as file:
        assert file.read() == b"1"


def test_a_file_is_private_and_has_no_address(store, bucket):
    name = store.save("a", ContentFile(b"1"))

    grants = bucket.get_object_acl(Bucket="evidence", Key=name)["Grants"]
    assert [grant for grant in grants if grant["Grantee"]["Type"] == "Group"] == []
    with pytest.raises(ValueError, match="not accessible"):
        store.url(name)


def test_what_is_not_there_is_not_found(store):
    with pytest.raises(FileNotFoundError):
        store.open("nothing", "rb")
    store.delete("nothing")


def test_a_storage_that_does_not_answer_is_unavailable(store, server):
    assert store.answers()
    server.stop()

    for ask in (lambda: store.open("a", "rb"), lambda: store.save("a", ContentFile(b"1")), lambda: store.size("a")):
        with pytest.raises(Unavailable):
            ask()
    assert not store.answers()


def test_evidence_goes_through_the_view_only(store, bucket, report, lead, outsider):
    client = Client(raise_request_exception=False)
    client.force_login(lead)
    client.post(f"/reports/{report.pk}/evidence/", {"file": SimpleUploadedFile("纪要.pdf", PDF)})
    evidence = report.evidence.get()

    page = client.get(f"/evidence/{evidence.pk}/")

    assert b"".join(page.streaming_content) == PDF
    assert page.headers["Content-Length"] == str(len(PDF))
    assert bucket.list_objects_v2(Bucket="evidence")["KeyCount"] == 1
    client.force_login(outsider)
    assert client.get(f"/evidence/{evidence.pk}/").status_code == 404


def test_without_the_storage_evidence_is_503_and_pages_are_not(store, server, report, lead):
    client = Client(raise_request_exception=False)
    client.force_login(lead)
    client.post(f"/reports/{report.pk}/evidence/", {"file": SimpleUploadedFile("纪要.pdf", PDF)})
    server.stop()

    assert client.get(f"/evidence/{report.evidence.get().pk}/").status_code == 503
    assert client.get(f"/reports/{report.pk}/").status_code == 200
    refused = client.post(f"/reports/{report.pk}/evidence/", {"file": SimpleUploadedFile("二.pdf", PDF + b"2")})
    assert refused.status_code == 503
    assert report.evidence.count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"S3_ENDPOINT_URL": "minio:9000"}, "S3_ENDPOINT_URL is not the address of a storage"),
        ({"S3_ENDPOINT_URL": "http://[::x"}, "S3_ENDPOINT_URL is not the address of a storage"),
        ({"S3_ADDRESSING": "host"}, 'S3_ADDRESSING is "host"; expected auto or path or virtual.'),
        ({"S3_ACCESS_KEY": "a"}, "S3_ACCESS_KEY and S3_SECRET_KEY belong together"),
        ({"S3_SECRET_KEY_FILE": "/nowhere"}, "S3_SECRET_KEY_FILE is"),
    ],
)
def test_what_cannot_be_meant_stops_the_start(monkeypatch, given, sentence):
    monkeypatch.setenv("S3_BUCKET", "evidence")
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured) as error:
        storages.read(folder="/nowhere")

    assert str(error.value).startswith(sentence)


def test_without_a_bucket_files_stay_in_the_folder(tmp_path):
    entry = storages.read(folder=tmp_path)

    assert not storages.is_bucket(entry)
    assert entry["OPTIONS"]["location"] == tmp_path


def test_a_file_is_read_piece_by_piece(store):
    name = store.save("a", io.BytesIO(b"x" * 100_000))

    with store.open(name) as file:
        assert sum(map(len, file.chunks(10_000))) == 100_000
