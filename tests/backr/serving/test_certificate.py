"""The certificate that a proxy begins with; nginx takes it in test_proxy.py."""

import stat
from pathlib import Path

from cryptography import x509

from backr.serving.certificate import CHAIN, KEY, make_if_missing


def test_it_is_for_every_name_and_its_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    assert make_if_missing(tmp_path / "new", ["backr.example", "www.backr.example"])
    certificate = x509.load_pem_x509_certificate((tmp_path / "new" / CHAIN).read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["backr.example", "www.backr.example"]
    assert stat.S_IMODE((tmp_path / "new" / KEY).stat().st_mode) == 0o600


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    for name in (CHAIN, KEY):
        (tmp_path / name).write_text("our own")
    assert not make_if_missing(tmp_path, ["backr.example"])
    assert (tmp_path / KEY).read_text() == "our own"


def test_half_of_one_is_replaced(tmp_path: Path) -> None:
    (tmp_path / KEY).write_text("left over")
    assert make_if_missing(tmp_path, ["backr.example"])
    assert (tmp_path / KEY).read_text().startswith("-----BEGIN PRIVATE KEY")
