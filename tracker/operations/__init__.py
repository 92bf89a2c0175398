"""Whether the site can serve, and what it stands on at this moment: for probes and for administrators."""
