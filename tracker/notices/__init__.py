"""What a person is told inside the site, each thing once."""
