"""What the site is made of and where it runs: settings, databases, the security policy, the servers' entry points."""
