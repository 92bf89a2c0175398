"""The overview (总览): how a whole plan stands on a day, in six queries for ten measures or ten thousand."""
