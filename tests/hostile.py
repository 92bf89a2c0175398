"""What people, browsers and attackers send that no form of ours does."""

from urllib.parse import quote

LONG = "长" * 100_000
TEXTS = {
    "nothing": "", "blank": " \u3000\t\n", "nul": "a\0b", "controls": "\x01\x1b[31m\x7f\r\n",
    "right to left": "abc\u202egpj.exe",
    "emoji": "👩‍👩‍👧‍👦🇨🇳", "combining": "e" + "\u0301" * 200, "half": "\ufffd\ufffe\uffff", "long": LONG,
    "quotes": "'\"><script>alert(1)</script>",
    "sql": "' OR 1=1; DROP TABLE tracker_plan; --", "percent": "%s %(x)s {0} {{x}}",
    "path": "../../../etc/passwd", "formula": "=cmd|' /C calc'!A0", "word": "abc",
    "unknown": "nonsense",
}
NUMBERS = {
    "minus": "-1", "two hundred": "200", "zero": "0", "huge": "9" * 40, "digits": "9" * 5000, "infinite": "1e400",
    "not a number": "NaN", "fraction": "1.5", "full width": "１２",
    "beyond 32 bits": str(2**31), "beyond 64 bits": str(2**63),
    "superscript": "²", "hexadecimal": "0x10", "underscored": "1_000",
}
DAYS = {
    "first day": "0001-01-01", "last day": "9999-12-31", "no such day": "2026-02-30", "no day at all": "0000-00-00",
    "year five digits": "12026-01-01", "moment": "9999-12-31T23:59:59-12:00", "american": "13/13/2026",
}
VALUES = {**TEXTS, **NUMBERS, **DAYS}
# Percent-encoded bytes that are no UTF-8: a lone surrogate, a cut-off character, an over-long NUL.
BYTES = {"surrogate": "%ED%A0%80", "cut off": "%E4%B8", "over-long": "%C0%80", "loose percent": "%zz%", "nul": "%00"}
QUERIES = {**{name: quote(value[:3000]) for name, value in VALUES.items()}, **BYTES}
KEYS = ["0", "9" * 30, str(2**31), str(2**63), "-1", "abc", "1.5", "1e3", "%00", "%ED%A0%80", "_3A", "1_5F",
        "..%2F", "'", "１"]

BASES = [
    "", "{", "[]", "null", "3", '"text"', "NaN", "[" * 20_000, '{"summary": 3}', '{"summary": {"a": []}}',
    '{"summary": "\\ud800"}', '{"summary": "\\u0000"}', '{"nonsense": "x"}', '{"summary": "' + "长" * 1000 + '"}',
    '{"a": 1e400}', '{"summary": "x", "summary": "y"}', "\ufeff{}",
]
BODIES = [  # content type and body, as sent
    ("application/json", b'{"summary": "\\ud800"}'), ("application/json", b"[" * 5000), ("text/plain", b"summary=1"),
    ("text/plain; charset=utf-16", "summary=1".encode("utf-16")),
    ("application/xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
    ("multipart/form-data", b"no boundary"), ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="summary"\r\n\r\ncut'),
    ("multipart/form-data; boundary=x",
     b'--x\r\nContent-Disposition: form-data; name="file"; filename="\xff\xfe.pdf"\r\n\r\n%PDF\r\n--x--\r\n'),
    ("multipart/form-data; boundary=" + "x" * 300, b"--x"),
    ("application/x-www-form-urlencoded", b"summary=%ED%A0%80&%00=1&next_steps=%C0%80"),
    ("application/x-www-form-urlencoded", b"\xff\xfe=\xff&&&=&summary"), ("", b"summary=1"),
    ("application/x-www-form-urlencoded; charset=gbk", "summary=进展".encode("gbk")),
]
OTHER_SITES = [
    "//evil.example", "https://evil.example/", "https:evil.example", "\\\\evil.example", "/\\evil.example",
    "javascript:alert(1)", "///evil.example", "\t//evil.example", "//evil.example\\@localhost",
]
DISGUISES = [  # content, and the name it is given
    (b"MZ" + b"\0" * 500, "报告.pdf"), (b"#!/bin/sh", "a.docx"), (b"<svg onload=x>", "图.png"), (b"MZ", "报告.pdf.exe"),
    (b"", "空.pdf"), (b"%PDF-1.7", "a\0.pdf"), (b"PK\x03\x04", "x.xlsx"),
]
