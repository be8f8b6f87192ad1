"""A certificate to begin with: `python -m backr.serving.certificate FOLDER NAME…`, if the folder has none.

The proxy cannot start without one. Browsers warn of this one, because it is self-signed: put your own in its place.
"""

import argparse
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

CHAIN, KEY = "fullchain.pem", "privkey.pem"
LIFE = timedelta(days=90)


def make_if_missing(folder: Path, names: list[str]) -> bool:
    """Write a self-signed certificate for `names` and its key, unless both are there. Say whether it did."""
    if (folder / CHAIN).exists() and (folder / KEY).exists():
        return False
    folder.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + LIFE)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / KEY).unlink(missing_ok=True)
    with os.fdopen(os.open(folder / KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secret)
    (folder / CHAIN).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", help="the host names, separated by commas")
    options = parser.parse_args()
    make_if_missing(options.folder, [name.strip() for name in options.names.split(",") if name.strip()])


if __name__ == "__main__":
    main()
