"""When measures will be finished, as a range, from what was known of all of them, and how earlier forecasts fared."""
